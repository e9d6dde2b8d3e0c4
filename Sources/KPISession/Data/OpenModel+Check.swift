import KPICompiler
import KPIEngine
import KPILanguage

extension OpenModel {
  /// The mistakes of a user's model with those of its metrics, segments, events, targets and report lines.
  ///
  /// - Parameter keepsWarnings: what is only odd is told too.
  static func check(
    _ catalog: Catalog, _ found: [Diagnostic], _ unparsed: [String], _ source: Source, keepsWarnings: Bool = false
  ) -> [Diagnostic] {
    var check = ModelCheck(hollowCompiler(catalog))
    let text = Array(source.text.utf8)
    // A name whose own declaration has a mistake is not told again where it is used.
    let broken = Set(unparsed.map(Catalog.key)).union(found.isEmpty ? [] : catalog.declaredNames)
    let more = check.findings().filter { diagnostic in
      guard diagnostic.severity == .error || keepsWarnings else { return false }
      guard diagnostic.code.hasPrefix("unknown"), let span = diagnostic.span, span.end <= text.count else {
        return true
      }
      let name = String(decoding: text[span.start..<span.end], as: UTF8.self).filter { $0 != "`" }
      return !name.split(separator: ".").contains { broken.contains(Catalog.key(String($0))) }
    }
    return found + more.filter { !found.contains($0) }
  }

  /// What binds against a model alone.
  static func hollowCompiler(_ catalog: Catalog) -> Compiler {
    let sets = RowSets(
      store: .hollow(catalog.spec), today: 0, placings: catalog.entities.map { _ in nil },
      narrowed: catalog.entities.map { _ in nil })
    var compiler = Compiler(catalog: catalog, context: ExecutionContext(rowSets: sets, views: ViewCache()))
    compiler.hasData = false
    return compiler
  }
}

extension Session {
  /// What is wrong with the built-in model; it is not checked when a database is opened, for it is always the same.
  package static func mistakesOfTheBuiltInModel() -> [String] {
    let catalog = OpenModel.builtInCatalog(zone: .vietnam)
    return OpenModel.check(catalog, [], [], BuiltInModel.crm).map(\.message.english)
  }
}
