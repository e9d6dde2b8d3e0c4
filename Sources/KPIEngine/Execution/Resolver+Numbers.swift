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
        clock.overflowed = clock.overflowed || overflow || product == nullNumber
      }
    }
  }

  func arithmetic(_ operation: Scalar.Arithmetic, _ lhs: Resolved, _ rhs: Resolved) -> Resolved {
    if case .exact(let left, let leftScale) = lhs, case .exact(let right, let rightScale) = rhs {
      switch operation {
      case .add, .subtract:
        let scale = max(leftScale, rightScale)
        let sides = Sides(rescaled(left, by: scale - leftScale), rescaled(right, by: scale - rightScale))
        return .exact(operation == .add ? sum(sides) : rest(sides), scale: scale)
      case .multiply where leftScale + rightScale <= 8:
        return .exact(product(Sides(left, right)), scale: leftScale + rightScale)
      default: break
      }
    }
    if case .null = lhs { return .null }
    if case .null = rhs { return .null }
    let sides = Sides(real(lhs), real(rhs))
    switch operation {
    case .add: return .real { rows, out in sides.each(rows, out) { $0 + $1 } }
    case .subtract: return .real { rows, out in sides.each(rows, out) { $0 - $1 } }
    case .multiply: return .real { rows, out in sides.each(rows, out) { $0 * $1 } }
    case .divide: return .real { rows, out in sides.each(rows, out) { $1 == 0 ? .nan : $0 / $1 } }
    }
  }

  private func sum(_ sides: Sides<Int64>) -> Fill<Int64> {
    { [clock] rows, out in
      if sides.exact(rows, out, { $0.addingReportingOverflow($1) }) { clock.overflowed = true }
    }
  }

  private func rest(_ sides: Sides<Int64>) -> Fill<Int64> {
    { [clock] rows, out in
      if sides.exact(rows, out, { $0.subtractingReportingOverflow($1) }) { clock.overflowed = true }
    }
  }

  private func product(_ sides: Sides<Int64>) -> Fill<Int64> {
    { [clock] rows, out in
      if sides.exact(rows, out, { $0.multipliedReportingOverflow(by: $1) }) { clock.overflowed = true }
    }
  }

  func scalar(_ function: Scalar.Function, _ arguments: [Resolved]) -> Resolved {
    switch function {
    // Reckoned from days (`calendarDistance`).
    case .days, .weeks, .calendarMonths: return .null
    case .hours:
      guard let times = sides(ofTimes: arguments) else { return .null }
      let zone = context.store.zone
      return real(divisor: Double(Stamp.perHour)) { rows, out in
        times.each(rows, out) { difference($0, $1) { zone.instant(of: $0) } }
      }
    case .months:
      guard let times = sides(ofTimes: arguments) else { return .null }
      return real(divisor: 30.4375) { rows, out in times.each(rows, out) { difference($0, $1) { Stamp.day($0) } } }
    case .later(let shift):
      guard case .stamps(let fill)? = arguments.first else { return .null }
      let zone = context.store.zone
      return .stamps { rows, out in
        fill(rows, out)
        for index in 0..<rows.count where out[index] != nullNumber { out[index] = shift.moved(out[index], in: zone) }
      }
    case .least: return pick(arguments, isGreatest: false)
    case .greatest: return pick(arguments, isGreatest: true)
    case .absolute:
      guard let first = arguments.first else { return .null }
      if case .exact(let fill, let scale) = first {
        return .exact(
          { rows, out in
            fill(rows, out)
            for index in 0..<rows.count where out[index] != nullNumber { out[index] = abs(out[index]) }
          }, scale: scale)
      }
      let fill = real(first)
      return .real { rows, out in
        fill(rows, out)
        rows.each(out, out) { abs($0) }
      }
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

  private func sides(ofTimes arguments: [Resolved]) -> Sides<Int64>? {
    guard arguments.count == 2, case .stamps(let from) = arguments[0], case .stamps(let to) = arguments[1] else {
      return nil
    }
    return Sides(from, to)
  }

  /// Whole numbers in units of `divisor`.
  private func real(divisor: Double, _ fill: @escaping Fill<Int64>) -> Resolved {
    let lengths = Scratch<Int64>()
    return .real { rows, out in
      fill(rows, lengths.base)
      rows.each(lengths.base, out) { $0 == nullNumber ? .nan : Double($0) / divisor }
    }
  }

  /// The least or greatest of several, nulls left out; null where all are null.
  private func pick(_ arguments: [Resolved], isGreatest: Bool) -> Resolved {
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
          if isGreatest {
            // Null is the least number of all.
            rows.each(out, scratch.base, out) { max($0, $1) }
          } else {
            // One below, null is the greatest of all.
            rows.each(out, scratch.base, out) { min($0 &- 1, $1 &- 1) &+ 1 }
          }
        }
      }
      return isStamp ? .stamps(fill) : .exact(fill, scale: scale)
    }
    let reals = arguments.map(real)
    guard let first = reals.first else { return .null }
    let scratch = Scratch<Double>()
    return .real { rows, out in
      first(rows, out)
      for next in reals.dropFirst() {
        next(rows, scratch.base)
        if isGreatest {
          rows.each(out, scratch.base, out) { $0.isNaN || $1 > $0 ? $1 : $0 }
        } else {
          rows.each(out, scratch.base, out) { $0.isNaN || $1 < $0 ? $1 : $0 }
        }
      }
    }
  }
}

/// The difference of the numbers of two times, or of two days; null where one of those is.
@inline(__always)
func difference(_ from: Int64, _ to: Int64, _ number: (Int64) -> Int64) -> Int64 {
  from == nullNumber || to == nullNumber ? nullNumber : number(to) &- number(from)
}
