import KPIEngine

/// Turns what was read into columns in their entity's final order; slot 0 is the null row.
struct ColumnFinisher: Sendable {
  let plan: LoadPlan
  let entities: [EntityAssembly]
  /// Texts by dictionary, every code of every column in them.
  let pools: [TextPool]

  /// Finishes a column of any kind but `linkedTime`; needs the order of its entity and of a link's target.
  func finish(_ entity: EntityAssembly, _ number: Int) {
    let column = entity.columns[number]
    guard !column.isFinished else { return }
    switch entity.spec.columns[number].kind {
    case .text(let dictionary):
      let readers = column.ranges.compactMap { $0 as? TextReader }
      let codes = codes(entity, count: pools[dictionary].count) { put in
        for (range, reader) in readers.enumerated() {
          let start = entity.starts[range]
          reader.codes.forEach { index, code in put(start + index, code == 0 ? 0 : reader.remap[code]) }
        }
      }
      column.result = .text(codes, dictionary: dictionary)
    case .lookup(let dictionary):
      let readers = column.ranges.compactMap { $0 as? LookupReader }
      let codes = codes(entity, count: pools[dictionary].count) { put in
        for (range, reader) in readers.enumerated() {
          let start = entity.starts[range]
          reader.codes.forEach { index, code in put(start + index, UInt32(truncatingIfNeeded: code)) }
        }
      }
      column.result = .text(codes, dictionary: dictionary)
    case .link(let target):
      column.result = .link(link(entity, number, target: target), target: target)
    case .number, .writtenNumber:
      column.result = numbers(entity, column.ranges.compactMap { $0 as? NumberReader })
    case .time:
      column.result = .time(time(entity, column.ranges.compactMap { $0 as? TimeReader }))
    case .key(let dictionary):
      column.result =
        switch entity.keys {
        case .integer(let keys): .integer(keys)
        case .text: .text(keyCodes(entity), dictionary: dictionary)
        }
    case .linkedTime: return
    }
    noteOddRows(entity, number)
    column.ranges = []
    column.isFinished = true
  }

  /// Finishes a time column, through as many links as it takes; needs the order of every entity on the way.
  func finishTime(_ entity: EntityAssembly, _ number: Int) {
    let column = entity.columns[number]
    guard !column.isFinished else { return }
    guard case .linkedTime(let link, let time) = entity.spec.columns[number].kind,
      case .link(let targetNumber) = entity.spec.columns[link].kind
    else { return finish(entity, number) }
    let target = entities[targetNumber]
    finish(entity, link)
    finishTime(target, time)
    guard case .link(let rows, _) = entity.columns[link].result,
      case .time(let source) = target.columns[time].result
    else { return }
    column.result = .time(
      TimeColumn(days: Self.gather(source.days, rows), milliseconds: source.milliseconds.map { Self.gather($0, rows) }))
    column.isFinished = true
  }

  /// The placing time of each position as read, where it comes through a link; nil where it does not.
  func linkedPlacingTime(_ entity: EntityAssembly) -> (days: [Int32], milliseconds: [Int32]?)? {
    guard let placedBy = entity.spec.placedBy,
      case .linkedTime(let link, let time) = entity.spec.columns[placedBy].kind,
      case .link(let target) = entity.spec.columns[link].kind,
      case .time(let source) = entities[target].columns[time].result
    else { return nil }
    var days = [Int32](repeating: TimeColumn.null, count: entity.rowCount)
    var milliseconds = source.milliseconds.map { _ in [Int32](repeating: 0, count: entity.rowCount) }
    forEachTarget(entity, link, target: target) { position, row, _ in
      guard row > 0 else { return }
      days[position] = source.days[Int(row)]
      if let all = source.milliseconds { milliseconds?[position] = all[Int(row)] }
    }
    return (days, milliseconds)
  }

  // MARK: Kinds

