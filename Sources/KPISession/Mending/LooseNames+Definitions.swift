import KPICompiler
import KPILanguage

// What a metric counts or adds up, as far as lines ask for it.
extension MetricDeclaration {
  /// A plain sum in a currency.
  var isSumOfMoney: Bool {
    guard let unit = unit?.text, unit.count == 3, unit.allSatisfy(\.isUppercase) else { return false }
    return text.hasPrefix("sum(")
  }

  /// The entity whose rows it counts, the key of its name; nil for every other metric.
  var countedEntity: String? {
    guard case .call(let call) = expression.kind, call.function.text.lowercased() == "count", call.arguments.count == 1,
      case .path(let path)? = call.arguments.first?.kind, path.names.count == 1
    else { return nil }
    return Catalog.key(path.text)
  }

  /// How likely it is meant where only the entity's rows are named; nil for one that leaves some of them out.
  func rank(asCountOf entity: String) -> Int? {
    if name.text == entity { return 0 }
    guard Catalog.key(text) == "count(\(entity))" else { return nil }
    return name.text.hasPrefix(entity) ? 1 : 2
  }

  /// `count(E where C at TIME)` as `E at TIME` and `C`; nil for every other metric.
  var countedList: (subject: String, condition: String?)? {
    guard case .call(let call) = expression.kind, call.function.text.lowercased() == "count", call.arguments.count == 1,
      case .path(let path)? = call.arguments.first?.kind, path.names.count == 1, call.per == nil,
      !text.contains(" while "), text.hasPrefix("count("), text.hasSuffix(")")
    else { return nil }
    var inside = text.dropFirst("count(".count).dropLast()
    var time = ""
    if let at = inside.firstRange(of: " at ") {
      time = String(inside[at.lowerBound...])
      inside = inside[..<at.lowerBound]
    }
    guard let place = inside.firstRange(of: " where ") else { return (path.text + time, nil) }
    return (path.text + time, String(inside[place.upperBound...]))
  }
}
