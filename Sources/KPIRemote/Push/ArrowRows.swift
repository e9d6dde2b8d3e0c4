import CADBC
import KPIEngine
import KPISQLite
import Synchronization

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// A table's rows as a stream of Arrow's, made as a driver asks for them.
final class ArrowRows: @unchecked Sendable {
  // SAFETY: one call of the driver's at a time, while who started it waits; what tells of it is behind a lock.
  private let rows: PushRows
  private let columns: [PushedColumn]
  private let isCancelled: @Sendable () -> Bool
  private let advance: @Sendable (Int) -> Void
  private let told = Mutex<StoreError?>(nil)
  private let message = strdup("the rows cannot be read")

  /// Rows of a batch, and bytes of a text column's after which it ends.
  private static let rowLimit = 8_192
  private static let byteLimit = 16 << 20

  init(
    _ rows: PushRows, _ columns: [PushedColumn], isCancelled: @escaping @Sendable () -> Bool,
    advance: @escaping @Sendable (Int) -> Void
  ) {
    self.rows = rows
    self.columns = columns
    self.isCancelled = isCancelled
    self.advance = advance
  }

  deinit { free(message) }

  /// Why the rows ended too soon; nil where they did not.
  var failure: StoreError? { told.withLock { $0 } }

  /// The stream, which whoever takes it lets go; it keeps this.
  func stream() -> kpi_arrow_stream {
    var stream = kpi_arrow_stream()
    stream.private_data = Unmanaged.passRetained(self).toOpaque()
    stream.get_schema = { stream, schema in
      guard let own = ArrowRows.of(stream), let schema else { return EINVAL }
      schema.initialize(to: own.schema())
      return 0
    }
    stream.get_next = { stream, array in
      guard let own = ArrowRows.of(stream), let array else { return EINVAL }
      return own.next(array)
    }
    stream.get_last_error = { stream in ArrowRows.of(stream).map { UnsafePointer($0.message) } ?? nil }
    stream.release = { stream in
      guard let stream, let data = stream.pointee.private_data else { return }
      stream.pointee.private_data = nil
      stream.pointee.release = nil
      Unmanaged<ArrowRows>.fromOpaque(data).release()
    }
    return stream
  }

  private static func of(_ stream: UnsafeMutablePointer<kpi_arrow_stream>?) -> ArrowRows? {
    // SAFETY: `stream` alone makes them, with this behind it until it is let go.
    stream?.pointee.private_data.map { Unmanaged<ArrowRows>.fromOpaque($0).takeUnretainedValue() }
  }

  private func next(_ array: UnsafeMutablePointer<kpi_arrow_array>) -> Int32 {
    let builders = columns.map { ArrowBuilder($0, rowLimit: Self.rowLimit) }
    var count = 0
    do throws(StoreError) {
      while count < Self.rowLimit, try rows.next() {
        for (number, builder) in builders.enumerated() { try builder.add(rows, number) }
        count += 1
        if builders.contains(where: { $0.byteCount > Self.byteLimit }) { break }
      }
      if isCancelled() { throw .cancelled }
    } catch {
      told.withLock { $0 = error }
      return error == .cancelled ? ECANCELED : EIO
    }
    // An array that is let go already ends the stream.
    guard count > 0 else {
      array.initialize(to: kpi_arrow_array())
      return 0
    }
    advance(count)
    array.initialize(to: ArrowMemory.table(builders.map { $0.array(count) }, count))
    return 0
  }

  private func schema() -> kpi_arrow_schema {
    ArrowMemory.schema(columns.map { ($0.name, $0.type.arrowFormat) })
  }
}

extension PushType {
  /// As the C data interface writes the type that the driver sends for it.
  var arrowFormat: String {
    switch self {
    case .boolean: "b"
    case .bigint: "l"
    case .double: "g"
    case .text: "u"
    case .date: "tdD"
    case .timestamp: "tsu:"
    case .timestamptz: "tsu:UTC"
    case .bytea: "z"
    case .numeric(let scale): "d:18,\(scale)"
    }
  }
}

