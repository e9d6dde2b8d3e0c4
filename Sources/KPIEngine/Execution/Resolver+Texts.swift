extension Resolver {
  /// The texts that codes stand for; the first stands for null.
  func texts(_ texts: Texts) -> TextList {
    switch texts {
    case .stored(let dictionary): context.store.dictionaries[dictionary].texts
    case .made(let made): made
    }
  }

  func bands(_ number: Resolved, _ edges: [Int64]) -> Resolved {
    let texts = Texts.made(TextList([""] + Self.bandLabels(edges)))
    if case .exact(let fill, let scale) = number,
      let limits = edges.multiplied(by: powersOfTen[scale])
    {
      let scratch = Scratch<Int64>()
      return .codes(
        { rows, out in Self.place(rows, out, fill, scratch.base, limits.base, limits.count) { $0 == nullNumber } },
        texts: texts)
    }
    let fill = real(number)
    let scratch = Scratch<Double>()
    let limits = Buffer(edges.map(Double.init))
    return .codes(
      { rows, out in Self.place(rows, out, fill, scratch.base, limits.base, limits.count) { $0.isNaN } }, texts: texts)
  }

  /// The band of each number: how many limits it reaches, from 1 on; 0 for null.
  @inline(__always)
  private static func place<Number: Comparable>(
    _ rows: Rows, _ out: UnsafeMutablePointer<UInt32>, _ fill: Fill<Number>, _ numbers: UnsafeMutablePointer<Number>,
    _ limits: UnsafePointer<Number>, _ count: Int, _ isNull: (Number) -> Bool
  ) {
    fill(rows, numbers)
    for index in 0..<rows.count { out[index] = 1 }
    for limit in 0..<count {
      let limit = limits[limit]
      for index in 0..<rows.count { out[index] &+= numbers[index] >= limit ? 1 : 0 }
    }
    for index in 0..<rows.count where isNull(numbers[index]) { out[index] = 0 }
  }

  /// `<18`, `18–24`, …, `55+`.
  package static func bandLabels(_ edges: [Int64]) -> [String] {
    guard let first = edges.first, let last = edges.last else { return [] }
    let middle = zip(edges, edges.dropFirst()).map { low, high in
      high - 1 == low ? "\(low)" : "\(low)–\(high - 1)"
    }
    return ["<\(first)"] + middle + ["\(last)+"]
  }

  func choose(_ condition: @escaping Fill<UInt8>, _ then: Resolved, _ otherwise: Resolved) -> Resolved {
    func select<Output: BitwiseCopyable>(_ lhs: @escaping Fill<Output>, _ rhs: @escaping Fill<Output>) -> Fill<Output> {
      self.select(condition, lhs, rhs)
    }
    switch (then, otherwise) {
    case (.null, .null): return .null
    case (.stamps(let left), .stamps(let right)): return .stamps(select(left, right))
    case (.stamps(let left), .null): return .stamps(select(left, nulls()))
    case (.null, .stamps(let right)): return .stamps(select(nulls(), right))
    case (.exact(let left, let leftScale), .exact(let right, let rightScale)):
      let scale = max(leftScale, rightScale)
      return .exact(
        select(rescaled(left, by: scale - leftScale), rescaled(right, by: scale - rightScale)), scale: scale)
    case (.exact(let left, let scale), .null): return .exact(select(left, nulls()), scale: scale)
    case (.null, .exact(let right, let scale)): return .exact(select(nulls(), right), scale: scale)
    case (.rows(let left, let target), .rows(let right, let other)) where target == other:
      return .rows(select(left, right), target: target)
    case (.rows(let left, let target), .null): return .rows(select(left, zeros()), target: target)
    case (.null, .rows(let right, let target)): return .rows(select(zeros(), right), target: target)
    case (.codes(let left, let leftTexts), .codes(let right, let rightTexts)):
      let (merged, remaps) = merge([leftTexts, rightTexts])
      return .codes(select(remapped(left, remaps[0]), remapped(right, remaps[1])), texts: merged)
    case (.codes(let left, let texts), .null): return .codes(select(left, zeros()), texts: texts)
    case (.null, .codes(let right, let texts)): return .codes(select(zeros(), right), texts: texts)
    default: return .real(select(real(then), real(otherwise)))
    }
  }

  /// The one where the condition holds, else the other.
  func select<Output: BitwiseCopyable>(
    _ condition: @escaping Fill<UInt8>, _ lhs: @escaping Fill<Output>, _ rhs: @escaping Fill<Output>
  ) -> Fill<Output> {
    let flags = Scratch<UInt8>()
    let scratch = Scratch<Output>()
    return { rows, out in
      let (flags, scratch) = (flags.base, scratch.base)
      condition(rows, flags)
      lhs(rows, out)
      rhs(rows, scratch)
      for index in 0..<rows.count { out[index] = flags[index] == 0 ? scratch[index] : out[index] }
    }
  }

  func coalesce(_ choices: [Resolved]) -> Resolved {
    guard let last = choices.last else { return .null }
    return choices.dropLast().reversed().reduce(last) { rest, choice in
      choose(invert(isNull(choice)), choice, rest)
    }
  }

  /// One dictionary for codes of several, and for each its codes in the merged one; nil where they stay as they are.
  func merge(_ sources: [Texts]) -> (Texts, [[UInt32]?]) {
    if case .stored(let first)? = sources.first,
      sources.allSatisfy({ if case .stored(first) = $0 { true } else { false } })
    {
      return (.stored(first), sources.map { _ in nil })
    }
    var merged = [""]
    var codes: [String: UInt32] = [:]
    let remaps = sources.map { source -> [UInt32]? in
      [0]
        + texts(source).dropFirst().map { text in
          if let code = codes[text] { return code }
          let code = UInt32(merged.count)
          codes[text] = code
          merged.append(text)
          return code
        }
    }
    return (.made(TextList(merged)), remaps)
  }

  func remapped(_ fill: @escaping Fill<UInt32>, _ remap: [UInt32]?) -> Fill<UInt32> {
    guard let remap else { return fill }
    let table = Buffer(remap)
    return { rows, out in
      fill(rows, out)
      for index in 0..<rows.count { out[index] = table.base[Int(out[index])] }
    }
  }

  func nulls() -> Fill<Int64> { { rows, out in out.update(repeating: nullNumber, count: rows.count) } }

  private func zeros<Output: FixedWidthInteger>() -> Fill<Output> {
    { rows, out in out.update(repeating: 0, count: rows.count) }
  }
}

extension [Int64] {
  /// Each times a factor; nil where 64 bits do not hold one.
  fileprivate func multiplied(by factor: Int64) -> Buffer<Int64>? {
    var products: [Int64] = []
    for number in self {
      let (product, overflow) = number.multipliedReportingOverflow(by: factor)
      if overflow { return nil }
      products.append(product)
    }
    return Buffer(products)
  }
}
