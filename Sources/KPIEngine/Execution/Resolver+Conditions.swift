extension Resolver {
  /// A condition as flags, 1 where it holds.
  ///
  /// Two-valued: a comparison with null does not hold, its complement does.
  func test(_ expression: Scalar) -> Fill<UInt8> {
    switch expression {
    case .constant(let holds): return { rows, out in out.update(repeating: holds ? 1 : 0, count: rows.count) }
    case .compare(let comparison, let lhs, let rhs): return compare(comparison, resolve(lhs), resolve(rhs))
    case .textIs(let text, let wanted): return textIs(text, resolve(text), wanted)
    case .rowIn(let row, let wanted): return rowIn(resolve(row), wanted)
    case .isNull(let operand): return isNull(resolve(operand))
    case .not(let operand): return invert(test(operand))
    case .all(let operands): return all(operands.map(test))
    case .any(let operands): return any(operands.map(test))
    case .isFirst(let first): return isFirst(first)
    default:
      guard case .flags(let fill) = resolve(expression) else {
        return { rows, out in out.update(repeating: 0, count: rows.count) }
      }
      return fill
    }
  }

  func invert(_ fill: @escaping Fill<UInt8>) -> Fill<UInt8> {
    { rows, out in
      fill(rows, out)
      for index in 0..<rows.count { out[index] ^= 1 }
    }
  }

  private func all(_ tests: [Fill<UInt8>]) -> Fill<UInt8> {
    guard let first = tests.first else { return { rows, out in out.update(repeating: 1, count: rows.count) } }
    let scratch = Scratch<UInt8>()
    return { rows, out in
      first(rows, out)
      for test in tests.dropFirst() {
        test(rows, scratch.base)
        rows.each(out, scratch.base, out) { $0 & $1 }
      }
    }
  }

  private func any(_ tests: [Fill<UInt8>]) -> Fill<UInt8> {
    guard let first = tests.first else { return { rows, out in out.update(repeating: 0, count: rows.count) } }
    let scratch = Scratch<UInt8>()
    return { rows, out in
      first(rows, out)
      for test in tests.dropFirst() {
        test(rows, scratch.base)
        rows.each(out, scratch.base, out) { $0 | $1 }
      }
    }
  }

  func isNull(_ resolved: Resolved) -> Fill<UInt8> {
    switch resolved {
    case .codes(let fill, _):
      let scratch = Scratch<UInt32>()
      return { rows, out in
        fill(rows, scratch.base)
        rows.each(scratch.base, out) { $0 == 0 ? 1 : 0 }
      }
    case .rows(let fill, _):
      let scratch = Scratch<Int32>()
      return { rows, out in
        fill(rows, scratch.base)
        rows.each(scratch.base, out) { $0 == 0 ? 1 : 0 }
      }
    case .exact(let fill, _), .stamps(let fill):
      let scratch = Scratch<Int64>()
      return { rows, out in
        fill(rows, scratch.base)
        rows.each(scratch.base, out) { $0 == nullNumber ? 1 : 0 }
      }
    case .real(let fill):
      let scratch = Scratch<Double>()
      return { rows, out in
        fill(rows, scratch.base)
        rows.each(scratch.base, out) { $0.isNaN ? 1 : 0 }
      }
    case .flags: return { rows, out in out.update(repeating: 0, count: rows.count) }
    case .null: return { rows, out in out.update(repeating: 1, count: rows.count) }
    }
  }

  private func compare(_ comparison: Scalar.Comparison, _ lhs: Resolved, _ rhs: Resolved) -> Fill<UInt8> {
    // `!=` is the exact complement of `=`, so it holds for null.
    if comparison == .notEqual { return invert(compare(.equal, lhs, rhs)) }
    switch (lhs, rhs) {
    case (.stamps(let left), .stamps(let right)): return compareNumbers(comparison, left, right)
    case (.exact(let left, let leftScale), .exact(let right, let rightScale)) where leftScale == rightScale:
      return compareNumbers(comparison, left, right)
    case (.exact(let left, let leftScale), .exact(let right, let rightScale)):
      return compareExact(
        comparison, left, powersOfTen[max(0, rightScale - leftScale)], right,
        powersOfTen[max(0, leftScale - rightScale)])
    case (.rows(let left, let target), .rows(let right, let other)) where target == other && comparison == .equal:
      let sides = Sides(left, right)
      return { rows, out in sides.flags(rows, out) { $0 == $1 && $0 != 0 } }
    case (.codes(let left, let leftTexts), .codes(let right, let rightTexts)):
      return compareTexts(comparison, left, leftTexts, right, rightTexts)
    case (.flags(let left), .flags(let right)) where comparison == .equal:
      let sides = Sides(left, right)
      return { rows, out in sides.flags(rows, out) { $0 == $1 } }
    case (.exact, .real), (.real, .exact), (.real, .real):
      let sides = Sides(real(lhs), real(rhs))
      switch comparison {
      case .equal, .notEqual: return { rows, out in sides.flags(rows, out) { $0 == $1 } }
      case .less: return { rows, out in sides.flags(rows, out) { $0 < $1 } }
      case .lessOrEqual: return { rows, out in sides.flags(rows, out) { $0 <= $1 } }
      case .greater: return { rows, out in sides.flags(rows, out) { $0 > $1 } }
      case .greaterOrEqual: return { rows, out in sides.flags(rows, out) { $0 >= $1 } }
      }
    default: return { rows, out in out.update(repeating: 0, count: rows.count) }
    }
  }

  private func compareNumbers(
    _ comparison: Scalar.Comparison, _ lhs: @escaping Fill<Int64>, _ rhs: @escaping Fill<Int64>
  ) -> Fill<UInt8> {
    let sides = Sides(lhs, rhs)
    switch comparison {
    case .equal, .notEqual: return { rows, out in sides.flags(rows, out) { $0 == $1 && $0 != nullNumber } }
    case .less: return { rows, out in sides.flags(rows, out) { $0 < $1 && $0 != nullNumber } }
    case .lessOrEqual: return { rows, out in sides.flags(rows, out) { $0 <= $1 && $0 != nullNumber } }
    case .greater: return { rows, out in sides.flags(rows, out) { $0 > $1 && $1 != nullNumber } }
    case .greaterOrEqual: return { rows, out in sides.flags(rows, out) { $0 >= $1 && $1 != nullNumber } }
    }
  }

  /// Numbers of different scales, each times its factor; 128 bits hold the products.
  private func compareExact(
    _ comparison: Scalar.Comparison, _ lhs: @escaping Fill<Int64>, _ leftFactor: Int64,
    _ rhs: @escaping Fill<Int64>, _ rightFactor: Int64
  ) -> Fill<UInt8> {
    let sides = Sides(lhs, rhs)
    @inline(__always)
    func product(_ number: Int64, _ factor: Int64) -> Int128 { Int128(number) * Int128(factor) }
    @inline(__always)
    func areNumbers(_ left: Int64, _ right: Int64) -> Bool { left != nullNumber && right != nullNumber }
    switch comparison {
    case .equal, .notEqual:
      return { rows, out in
        sides.flags(rows, out) { areNumbers($0, $1) && product($0, leftFactor) == product($1, rightFactor) }
      }
    case .less:
      return { rows, out in
        sides.flags(rows, out) { areNumbers($0, $1) && product($0, leftFactor) < product($1, rightFactor) }
      }
    case .lessOrEqual:
      return { rows, out in
        sides.flags(rows, out) { areNumbers($0, $1) && product($0, leftFactor) <= product($1, rightFactor) }
      }
    case .greater: return compareExact(.less, rhs, rightFactor, lhs, leftFactor)
    case .greaterOrEqual: return compareExact(.lessOrEqual, rhs, rightFactor, lhs, leftFactor)
    }
  }

  private func compareTexts(
    _ comparison: Scalar.Comparison, _ lhs: @escaping Fill<UInt32>, _ leftTexts: Texts,
    _ rhs: @escaping Fill<UInt32>, _ rightTexts: Texts
  ) -> Fill<UInt8> {
    let (merged, remaps) = merge([leftTexts, rightTexts])
    let left = remapped(lhs, remaps[0])
    let right = remapped(rhs, remaps[1])
    if comparison == .equal {
      let sides = Sides(left, right)
      return { rows, out in sides.flags(rows, out) { $0 == $1 && $0 != 0 } }
    }
    // Order is by alphabet, so codes are compared through their ranks.
    let all = texts(merged)
    let order = all.indices.dropFirst().map { (CollationKey(all[$0]), $0) }.sorted { $0.0 < $1.0 }
    var ranks = [UInt32](repeating: 0, count: all.count)
    for (rank, entry) in order.enumerated() { ranks[entry.1] = UInt32(rank + 1) }
    let sides = Sides(remapped(left, ranks), remapped(right, ranks))
    switch comparison {
    case .less: return { rows, out in sides.flags(rows, out) { $0 != 0 && $0 < $1 } }
    case .lessOrEqual: return { rows, out in sides.flags(rows, out) { $0 != 0 && $0 <= $1 } }
    case .greater: return { rows, out in sides.flags(rows, out) { $1 != 0 && $0 > $1 } }
    default: return { rows, out in sides.flags(rows, out) { $1 != 0 && $0 >= $1 } }
    }
  }

  /// The test runs once per text of the dictionary; rows look its answer up.
  private func textIs(_ text: Scalar, _ resolved: Resolved, _ wanted: Scalar.TextTest) -> Fill<UInt8> {
    guard case .codes(let fill, let source) = resolved else {
      return { rows, out in out.update(repeating: 0, count: rows.count) }
    }
    let answers: [UInt8]
    switch (wanted, source) {
    case (.oneOf(let values), .stored(let dictionary)):
      let stored = context.store.dictionaries[dictionary]
      var table = [UInt8](repeating: 0, count: stored.count)
      for value in values {
        if let code = stored.code(of: value) { table[code] = 1 }
      }
      answers = table
    default:
      let matches = TextMatcher(wanted)
      answers = [0] + texts(source).dropFirst().map { matches.holds(for: $0) ? 1 : 0 }
    }
    let table = Buffer(answers)
    if case .text(let path, let column) = text, path.hops.isEmpty,
      case .text(.bits8(let codes), _) = context.store.entities[path.entity].columns[column]
    {
      return lookUp(codes, in: table)
    }
    let scratch = Scratch<UInt32>()
    return { rows, out in
      fill(rows, scratch.base)
      for index in 0..<rows.count { out[index] = table.base[Int(scratch.base[index])] }
    }
  }

  /// The answer for the code of each row, read from the column itself.
  private func lookUp(_ codes: Buffer<UInt8>, in table: Buffer<UInt8>) -> Fill<UInt8> {
    let wanted = (0..<table.count).filter { table[$0] != 0 }
    let only = wanted.count == 1 ? wanted.first.map { UInt8(truncatingIfNeeded: $0) } : nil
    return { rows, out in
      guard rows.first > 0 else {
        for index in 0..<rows.count { out[index] = table.base[Int(codes.base[Int(rows.base[index])])] }
        return
      }
      let own = codes.base + rows.first
      if let only {
        for index in 0..<rows.count { out[index] = own[index] == only ? 1 : 0 }
      } else {
        for index in 0..<rows.count { out[index] = table.base[Int(own[index])] }
      }
    }
  }

  private func rowIn(_ resolved: Resolved, _ wanted: [Int32]) -> Fill<UInt8> {
    guard case .rows(let fill, let target) = resolved else {
      return { rows, out in out.update(repeating: 0, count: rows.count) }
    }
    let scratch = Scratch<Int32>()
    if wanted.count == 1, let only = wanted.first {
      return { rows, out in
        fill(rows, scratch.base)
        for index in 0..<rows.count { out[index] = scratch.base[index] == only ? 1 : 0 }
      }
    }
    let last = context.store.entities[target].rowCount
    // A few among very many are found sooner by hash than flags are made.
    if wanted.count < 64, last > 1 << 16 {
      let set = Set(wanted)
      return { rows, out in
        fill(rows, scratch.base)
        for index in 0..<rows.count { out[index] = set.contains(scratch.base[index]) ? 1 : 0 }
      }
    }
    // SAFETY: a row that a link leads to is at most its target's last.
    let flags = Buffer<UInt8>(count: last + 1) { flags in
      flags.initialize(repeating: 0)
      for row in wanted where flags.indices.contains(Int(row)) { flags[Int(row)] = 1 }
    }
    return { rows, out in
      fill(rows, scratch.base)
      for index in 0..<rows.count { out[index] = flags.base[Int(scratch.base[index])] }
    }
  }

  private func isFirst(_ first: FirstRow) -> Fill<UInt8> {
    guard let flags = attachments?.firstRows(first) else {
      return { rows, out in out.update(repeating: 0, count: rows.count) }
    }
    return { rows, out in gather(flags.content.base, rows, out) }
  }
}