/// Gathers one column's values in the form of Arrow's.
private final class ArrowBuilder {
  private let column: PushedColumn
  private let memory = ArrowMemory()
  private let valid: UnsafeMutablePointer<UInt8>
  private let values: UnsafeMutableRawPointer
  /// Of texts and bytes.
  private var data: UnsafeMutableRawPointer?
  private var capacity = 0
  private(set) var byteCount = 0
  private var count = 0
  private var nulls = 0

  init(_ column: PushedColumn, rowLimit: Int) {
    self.column = column
    let width: Int =
      switch column.type {
      case .boolean: 1
      case .date, .text, .bytea: 4
      case .bigint, .double, .timestamp, .timestamptz: 8
      case .numeric: 16
      }
    valid = memory.room(rowLimit / 8 + 1).assumingMemoryBound(to: UInt8.self)
    values = memory.room((rowLimit + 1) * width)
  }

  deinit { free(data) }

  /// Takes the value of the row at hand.
  func add(_ rows: PushRows, _ number: Int) throws(StoreError) {
    let cell = rows.cell(number)
    if case .null = cell {
      nulls += 1
    } else {
      valid[count >> 3] |= 1 << UInt8(count & 7)
    }
    switch (column.type, cell) {
    case (.text, .null), (.bytea, .null): break
    case (_, .null): break
    case (.boolean, .integer(let flag)): set(flag != 0)
    case (.boolean, .text(let word)): set(TruthWords.value(of: String(decoding: word, as: UTF8.self)) ?? false)
    case (.bigint, .integer(let whole)): store(whole)
    case (.double, .integer(let whole)): store(Double(whole))
    case (.double, .real(let real)): store(real)
    case (.numeric(let scale), .integer), (.numeric(let scale), .real):
      guard let value = cell.tenThousandths else { throw Self.changed(column) }
      store(value / (scale == 2 ? 100 : 1))
    case (.date, .text(let text)):
      guard let time = PushTime(text) else { throw Self.changed(column) }
      store(Int32(truncatingIfNeeded: time.day))
    case (.timestamp, .text(let text)), (.timestamptz, .text(let text)):
      guard let time = PushTime(text) else { throw Self.changed(column) }
      store(time.microseconds)
    case (.text, .text(let text)): append(text)
    case (.text, .integer), (.text, .real):
      if column.asWritten {
        append(rows.written(number))
      } else {
        var digits = cell.digits
        digits.withUTF8 { append($0) }
      }
    case (.bytea, .blob(let bytes)): append(bytes)
    // The types were chosen by the same rows in the same transaction.
    default: throw Self.changed(column)
    }
    count += 1
    if column.type == .text || column.type == .bytea {
      values.storeBytes(
        of: Int32(truncatingIfNeeded: byteCount), toByteOffset: count * 4, as: Int32.self)
    }
  }

  private static func changed(_ column: PushedColumn) -> StoreError { .changedMeanwhile(path: column.name) }

  private func store<Value: BitwiseCopyable>(_ value: Value) {
    values.storeBytes(of: value, toByteOffset: count * MemoryLayout<Value>.size, as: Value.self)
  }

  private func set(_ flag: Bool) {
    let bits = values.assumingMemoryBound(to: UInt8.self)
    if flag { bits[count >> 3] |= 1 << UInt8(count & 7) }
  }

  private func append(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard let base = bytes.baseAddress, bytes.count > 0 else { return }
    if byteCount + bytes.count > capacity {
      capacity = max(1 << 12, (byteCount + bytes.count) * 2)
      data = realloc(data, capacity)
    }
    data?.advanced(by: byteCount).copyMemory(from: base, byteCount: bytes.count)
    byteCount += bytes.count
  }

  /// The column of so many rows.
  func array(_ rowCount: Int) -> (kpi_arrow_array) {
    var buffers: [UnsafeRawPointer?] = [UnsafeRawPointer(valid), UnsafeRawPointer(values)]
    if column.type == .text || column.type == .bytea {
      memory.keep(data)
      // No bytes at all still have a place.
      buffers.append(data.map { UnsafeRawPointer($0) } ?? UnsafeRawPointer(memory.room(8)))
      data = nil
    }
    return memory.array(buffers, rowCount, nulls: nulls)
  }
}

