extension Resolver {
  /// An expression as floating-point numbers; NaN is null.
  func real(_ resolved: Resolved) -> Fill<Double> {
    switch resolved {
    case .real(let fill): return fill
    case .exact(let fill, let scale):
      let scratch = Scratch<Int64>()
      return { rows, out in
        fill(rows, scratch.base)
        for index in 0..<rows.count {
          let number = scratch.base[index]
          out[index] = number == nullNumber ? .nan : nearestReal(number, scale: scale)
        }
      }
    default: return { rows, out in out.update(repeating: .nan, count: rows.count) }
    }
  }

  /// Exact numbers brought to a larger scale.
  func rescaled(_ fill: @escaping Fill<Int64>, by power: Int) -> Fill<Int64> {
    guard power > 0 else { return fill }
    let factor = powersOfTen[power]
    return { [clock] rows, out in
      fill(rows, out)
      for index in 0..<rows.count where out[index] != nullNumber {
        let (product, overflow) = out[index].multipliedReportingOverflow(by: factor)
        out[index] = product
        clock.overflowed = clock.overflowed || overflow
      }
    }
  }

  func arithmetic(_ operation: Scalar.Arithmetic, _ lhs: Resolved, _ rhs: Resolved) -> Resolved {
    if case .exact(let left, let leftScale) = lhs, case .exact(let right, let rightScale) = rhs {
      switch operation {
      case .add, .subtract:
        let scale = max(leftScale, rightScale)
        let aligned = rescaled(left, by: scale - leftScale)
        let other = rescaled(right, by: scale - rightScale)
        return operation == .add
          ? .exact(combine(aligned, other) { $0.addingReportingOverflow($1) }, scale: scale)
          : .exact(combine(aligned, other) { $0.subtractingReportingOverflow($1) }, scale: scale)
      case .multiply where leftScale + rightScale <= 8:
        return .exact(
          combine(left, right) { $0.multipliedReportingOverflow(by: $1) }, scale: leftScale + rightScale)
      default: break
      }
    }
    if case .null = lhs { return .null }
    if case .null = rhs { return .null }
    let left = real(lhs)
    let right = real(rhs)
    switch operation {
    case .add: return .real(combine(left, right) { $0 + $1 })
    case .subtract: return .real(combine(left, right) { $0 - $1 })
    case .multiply: return .real(combine(left, right) { $0 * $1 })
    case .divide: return .real(combine(left, right) { $1 == 0 ? .nan : $0 / $1 })
    }
  }

  @inline(__always)
  private func combine(
    _ lhs: @escaping Fill<Int64>, _ rhs: @escaping Fill<Int64>,
    _ operation: @escaping (Int64, Int64) -> (partialValue: Int64, overflow: Bool)
  ) -> Fill<Int64> {
    let scratch = Scratch<Int64>()
    return { [clock] rows, out in
      lhs(rows, out)
      rhs(rows, scratch.base)
      for index in 0..<rows.count {
        if out[index] == nullNumber || scratch.base[index] == nullNumber {
          out[index] = nullNumber
        } else {
          let (result, overflow) = operation(out[index], scratch.base[index])
          out[index] = result
          clock.overflowed = clock.overflowed || overflow
        }
      }
    }
  }

  @inline(__always)
  private func combine(
    _ lhs: @escaping Fill<Double>, _ rhs: @escaping Fill<Double>, _ operation: @escaping (Double, Double) -> Double
  ) -> Fill<Double> {
    let scratch = Scratch<Double>()
    return { rows, out in
      lhs(rows, out)
      rhs(rows, scratch.base)
      for index in 0..<rows.count { out[index] = operation(out[index], scratch.base[index]) }
    }
  }

  func scalar(_ function: Scalar.Function, _ arguments: [Resolved]) -> Resolved {
    switch function {
    // Reckoned from days (`calendarDistance`).
    case .days, .weeks, .calendarMonths: return .null
    case .hours:
      let zone = context.store.zone
      return between(arguments, divisor: Double(Stamp.perHour)) { zone.instant(of: $0) }
    case .months: return between(arguments, divisor: 30.4375) { Stamp.day($0) }
    case .later(let shift):
      guard case .stamps(let fill)? = arguments.first else { return .null }
      let zone = context.store.zone
      return .stamps { rows, out in
        fill(rows, out)
        for index in 0..<rows.count where out[index] != nullNumber { out[index] = shift.moved(out[index], in: zone) }
      }
    case .least: return pick(arguments) { $0 < $1 }
    case .greatest: return pick(arguments) { $0 > $1 }
    case .absolute:
      guard let first = arguments.first else { return .null }
      if case .exact(let fill, let scale) = first {
        return .exact(
          { rows, out in
            fill(rows, out)
            for index in 0..<rows.count where out[index] != nullNumber { out[index] = abs(out[index]) }
          }, scale: scale)
      }
      return map(first) { abs($0) }
    case .round(let places): return arguments.first.map { rounded($0, to: places) } ?? .null
    }
  }