  private func codes(
    _ entity: EntityAssembly, count: Int, _ visit: ((Int, UInt32) -> Void) -> Void
  ) -> Codes {
    // Code 0 is null, so `count` is the greatest code.
    let order = entity.order
    if count <= 0xFF {
      return .bits8(
        Buffer(count: entity.rowCount + 1) { target in
          target.initialize(repeating: 0)
          visit { target[Int(order.row(of: $0))] = UInt8(truncatingIfNeeded: $1) }
        })
    }
    if count <= 0xFFFF {
      return .bits16(
        Buffer(count: entity.rowCount + 1) { target in
          target.initialize(repeating: 0)
          visit { target[Int(order.row(of: $0))] = UInt16(truncatingIfNeeded: $1) }
        })
    }
    return .bits32(
      Buffer(count: entity.rowCount + 1) { target in
        target.initialize(repeating: 0)
        visit { target[Int(order.row(of: $0))] = $1 }
      })
  }

  /// The codes of keys that are texts.
  private func keyCodes(_ entity: EntityAssembly) -> Codes {
    let keys = entity.keyCodes
    return .bits32(
      Buffer(count: keys.count + 1) { target in
        target.initialize(repeating: 0)
        for (position, code) in keys.enumerated() { target[position + 1] = code }
      })
  }

  private func link(_ entity: EntityAssembly, _ number: Int, target: Int) -> Codes {
    var odd = OddRows()
    let order = entity.order
    let isNoted = !entities[target].isMissing
    let rows = codes(entity, count: entities[target].rowCount) { put in
      forEachTarget(entity, number, target: target) { position, row, key in
        if row > 0 {
          put(position, UInt32(truncatingIfNeeded: row))
        } else if isNoted {
          odd.add(Int(order.row(of: position)), key())
        }
      }
    }
    note(.danglingLinks, entity, number, rows: odd.rows, example: odd.example)
    return rows
  }

  /// Calls `body` with each position that has a key, the row it leads to (-1: none) and the key as text.
  @inline(__always)
  private func forEachTarget(
    _ entity: EntityAssembly, _ number: Int, target: Int, _ body: (Int, Int32, () -> String) -> Void
  ) {
    guard let planned = plan.entities[entity.number] else { return }
    let index = entities[target].index
    let isNumeric = plan.isNumericLink(
      entity.spec.columns[number], of: planned, keyIsNumeric: plan.entities[target]?.hasNumericKey ?? false)
    for (range, reader) in entity.columns[number].ranges.enumerated() {
      guard let keys = (reader as? LinkReader)?.keys else { continue }
      let start = entity.starts[range]
      if let integers = keys.integers {
        integers.forEach { position, key in
          guard key != .min else { return }
          body(start + position, index?.value(key, isNumeric: isNumeric) ?? -1, { String(key) })
        }
      } else if let codes = keys.texts {
        var rows: [Int32] = [-1]
        for code in stride(from: 1, through: keys.pool.count, by: 1) {
          rows.append(index?.value(keys.pool.bytes(code), isNumeric: isNumeric) ?? -1)
        }
        codes.forEach { position, code in
          guard code != 0 else { return }
          body(start + position, rows[code], { keys.pool.bytes(code).text })
        }
      }
    }
  }

  private func numbers(_ entity: EntityAssembly, _ readers: [NumberReader]) -> Column {
    let scale = readers.map(\.scale).max() ?? 0
    for reader in readers { reader.align(to: scale) }
    if readers.contains(where: { $0.exact == nil }) {
      for reader in readers { reader.turnReal() }
      return .real(
        placed(entity, null: .nan) { put in
          for (range, reader) in readers.enumerated() {
            guard let reals = reader.reals else { continue }
            for index in 0..<reals.count { put(entity.starts[range] + index, reals[index]) }
          }
        })
    }
    let isWide = readers.contains { $0.exact?.isWide ?? false }
    let integers: Integers
    if isWide {
      integers = .bits64(
        placed(entity, null: .min) { put in
          for (range, reader) in readers.enumerated() {
            reader.exact?.forEach { index, number in put(entity.starts[range] + index, number) }
          }
        })
    } else {
      integers = .bits32(
        placed(entity, null: .min) { put in
          for (range, reader) in readers.enumerated() {
            reader.exact?.forEach { index, number in
              put(entity.starts[range] + index, number == .min ? .min : Int32(truncatingIfNeeded: number))
            }
          }
        })
    }
    return scale == 0 ? .integer(integers) : .decimal(integers, scale: scale)
  }