/// What arrays and schemas of Arrow's point to; it goes when they are let go.
private final class ArrowMemory {
  // SAFETY: each structure that is made holds this once, and lets it go in its `release`.
  private var blocks: [UnsafeMutableRawPointer] = []

  deinit { blocks.forEach { free($0) } }

  /// Bytes that are 0.
  func room(_ count: Int) -> UnsafeMutableRawPointer {
    guard let block = calloc(1, max(count, 8)) else { preconditionFailure("the system has no memory left") }
    blocks.append(block)
    return block
  }

  /// Takes a block of `malloc`'s over.
  func keep(_ block: UnsafeMutableRawPointer?) { if let block { blocks.append(block) } }

  private func text(_ text: String) -> UnsafePointer<CChar> {
    let count = text.utf8.count
    let block = room(count + 1)
    text.withCString { block.copyMemory(from: $0, byteCount: count) }
    return UnsafePointer(block.assumingMemoryBound(to: CChar.self))
  }

  func array(_ buffers: [UnsafeRawPointer?], _ rowCount: Int, nulls: Int) -> kpi_arrow_array {
    var array = kpi_arrow_array()
    array.length = Int64(rowCount)
    array.null_count = Int64(nulls)
    array.n_buffers = Int64(buffers.count)
    let list = room(buffers.count * 8).bindMemory(to: UnsafeRawPointer?.self, capacity: buffers.count)
    for (number, buffer) in buffers.enumerated() { list[number] = buffer }
    array.buffers = list
    array.private_data = Unmanaged.passRetained(self).toOpaque()
    array.release = { array in
      guard let array, let data = array.pointee.private_data else { return }
      for number in 0..<Int(array.pointee.n_children) {
        guard let child = array.pointee.children?[number] else { continue }
        child.pointee.release?(child)
      }
      array.pointee.release = nil
      array.pointee.private_data = nil
      Unmanaged<ArrowMemory>.fromOpaque(data).release()
    }
    return array
  }

  /// Columns side by side.
  static func table(_ columns: [kpi_arrow_array], _ rowCount: Int) -> kpi_arrow_array {
    let memory = ArrowMemory()
    let list = memory.room(columns.count * 8)
      .bindMemory(to: UnsafeMutablePointer<kpi_arrow_array>?.self, capacity: columns.count)
    for (number, column) in columns.enumerated() {
      let place = memory.room(MemoryLayout<kpi_arrow_array>.size)
        .bindMemory(to: kpi_arrow_array.self, capacity: 1)
      place.initialize(to: column)
      list[number] = place
    }
    var array = memory.array([nil], rowCount, nulls: 0)
    array.n_children = Int64(columns.count)
    array.children = list
    return array
  }

  static func schema(_ columns: [(name: String, format: String)]) -> kpi_arrow_schema {
    let memory = ArrowMemory()
    let list = memory.room(columns.count * 8)
      .bindMemory(to: UnsafeMutablePointer<kpi_arrow_schema>?.self, capacity: columns.count)
    for (number, column) in columns.enumerated() {
      let place = memory.room(MemoryLayout<kpi_arrow_schema>.size)
        .bindMemory(to: kpi_arrow_schema.self, capacity: 1)
      place.initialize(to: memory.schema(column.name, column.format))
      list[number] = place
    }
    var schema = memory.schema("", "+s")
    schema.n_children = Int64(columns.count)
    schema.children = list
    return schema
  }

  private func schema(_ name: String, _ format: String) -> kpi_arrow_schema {
    var schema = kpi_arrow_schema()
    schema.name = text(name)
    schema.format = text(format)
    // Nulls may stand in it.
    schema.flags = 2
    schema.private_data = Unmanaged.passRetained(self).toOpaque()
    schema.release = { schema in
      guard let schema, let data = schema.pointee.private_data else { return }
      for number in 0..<Int(schema.pointee.n_children) {
        guard let child = schema.pointee.children?[number] else { continue }
        child.pointee.release?(child)
      }
      schema.pointee.release = nil
      schema.pointee.private_data = nil
      Unmanaged<ArrowMemory>.fromOpaque(data).release()
    }
    return schema
  }
}
