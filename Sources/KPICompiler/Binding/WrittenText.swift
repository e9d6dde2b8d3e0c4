import KPIEngine
import KPILanguage
import Synchronization

/// A text in a model's entity: in a dimension, a time, a measure, or in the `where` of its table.
///
/// It is bound as it is written, before there is data; a question that uses it says where the data has no such value.
package struct WrittenText: Sendable, Hashable {
  var left: Scalar
  var test: Scalar.TextTest
  var span: Span
  /// It names what is left out: `!= deleted`.
  var isExcluded: Bool
}

/// What was found of written texts, once for all places of a statement that use them.
final class WrittenTextMemo: Sendable {
  private let known = Mutex<[WrittenText: Diagnostic?]>([:])

  func diagnostic(of text: WrittenText, _ make: () -> Diagnostic?) -> Diagnostic? {
    if let made = known.withLock({ $0[text] }) { return made }
    let made = make()
    known.withLock { $0[text] = .some(made) }
    return made
  }
}

extension Compiler {
  /// A warning, or in strict mode an error, for each of the texts that the data does not have as it is written.
  ///
  /// - Parameter isNarrowing: they say which rows are there, so those that they leave out are looked at too.
  func check(_ written: [WrittenText], isNarrowing: Bool = false) -> [Diagnostic] {
    written.compactMap { text in
      guard looksUp(text.span, in: text.left) else { return nil }
      return writtenTexts.diagnostic(of: text) {
        let values = (isNarrowing ? wholeTables : context).texts(of: text.left)
        if values.contains(where: { $0.holds(text.test) }) { return nil }
        // Of what narrows a table all rows are looked at, of which none is counted.
        func there(_ wanted: String, _ nearest: [String]) -> Message? {
          isNarrowing
            ? Self.listed((nearest + values.filter { !nearest.contains($0) }).map { ($0, nil) })
            : valuesThere(text.left, wanted: wanted, nearest: nearest)
        }
        switch text.test {
        case .oneOf(let wanted):
          let first = wanted.first ?? ""
          let nearest = DidYouMean.nearest(to: first, among: values)
          if text.isExcluded, nearest.isEmpty { return .excludesNothing(first, at: text.span) }
          return .unknownValue(
            first, nearest: nearest, there: there(first, nearest), isStrict: isStrict, at: text.span)
        case .contains(let part, _), .startsWith(let part, _):
          return .unknownPart(part, there: there(part, []), isStrict: isStrict, at: text.span)
        }
      }
    }
  }

  /// The same for all texts of an entity.
  func check(_ entity: Entity) -> [Diagnostic] {
    check(entity.written, isNarrowing: true) + entity.members.flatMap { check($0.written) }
  }

  /// The same for the texts that say which rows the plans' entities have.
  func checkRows(_ read: ColumnsRead) -> [Diagnostic] {
    read.entities.sorted().flatMap { check(catalog.entities[$0].written, isNarrowing: true) }
  }

  /// All rows of the tables; a viewer's own where only those may be told of.
  private var wholeTables: ExecutionContext {
    if context.rowSets.isForViewer { return context }
    let placings = context.rowSets.placings
    return ExecutionContext(
      rowSets: RowSets(
        store: context.store, today: context.today, placings: placings, narrowed: placings.map { _ in nil }),
      views: ViewCache())
  }
}
