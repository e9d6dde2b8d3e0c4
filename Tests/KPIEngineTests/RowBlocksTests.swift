import Testing

@testable import KPIEngine

/// Kernels over rows that follow each other give what they give over the same rows one by one.
@Suite struct RowBlocksTests {
  /// Rows 1 … `count` of one entity: codes of three widths, numbers of two, times with and without a clock, each with nulls.
  private static func context(_ count: Int) -> ExecutionContext {
    func values<Number: BitwiseCopyable & Sendable>(_ null: Number, _ value: (Int) -> Number) -> Buffer<Number> {
      Buffer([null] + (0..<count).map { $0 % 7 == 3 ? null : value($0) })
    }
    func near(_ above: Codes) -> Column {
      let least = (0..<NearNumbers.blockCount(slots: count + 1)).map { Int64($0) << 40 - 3 }
      return .integer(.near(NearNumbers(least: Buffer(least), above: above)))
    }
    let days = values(TimeColumn.null) { Int32(19_000 + $0 % 900) }
    let columns: [Column] = [
      .text(.bits8(values(0) { UInt8($0 % 3) }), dictionary: 0),
      .text(.bits16(values(0) { UInt16($0 % 3) }), dictionary: 0),
      .text(.bits32(values(0) { UInt32($0 % 3) }), dictionary: 0),
      .integer(.bits32(values(.min) { Int32($0 * 17 % 90) })), .integer(.bits64(values(.min) { Int64($0) << 33 })),
      .decimal(.bits64(values(.min) { Int64($0 * 37 % 10_000) }), scale: 2),
      .real(values(.nan) { Double($0) / 3 }),
      .time(TimeColumn(days: days, milliseconds: nil)),
      .time(TimeColumn(days: days, milliseconds: values(0) { Int32($0 * 7_919 % 86_400_000) })),
      .link(.bits32(values(0) { UInt32(1 + $0 * 13 % count) }), target: 0),
      .link(.bits16(values(0) { UInt16(1 + $0 * 13 % count) }), target: 0),
      .link(.bits8(values(0) { UInt8(1 + $0 * 13 % min(count, 255)) }), target: 0),
      .integer(NumberRun(first: -40, count: count).map { .run($0) } ?? .bits32(Buffer([.min]))),
      near(.bits8(Buffer((0...count).map { UInt8(truncatingIfNeeded: $0 &* 7) }))),
      near(.bits16(Buffer((0...count).map { UInt16(truncatingIfNeeded: $0 &* 777) }))),
      near(.bits32(Buffer((0...count).map { UInt32(truncatingIfNeeded: $0 &* 77_777) }))),
    ]
    let store = Store(
      entities: [
        EntityRows(
          rowCount: count, placedCount: count, columns: columns,
          keys: .integer(.bits32(Buffer((0...count).map(Int32.init)))))
      ],
      dictionaries: [TextDictionary(texts: ["", "an", "Bình", "chi"], ranks: nil, isLookup: false)], notes: [])
    return ExecutionContext(
      rowSets: RowSets(store: store, today: 19_500, placings: [nil], narrowed: [nil]), views: ViewCache())
  }

  private static let own = LinkPath(entity: 0)
  private static let narrow = [10, 11].map { LinkPath(entity: 0, hops: [LinkPath.Hop(column: $0, target: 0)]) }
  /// Through links of every width.
  private static let further = LinkPath(
    entity: 0, hops: [9, 11, 10].map { LinkPath.Hop(column: $0, target: 0) })
  private static let linked = LinkPath(entity: 0, hops: [LinkPath.Hop(column: 9, target: 0)])
  private static let day = Scalar.time(own, column: 7, isPlanned: false)
  private static let moment = Scalar.time(own, column: 8, isPlanned: true)
  private static let far = Scalar.time(linked, column: 8, isPlanned: false)

  static let expressions: [Scalar] =
    (0..<3).map { .text(own, column: $0) } + (3..<7).map { .number(own, column: $0) } + [day, moment, far]
    + [
      .text(linked, column: 1), .number(linked, column: 3), .row(linked),
      .function(.days, [day, moment]), .function(.weeks, [.stamp(day: 19_100, second: 5), moment]),
      .function(.calendarMonths, [far, day]), .function(.days, [day, .boundary(.today)]),
      .function(.calendarMonths, [.choose(.compare(.less, day, moment), then: day, otherwise: .null), far]),
      .age(day), .age(far), .bands(.number(own, column: 3), [10, 25, 60]),
      .bands(.number(own, column: 5), [10, 25, 60]), .bands(.number(own, column: 6), [10, 25, 600]),
      .choose(.compare(.greater, .number(own, column: 3), .integer(40)), then: day, otherwise: far),
      .coalesce([.number(own, column: 3), .number(linked, column: 3), .integer(5)]),
      .arithmetic(.add, .number(own, column: 3), .number(own, column: 5)),
      .number(own, column: 12), .number(linked, column: 12), .row(further), .number(further, column: 12),
    ] + (13..<16).flatMap { [.number(own, column: $0), .number(linked, column: $0)] }
    + narrow.flatMap { [.row($0), .number($0, column: 12), .text($0, column: 2)] }

