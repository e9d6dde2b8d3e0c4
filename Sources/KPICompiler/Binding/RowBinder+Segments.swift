import KPIEngine
import KPILanguage

/// Segments: conditions that have names of their own.
extension RowBinder {
  func condition(named path: Path) -> ScopeAnswer? {
    guard let segment = segment(path) else { return nil }
    return ScopeAnswer(condition(of: segment, path).map { TypedScalar($0, .boolean) })
  }

  /// `where vip`: a segment of the entity, or of one that its rows lead to; nil where the path names none.
  private func segment(_ path: Path) -> (declaration: SegmentDeclaration, owner: Int)? {
    guard compiler != nil, let name = path.names.last, let segment = catalog.segment(named: name.text),
      let owner = catalog.entity(named: segment.entity.text)
    else { return nil }
    if path.names.count == 1, case .none = resolver.way(from: entity, to: owner) { return nil }
    return (segment, owner)
  }

  /// The segment's condition; `sender.vip` says which link where several lead to its entity.
  private func condition(of segment: (declaration: SegmentDeclaration, owner: Int), _ path: Path) -> Scalar? {
    let link = path.names.count > 1 ? Path(Array(path.names.dropLast())) : nil
    let way = resolver.way(
      from: entity, to: segment.owner, per: link, at: path.span,
      choice: { "\($0).\(path.names.last?.text ?? "")" }, report)
    guard let way, let compiler else { return nil }
    let meaning = compiler.meaning(of: segment.declaration, over: segment.owner)
    for diagnostic in meaning.diagnostics { report(diagnostic) }
    add(meaning.notes)
    // What could not be bound is reported already; the rest of the condition is checked too.
    guard let condition = meaning.condition?.through(way, catalog) else { return .constant(false) }
    // A row that leads to nothing is in no segment, however its condition reads a null.
    return way.hops.isEmpty ? condition : .all([.not(.isNull(.row(way))), condition])
  }
}

extension Compiler {
  /// What a segment means over the rows of its entity.
  func meaning(of segment: SegmentDeclaration, over owner: Int) -> SegmentMemo.Entry {
    let key = Catalog.key(segment.name.text)
    if let known = segments[key] {
      if known.readsSession { reads.add() }
      return known
    }
    let before = reads.count
    var inner = self
    if let mistake = inner.definitions.enter(.segment, segment.name, levels: segment.condition.levels) {
      return SegmentMemo.Entry(condition: nil, diagnostics: [mistake], notes: [])
    }
    let rows = RowBinder(inner, entity: owner)
    rows.binds = MetricBinder(compiler: inner)
    let condition = rows.condition(segment.condition)
    var entry = SegmentMemo.Entry(condition: condition, diagnostics: rows.diagnostics, notes: rows.notes)
    if condition == nil { entry.diagnostics = entry.diagnostics.orFault(at: segment.name.span) }
    if let condition {
      var size = ExpressionSize(limit: DefinitionPath.mostParts)
      size.add(condition)
      if size.isExceeded {
        entry = SegmentMemo.Entry(condition: nil, diagnostics: [DefinitionPath.tooLarge(segment.name)], notes: [])
      }
    }
    entry.readsSession = reads.count != before
    segments[key] = entry
    return entry
  }
}

extension Scalar {
  /// A condition about the rows that a way ends at, asked of those it starts from.
  ///
  /// What was before the row is then what was before the row at the way's end.
  func through(_ way: LinkPath, _ catalog: Catalog) -> Scalar {
    guard !way.hops.isEmpty else { return self }
    let time = catalog.entities[way.target].time?.through(way) ?? .null
    return through(way).mapped { part in
      guard case .attached(var sub, let path) = part, sub.aggregate.window == .beforeRow else { return part }
      sub.moment = sub.moment?.through(way) ?? time
      return .attached(sub, path)
    }
  }
}
