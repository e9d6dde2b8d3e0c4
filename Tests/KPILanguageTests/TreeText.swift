import KPILanguage

/// A tree as text, without places: what `kpi fmt` may not change.
///
/// It is read by reflection, so that it knows nothing of how the formatter compares trees.
enum TreeText {
  /// - Parameter acrossLanguages: leaves out the texts of expressions too.
  static func of(_ statements: [Statement], acrossLanguages: Bool = false) -> String {
    var text = ""
    for statement in statements { write(statement, acrossLanguages, &text) }
    return text
  }

  private static func write(_ value: Any, _ acrossLanguages: Bool, _ text: inout String) {
    if value is Span { return }
    let mirror = Mirror(reflecting: value)
    if mirror.displayStyle == .optional {
      if let inner = mirror.children.first { write(inner.value, acrossLanguages, &text) } else { text += "nil " }
      return
    }
    if mirror.children.isEmpty {
      text += "\(value) "
      return
    }
    let isDeclaration = value is MetricDeclaration || value is AlertDeclaration
    text += "("
    if mirror.displayStyle == .enum { text += (mirror.children.first?.label ?? "") + " " }
    for child in mirror.children {
      switch child.label {
      case "others"?, "language"?, "namesOfWords"?, "places"?: continue
      case "text"? where isDeclaration || value is MetricItem || value is OrderedFunnel.Step:
        if acrossLanguages { continue }
        let written = "\(child.value)"
        text += isDeclaration ? written.filter { $0 != " " } : written
      default: write(child.value, acrossLanguages, &text)
      }
    }
    text += ")"
  }
}