  @Test(arguments: [1, 2, 63, 2_047, 2_048, 2_049, 5_000])
  func rowsInOneStretchAreNoOthers(_ count: Int) throws {
    let context = Self.context(count)
    let rows = (1...count).map(Int32.init)
    for expression in Self.expressions {
      let (alone, together) = (Kernel(expression, context), Kernel(expression, context, isCommon: true))
      let scattered = Buffer(rows)
      for (start, length) in Self.blocks(count) {
        let block = scattered.base + start - 1
        let first = alone.bits(Rows(base: block, count: length))
        #expect(first == alone.bits(Rows(base: block, count: length, first: start)), "\(expression)")
        let identity = Rows.newIdentity()
        for _ in 0..<2 {
          #expect(
            first == together.bits(Rows(base: block, count: length, first: start, identity: identity)), "\(expression)")
        }
      }
    }
  }

  /// Links and runs of every width, row by row.
  @Test func aLinkLeadsWhereItSays() {
    let context = Self.context(5_000)
    let columns = context.store.entities[0].columns
    func rows(_ path: LinkPath) -> [Int] {
      (1...5_000).map { row in
        path.hops.reduce(row) { row, hop in
          if case .link(let links, _) = columns[hop.column] { links[row] } else { -1 }
        }
      }
    }
    for path in Self.narrow + [Self.linked, Self.further] {
      let ends = rows(path)
      let (row, number) = (Kernel(.row(path), context), Kernel(.number(path, column: 12), context))
      let near = (13..<16).map { Kernel(.number(path, column: $0), context) }
      for (start, length) in Self.blocks(5_000) {
        let numbers = Buffer((start..<start + length).map { Int32($0) })
        for first in [0, start] {
          let block = Rows(base: numbers.base, count: length, first: first)
          let wanted = ends[start - 1..<start - 1 + length]
          #expect(row.bits(block) == wanted.map { UInt64($0) })
          for (column, kernel) in zip(13..<16, near) {
            guard case .integer(let numbers) = columns[column] else { return #expect(Bool(false)) }
            #expect(kernel.bits(block) == wanted.map { UInt64(bitPattern: numbers[$0] ?? nullNumber) })
          }
          #expect(number.bits(block) == wanted.map { UInt64(bitPattern: $0 == 0 ? nullNumber : Int64($0 - 41)) })
        }
      }
    }
  }

  /// Whole blocks, and what begins and ends anywhere.
  private static func blocks(_ count: Int) -> [(Int, Int)] {
    let whole = stride(from: 1, through: count, by: blockSize).map { ($0, min(blockSize, count - $0 + 1)) }
    return whole + [(count, 1), (1 + count / 2, min(blockSize, count - count / 2))]
  }

  /// An expression's values as bits, so that null and NaN are equal to themselves.
  private struct Kernel {
    let resolved: Resolved

    init(_ expression: Scalar, _ context: ExecutionContext, isCommon: Bool = false) {
      let clock = UnitClock(today: context.today)
      clock.set(FrameUnit(start: 19_400, end: 19_431, grain: nil))
      let common = isCommon ? CommonParts(of: [expression, expression]) : nil
      resolved = Resolver(context: context, clock: clock, common: common).resolve(expression)
    }

    func bits(_ rows: Rows) -> [UInt64] {
      func read<Output: BitwiseCopyable>(_ fill: Fill<Output>, _ bits: (Output) -> UInt64) -> [UInt64] {
        let scratch = Scratch<Output>()
        fill(rows, scratch.base)
        return (0..<rows.count).map { bits(scratch.base[$0]) }
      }
      switch resolved {
      case .codes(let fill, _): return read(fill) { UInt64($0) }
      case .rows(let fill, _): return read(fill) { UInt64(UInt32(bitPattern: $0)) }
      case .exact(let fill, _), .stamps(let fill): return read(fill) { UInt64(bitPattern: $0) }
      case .real(let fill): return read(fill) { $0.bitPattern }
      case .flags(let fill): return read(fill) { UInt64($0) }
      case .null: return []
      }
    }
  }

  /// Ages by the calendar, for days about every 29 February and the ends of the table.
  @Test func agesGoByTheCalendar() {
    let table = DateTable.shared
    let days = [
      -40_000, -25_568, -25_567, -1, 0, 11_015, 11_016, 11_017, 18_321, 19_416, 19_417, 29_219, 29_220, 40_000,
    ]
    for born in days {
      for asked in days {
        let (from, to) = (CivilDate(dayNumber: born), CivilDate(dayNumber: asked))
        let hadBirthday = (to.month, to.day) >= (from.month, from.day)
        let years = DateTable.years(from: table.date(ofDay: Int64(born)), to: table.date(ofDay: Int64(asked)))
        #expect(years == Int64(to.year - from.year - (hadBirthday ? 0 : 1)))
        #expect(table.month(ofDay: Int64(born)) == Int64(from.year * 12 + from.month - 1))
      }
    }
  }
}
