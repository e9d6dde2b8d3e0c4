import KPIEngine

/// A value of a specification, its members in the order in which they were written.
indirect enum VegaValue {
  case text(String)
  case number(Double)
  case boolean(Bool)
  case null
  case list([VegaValue])
  case object([(String, VegaValue)])

  /// The object with further members.
  func with(_ more: VegaValue) -> VegaValue {
    guard case .object(let own) = self, case .object(let others) = more else { return self }
    return .object(own + others)
  }

  static func texts(_ texts: [String]) -> VegaValue { .list(texts.map(VegaValue.text)) }

  static func numbers(_ numbers: [Double]) -> VegaValue { .list(numbers.map(VegaValue.number)) }

  func write(to json: inout JSONWriter) {
    switch self {
    case .text(let text): json.string(text)
    case .number(let number): json.real(number)
    case .boolean(let holds): json.boolean(holds)
    case .null: json.null()
    case .list(let values):
      json.beginArray()
      for value in values { value.write(to: &json) }
      json.endArray()
    case .object(let members):
      json.beginObject()
      for (key, value) in members {
        json.key(key)
        value.write(to: &json)
      }
      json.endObject()
    }
  }
}

extension VegaValue: ExpressibleByStringLiteral, ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByBooleanLiteral, ExpressibleByNilLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  init(stringLiteral text: String) { self = .text(text) }
  init(floatLiteral number: Double) { self = .number(number) }
  init(integerLiteral number: Int) { self = .number(Double(number)) }
  init(booleanLiteral holds: Bool) { self = .boolean(holds) }
  init(nilLiteral: ()) { self = .null }
  init(arrayLiteral values: VegaValue...) { self = .list(values) }
  init(dictionaryLiteral members: (String, VegaValue)...) { self = .object(members) }
}
