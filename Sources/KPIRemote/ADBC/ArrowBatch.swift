import CADBC
import KPILanguage

/// Rows of a result, column by column, where the driver holds them.
package struct ArrowBatch: ~Copyable {
  package let fields: [ArrowField]
  package let rowCount: Int
  private let columns: [ArrowColumn]

  init(_ array: kpi_arrow_array, _ fields: [ArrowField]) throws(EngineFailure) {
    self.fields = fields
    rowCount = Int(array.length)
    guard Int(array.n_children) >= fields.count, let children = array.children else {
      throw EngineFailure(.lost, own: "the driver gave fewer columns than it named")
    }
    var columns: [ArrowColumn] = []
    for (number, field) in fields.enumerated() {
      guard let child = children[number], Int(child.pointee.length) >= rowCount + Int(array.offset) else {
        throw EngineFailure(.lost, own: "the driver gave a column with fewer rows than the others")
      }
      columns.append(try ArrowColumn(child.pointee, field.type, offset: Int(array.offset)))
    }
    self.columns = columns
  }

  /// A value; `column` < `fields.count`, `row` < `rowCount`.
  package func cell(_ column: Int, _ row: Int) -> EngineCell {
    precondition(row >= 0 && row < rowCount, "row outside the batch")
    return columns[column].cell(row)
  }
}

/// One column's buffers.
struct ArrowColumn {
  // SAFETY: the array is let go after the batch that this stands in; the batch checks rows, and Arrow's buffers have room
  // for as many values as the array is long.
  private let type: ArrowType
  private let offset: Int
  private let valid: UnsafePointer<UInt8>?
  private let values: UnsafeRawPointer?
  private let data: UnsafePointer<UInt8>?
  /// Of views alone: the buffers that long values stand in.
  private let further: [UnsafePointer<UInt8>?]
  private let dictionary: [ArrowColumn]

  /// - Parameter parent: rows of the batch that come before its first.
  init(_ array: kpi_arrow_array, _ type: ArrowType, offset parent: Int) throws(EngineFailure) {
    self.type = type
    offset = Int(array.offset) + parent
    func buffer(_ number: Int) -> UnsafeRawPointer? { number < Int(array.n_buffers) ? array.buffers?[number] : nil }
    valid = array.null_count == 0 ? nil : buffer(0)?.assumingMemoryBound(to: UInt8.self)
    values = buffer(1)
    data = buffer(2)?.assumingMemoryBound(to: UInt8.self)
    switch type {
    case .textView, .bytesView:
      // The last one holds their lengths.
      further = (2..<max(2, Int(array.n_buffers) - 1)).map { buffer($0)?.assumingMemoryBound(to: UInt8.self) }
    default: further = []
    }
    if case .dictionary(_, let values) = type {
      guard let held = array.dictionary else {
        throw EngineFailure(.lost, own: "the driver gave codes without their values")
      }
      dictionary = [try ArrowColumn(held.pointee, values, offset: 0)]
    } else {
      dictionary = []
    }
  }

  @inline(__always)
  private func load<Value: BitwiseCopyable>(_ index: Int, as type: Value.Type) -> Value? {
    values?.loadUnaligned(fromByteOffset: index * MemoryLayout<Value>.size, as: type)
  }

  @inline(__always)
  func cell(_ row: Int) -> EngineCell {
    let index = row + offset
    if let valid, valid[index >> 3] >> UInt8(index & 7) & 1 == 0 { return .null }
    switch type {
    case .int64: return load(index, as: Int64.self).map { .integer($0) } ?? .null
    case .int32: return load(index, as: Int32.self).map { .integer(Int64($0)) } ?? .null
    case .double: return load(index, as: Double.self).map { .real($0) } ?? .null
    case .text: return span(index, Int32.self).map { .text($0) } ?? .null
    case .timestamp(let perSecond, let hasZone):
      return load(index, as: Int64.self).map {
        .moment(microseconds: Self.microseconds($0, perSecond), isInstant: hasZone)
      } ?? .null
    case .date32: return load(index, as: Int32.self).map { .day($0) } ?? .null
    default: return rare(index)
    }
  }

