import KPICompiler
import KPIEngine
import KPILanguage

extension LoadNote {
  /// One line about what a load counted, with the first offending value.
  func text(_ catalog: Catalog) -> String {
    let place = "\(catalog.entities[entity].name).\(column)"
    let example = example.isEmpty ? "" : ", such as `\(shown(example))`"
    func many(_ one: String, _ several: String) -> String { count == 1 ? "1 \(one)" : "\(count) \(several)" }
    return switch kind {
    case .danglingLinks:
      "\(place): \(many("link leads", "links lead")) to no row\(example), and count\(count == 1 ? "s" : "") as null"
    case .ambiguousLookups:
      "\(place): \(many("row looks", "rows look")) up a key that several rows with different texts have\(example); "
        + "the first of them counts"
    case .unreadableTimes:
      "\(place): \(many("value is", "values are")) no time\(example); the rows are in no result by that time"
    case .notNumbers:
      "\(place): \(many("value is", "values are")) no number\(example), and count\(count == 1 ? "s" : "") as null"
    case .repeatedKeys:
      "\(place): \(many("row has", "rows have")) the key of another\(example)"
    case .nullKeys: "\(place): \(many("row has", "rows have")) no key"
    case .invalidText: "\(place): \(many("text is", "texts are")) not UTF-8\(example)"
    }
  }
}