  private func time(_ entity: EntityAssembly, _ readers: [TimeReader]) -> TimeColumn {
    func gathered(null: Int32, _ part: (TimeReader) -> RawVector<Int32>?) -> Buffer<Int32> {
      placed(entity, null: null) { put in
        for (range, reader) in readers.enumerated() {
          guard let numbers = part(reader) else { continue }
          let start = entity.starts[range]
          for index in 0..<numbers.count { put(start + index, numbers[index]) }
        }
      }
    }
    let hasClockTimes = readers.contains { $0.milliseconds != nil }
    return TimeColumn(
      days: gathered(null: TimeColumn.null) { $0.days },
      milliseconds: hasClockTimes ? gathered(null: 0) { $0.milliseconds } : nil)
  }

  /// A buffer of the entity's slots, `null` where `visit` puts nothing; `visit` calls back with positions as read.
  @inline(__always)
  private func placed<Element: BitwiseCopyable & Sendable>(
    _ entity: EntityAssembly, null: Element, _ visit: ((Int, Element) -> Void) -> Void
  ) -> Buffer<Element> {
    let order = entity.order
    return Buffer(count: entity.rowCount + 1) { target in
      target.initialize(repeating: null)
      visit { target[Int(order.row(of: $0))] = $1 }
    }
  }

  private static func gather(_ source: Buffer<Int32>, _ rows: Codes) -> Buffer<Int32> {
    switch rows {
    case .bits8(let rows): gather(source, rows)
    case .bits16(let rows): gather(source, rows)
    case .bits32(let rows): gather(source, rows)
    }
  }

  private static func gather<Row: BinaryInteger>(_ source: Buffer<Int32>, _ rows: Buffer<Row>) -> Buffer<Int32> {
    // SAFETY: a link holds row numbers of the entity that `source` belongs to, and both pointers' owners are held.
    let (values, slots) = (source.base, rows.base)
    return Buffer(count: rows.count) { target in
      for slot in target.indices { target[slot] = values[Int(slots[slot])] }
    }
  }

  // MARK: Notes

  private func noteOddRows(_ entity: EntityAssembly, _ number: Int) {
    let column = entity.columns[number]
    var kind = LoadNote.Kind.notNumbers
    switch entity.spec.columns[number].kind {
    case .text: return noteInvalidText(entity, number)
    case .lookup:
      noteAmbiguousLookups(entity, number)
      kind = .danglingLinks
    case .time: kind = .unreadableTimes
    case .number, .writtenNumber: kind = .notNumbers
    case .link, .linkedTime, .key: return
    }
    var rows: [Int32] = []
    var example = ""
    for (range, reader) in column.ranges.enumerated() where !reader.odd.rows.isEmpty {
      if rows.isEmpty { example = reader.odd.example }
      rows += reader.odd.rows.map { entity.order.row(of: entity.starts[range] + Int($0)) }
    }
    note(kind, entity, number, rows: rows, example: example)
  }

  private func noteAmbiguousLookups(_ entity: EntityAssembly, _ number: Int) {
    var rows: [Int32] = []
    var example = ""
    for (range, reader) in entity.columns[number].ranges.enumerated() {
      guard let odd = (reader as? LookupReader)?.ambiguous, !odd.rows.isEmpty else { continue }
      if rows.isEmpty { example = odd.example }
      rows += odd.rows.map { entity.order.row(of: entity.starts[range] + Int($0)) }
    }
    note(.ambiguousLookups, entity, number, rows: rows, example: example)
  }

  private func noteInvalidText(_ entity: EntityAssembly, _ number: Int) {
    var odd = OddRows()
    for (range, reader) in entity.columns[number].ranges.enumerated() {
      guard let reader = reader as? TextReader, !reader.repaired.isEmpty else { continue }
      reader.codes.forEach { index, code in
        guard let text = reader.repaired[code] else { return }
        odd.add(Int(entity.order.row(of: entity.starts[range] + index)), text)
      }
    }
    note(.invalidText, entity, number, rows: odd.rows, example: odd.example)
  }

  private func note(
    _ kind: LoadNote.Kind, _ entity: EntityAssembly, _ number: Int, rows: [Int32], example: String
  ) {
    guard !rows.isEmpty else { return }
    entity.columns[number].notes.append(
      LoadNote(
        kind: kind, entity: entity.number, column: entity.spec.columns[number].source.first ?? "", count: rows.count,
        example: example, rows: rows.sorted()))
  }
}