  /// Exact, so that sums of it are.
  private func rounded(_ argument: Resolved, to places: Int) -> Resolved {
    switch argument {
    case .exact(_, let scale) where scale <= places: return argument
    case .exact(let fill, let scale):
      let divisor = powersOfTen[scale - places]
      return .exact(
        { rows, out in
          fill(rows, out)
          for index in 0..<rows.count where out[index] != nullNumber {
            out[index] = roundedQuotient(out[index], divisor)
          }
        }, scale: places)
    case .real(let fill):
      let scratch = Scratch<Double>()
      let factor = Double(powersOfTen[places])
      return .exact(
        { [clock] rows, out in
          fill(rows, scratch.base)
          for index in 0..<rows.count {
            let scaled = (scratch.base[index] * factor).rounded(.toNearestOrAwayFromZero)
            let fits = abs(scaled) < 9e18
            clock.overflowed = clock.overflowed || scaled.isFinite && !fits
            out[index] = fits ? Int64(scaled) : nullNumber
          }
        }, scale: places)
    default: return .null
    }
  }

  private func map(_ argument: Resolved, _ body: @escaping (Double) -> Double) -> Resolved {
    let fill = real(argument)
    return .real { rows, out in
      fill(rows, out)
      for index in 0..<rows.count { out[index] = body(out[index]) }
    }
  }

  /// The difference of the numbers of two times, or of two days; null where one is.
  @inline(__always)
  func difference(
    _ from: @escaping Fill<Int64>, _ to: @escaping Fill<Int64>, _ number: @escaping (Int64) -> Int64
  ) -> Fill<Int64> {
    let starts = Scratch<Int64>()
    return { rows, out in
      let starts = starts.base
      from(rows, starts)
      to(rows, out)
      for index in 0..<rows.count {
        let isNull = starts[index] == nullNumber || out[index] == nullNumber
        out[index] = isNull ? nullNumber : number(out[index]) &- number(starts[index])
      }
    }
  }

  /// A distance between two times as a real number, in units of `divisor`.
  @inline(__always)
  private func between(
    _ arguments: [Resolved], divisor: Double, _ number: @escaping (Int64) -> Int64
  ) -> Resolved {
    guard arguments.count == 2, case .stamps(let from) = arguments[0], case .stamps(let to) = arguments[1] else {
      return .null
    }
    let fill = difference(from, to, number)
    let lengths = Scratch<Int64>()
    return .real { rows, out in
      fill(rows, lengths.base)
      for index in 0..<rows.count {
        out[index] = lengths.base[index] == nullNumber ? .nan : Double(lengths.base[index]) / divisor
      }
    }
  }

  /// The least or greatest of several, nulls left out; null where all are null.
  private func pick(_ arguments: [Resolved], _ better: @escaping (Int64, Int64) -> Bool) -> Resolved {
    let isStamp = arguments.contains { if case .stamps = $0 { true } else { false } }
    let scale = arguments.reduce(0) { if case .exact(_, let scale) = $1 { max($0, scale) } else { $0 } }
    let fills = arguments.compactMap { argument -> Fill<Int64>? in
      switch argument {
      case .stamps(let fill) where isStamp: fill
      case .exact(let fill, let own) where !isStamp: rescaled(fill, by: scale - own)
      default: nil
      }
    }
    if fills.count == arguments.count, let first = fills.first {
      let scratch = Scratch<Int64>()
      let fill: Fill<Int64> = { rows, out in
        first(rows, out)
        for next in fills.dropFirst() {
          next(rows, scratch.base)
          for index in 0..<rows.count where scratch.base[index] != nullNumber {
            let other = scratch.base[index]
            if out[index] == nullNumber || better(other, out[index]) { out[index] = other }
          }
        }
      }
      return isStamp ? .stamps(fill) : .exact(fill, scale: scale)
    }
    let reals = arguments.map(real)
    guard let first = reals.first else { return .null }
    let scratch = Scratch<Double>()
    let greatest = better(1, 0)
    return .real { rows, out in
      first(rows, out)
      for next in reals.dropFirst() {
        next(rows, scratch.base)
        for index in 0..<rows.count {
          let other = scratch.base[index]
          if out[index].isNaN || (greatest ? other > out[index] : other < out[index]) { out[index] = other }
        }
      }
    }
  }
}