  private func rare(_ index: Int) -> EngineCell {
    switch type {
    case .null: return .null
    case .boolean:
      guard let bits = values?.assumingMemoryBound(to: UInt8.self) else { return .null }
      return .boolean(bits[index >> 3] >> UInt8(index & 7) & 1 == 1)
    case .uint64: return load(index, as: UInt64.self).map { .unsigned($0) } ?? .null
    case .float: return load(index, as: Float.self).map { .single($0) } ?? .null
    case .decimal(let scale): return load(index, as: Int128.self).map { .decimal($0, scale: scale) } ?? .null
    case .largeText: return span(index, Int64.self).map { .text($0) } ?? .null
    case .bytes: return span(index, Int32.self).map { .bytes($0) } ?? .null
    case .largeBytes: return span(index, Int64.self).map { .bytes($0) } ?? .null
    case .textView: return view(index).map { .text($0) } ?? .null
    case .bytesView: return view(index).map { .bytes($0) } ?? .null
    case .fixedBytes(let count):
      guard let base = values?.assumingMemoryBound(to: UInt8.self) else { return .null }
      return .bytes(UnsafeBufferPointer(start: base + index * count, count: count))
    case .date64:
      return load(index, as: Int64.self).map { .day(Int32(clamping: Self.floor($0, 86_400_000))) } ?? .null
    case .time(let perSecond, let isLong):
      let units = isLong ? load(index, as: Int64.self) : load(index, as: Int32.self).map { Int64($0) }
      return units.map { .clock(microseconds: Self.microseconds($0, perSecond)) } ?? .null
    case .dictionary:
      guard let code = whole(index), let values = dictionary.first else { return .null }
      return values.cell(code)
    case .other: return .other
    default: return whole(index).map { .integer(Int64($0)) } ?? .null
    }
  }

  /// A whole number of the smaller types; for a dictionary, its code.
  private func whole(_ index: Int) -> Int? {
    let type = if case .dictionary(let codes, _) = type { codes } else { type }
    switch type {
    case .int8: return load(index, as: Int8.self).map { Int($0) }
    case .int16: return load(index, as: Int16.self).map { Int($0) }
    case .int32: return load(index, as: Int32.self).map { Int($0) }
    case .int64: return load(index, as: Int64.self).map { Int($0) }
    case .uint8: return load(index, as: UInt8.self).map { Int($0) }
    case .uint16: return load(index, as: UInt16.self).map { Int($0) }
    case .uint32: return load(index, as: UInt32.self).map { Int($0) }
    default: return nil
    }
  }

  @inline(__always)
  private func span<Offset: FixedWidthInteger & BitwiseCopyable>(
    _ index: Int, _ type: Offset.Type
  ) -> UnsafeBufferPointer<UInt8>? {
    guard let start = load(index, as: Offset.self), let end = load(index + 1, as: Offset.self), end >= start else {
      return nil
    }
    guard let data else { return UnsafeBufferPointer(start: nil, count: 0) }
    return UnsafeBufferPointer(start: data + Int(start), count: Int(end - start))
  }

  /// A value of up to 12 bytes stands in its view, a longer one in the buffer that the view names.
  private func view(_ index: Int) -> UnsafeBufferPointer<UInt8>? {
    guard let base = values?.advanced(by: index * 16) else { return nil }
    let count = Int(base.loadUnaligned(as: Int32.self))
    if count <= 12 { return UnsafeBufferPointer(start: (base + 4).assumingMemoryBound(to: UInt8.self), count: count) }
    let number = Int(base.loadUnaligned(fromByteOffset: 8, as: Int32.self))
    let start = Int(base.loadUnaligned(fromByteOffset: 12, as: Int32.self))
    guard further.indices.contains(number), let buffer = further[number] else { return nil }
    return UnsafeBufferPointer(start: buffer + start, count: count)
  }

  private static func microseconds(_ units: Int64, _ perSecond: Int64) -> Int64 {
    if perSecond == 1_000_000 { return units }
    if perSecond > 1_000_000 { return floor(units, perSecond / 1_000_000) }
    let (product, overflows) = units.multipliedReportingOverflow(by: 1_000_000 / perSecond)
    return overflows ? (units < 0 ? .min : .max) : product
  }

  private static func floor(_ number: Int64, _ divisor: Int64) -> Int64 {
    number / divisor - (number % divisor < 0 ? 1 : 0)
  }
}
