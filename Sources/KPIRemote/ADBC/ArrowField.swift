import CADBC

/// A column of a result, by its name and type.
package struct ArrowField: Sendable, Hashable {
  package var name: String
  package var type: ArrowType
  /// What the driver says of it besides: `POSTGRESQL:type`.
  package var metadata: [String: String] = [:]
}

/// A type of Arrow's, as far as it is read.
package indirect enum ArrowType: Sendable, Hashable {
  case null, boolean, int8, int16, int32, int64, uint8, uint16, uint32, uint64, float, double
  case decimal(scale: Int)
  case text, largeText, textView, bytes, largeBytes, bytesView
  case fixedBytes(Int)
  /// Days, and milliseconds that are whole days.
  case date32, date64
  /// So many to a second.
  case timestamp(perSecond: Int64, hasZone: Bool)
  case time(perSecond: Int64, isLong: Bool)
  /// Codes of that type into the values of the dictionary.
  case dictionary(codes: ArrowType, values: ArrowType)
  /// As Arrow writes it: `+l`, a list.
  case other(String)

  /// From the format of the C data interface.
  init(format: String) {
    let units: [Character: Int64] = ["s": 1, "m": 1_000, "u": 1_000_000, "n": 1_000_000_000]
    let letters = Array(format)
    switch format {
    case "n": self = .null
    case "b": self = .boolean
    case "c": self = .int8
    case "C": self = .uint8
    case "s": self = .int16
    case "S": self = .uint16
    case "i": self = .int32
    case "I": self = .uint32
    case "l": self = .int64
    case "L": self = .uint64
    case "f": self = .float
    case "g": self = .double
    case "u": self = .text
    case "U": self = .largeText
    case "vu": self = .textView
    case "z": self = .bytes
    case "Z": self = .largeBytes
    case "vz": self = .bytesView
    case "tdD": self = .date32
    case "tdm": self = .date64
    case _ where format.hasPrefix("d:"):
      // `d:12,2` or `d:12,2,128`; other widths are not read.
      let parts = format.dropFirst(2).split(separator: ",").map { Int($0) }
      if parts.count == 2 || parts.count == 3 && parts[2] == 128, let scale = parts[1], (0...38).contains(scale) {
        self = .decimal(scale: scale)
      } else {
        self = .other(format)
      }
    case _ where format.hasPrefix("w:"):
      self = Int(format.dropFirst(2)).map { $0 >= 0 ? .fixedBytes($0) : .other(format) } ?? .other(format)
    case _ where format.hasPrefix("ts") && letters.count >= 4 && letters[3] == ":":
      self = units[letters[2]].map { .timestamp(perSecond: $0, hasZone: letters.count > 4) } ?? .other(format)
    case _ where format.hasPrefix("tt") && letters.count == 3:
      let isLong = letters[2] == "u" || letters[2] == "n"
      self = units[letters[2]].map { .time(perSecond: $0, isLong: isLong) } ?? .other(format)
    default: self = .other(format)
    }
  }
}

extension ArrowField {
  /// The columns of a result.
  static func fields(of schema: kpi_arrow_schema) -> [ArrowField] {
    (0..<Int(schema.n_children)).map { number in
      guard let child = schema.children?[number]?.pointee else { return ArrowField(name: "", type: .other("")) }
      return ArrowField(
        name: child.name.map { String(cString: $0) } ?? "", type: type(of: child), metadata: pairs(in: child.metadata))
    }
  }

  /// The count of pairs, then of each the lengths and bytes of name and value.
  private static func pairs(in metadata: UnsafePointer<CChar>?) -> [String: String] {
    guard let metadata else { return [:] }
    // SAFETY: the driver writes as many bytes as it says.
    var place = UnsafeRawPointer(metadata)
    func number() -> Int {
      defer { place += 4 }
      return Int(place.loadUnaligned(as: Int32.self))
    }
    func text() -> String {
      let count = max(0, number())
      defer { place += count }
      return String(decoding: UnsafeRawBufferPointer(start: place, count: count), as: UTF8.self)
    }
    var pairs: [String: String] = [:]
    for _ in 0..<max(0, number()) {
      let name = text()
      pairs[name] = text()
    }
    return pairs
  }

  private static func type(of schema: kpi_arrow_schema) -> ArrowType {
    let own = ArrowType(format: schema.format.map { String(cString: $0) } ?? "")
    guard let values = schema.dictionary else { return own }
    return .dictionary(codes: own, values: type(of: values.pointee))
  }
}
