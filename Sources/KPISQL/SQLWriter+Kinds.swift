import KPIEngine

/// What the database calls what the statement reads, and what kinds of values stand in it.
extension SQLWriter {
  /// A table as the database knows it.
  func tableName(_ name: String) throws(SQLRefusal) -> String {
    guard let types = model.types else { return dialect.table(name) }
    guard let own = types.table(name) else { throw .missingTable }
    return dialect.table(own)
  }

  /// A column as the database knows it.
  func source(_ name: String, of table: String, as alias: String = "r") throws(SQLRefusal) -> SQLColumn {
    guard let types = model.types else {
      return SQLColumn(
        text: "\(alias).\(dialect.identifier(name))", type: model.isBoolean(name, table) ? .boolean : .any)
    }
    guard let own = types.column(name, of: table) else { throw .missingTable }
    return SQLColumn(text: "\(alias).\(dialect.identifier(own.name))", type: own.type)
  }

  /// How an entity's key is stored.
  func keyType(of entity: Int) throws(SQLRefusal) -> SQLType {
    let spec = model.spec.entities[entity]
    guard let key = spec.key else { return model.types == nil ? .any : .integer }
    return try source(key, of: spec.table).type
  }

  /// A moment moved.
  func later(_ moment: String, _ shift: TimeShift) throws(SQLRefusal) -> String {
    if model.spec.zone.hasChanges { throw .clocks }
    switch shift {
    case .hours(let count): return dialect.time(moment, plusSeconds: count * 3_600)
    case .calendar(let count, .day): return dialect.time(moment, plusSeconds: count * 86_400)
    case .calendar(let count, .week): return dialect.time(moment, plusSeconds: count * 604_800)
    case .calendar(let count, let grain):
      let months = grain == .month ? 1 : grain == .quarter ? 3 : 12
      return dialect.time(moment, plusMonths: count * months)
    }
  }

  // MARK: Kinds

  /// The kind of a value; nil for one that is always null.
  func kind(of value: Scalar) -> SQLKind? {
    switch value {
    case .null: return nil
    case .text, .textLiteral, .bands: return .text
    case .time, .boundary, .stamp, .moment: return .moment
    case .row(let path):
      let type = try? keyType(of: path.target)
      return type == .text || type == .named || type == .bytes ? .text : .number
    case .attached(let sub, _): return kind(of: sub.aggregate)
    case .overall(let inner, _): return kind(of: inner)
    case .function(.later, _): return .moment
    case .choose(_, let then, let otherwise): return kind(of: then) ?? kind(of: otherwise)
    case .coalesce(let choices): return choices.lazy.compactMap { self.kind(of: $0) }.first
    case .function(.least, let operands), .function(.greatest, let operands):
      return operands.lazy.compactMap { self.kind(of: $0) }.first
    default: return .number
    }
  }

  /// The kind of an aggregate's number, which is a text or a moment where it is one of its payloads.
  func kind(of aggregate: Aggregate) -> SQLKind {
    switch aggregate.function {
    case .minimum, .maximum, .quantile, .first, .last:
      if case .aggregate(let index)? = aggregate.each?.value, let inner = aggregate.each?.inner,
        inner.indices.contains(index)
      {
        return kind(of: inner[index])
      }
      let payloads = aggregate.each.map { [$0.value] } ?? aggregate.inputs.map(\.payload)
      return payloads.lazy.compactMap { $0.flatMap { self.kind(of: $0) } }.first ?? .number
    default: return .number
    }
  }

  /// Notes what kinds of values keys of that name hold.
  func noteKind(of key: String, _ values: [Scalar]) {
    guard let kind = values.lazy.compactMap({ self.kind(of: $0) }).first else { return }
    keyKinds[key] = kind
  }

  /// Nothing, under the name of such a key.
  func nullKey(_ name: String) -> String {
    "\(dialect.null(name == "unit" ? .number : keyKinds[name] ?? .text)) as \(name)"
  }
}

extension Aggregate {
  /// Its own inputs and those of what is inside it.
  var allInputs: [Input] { inputs + (each?.inner.flatMap(\.allInputs) ?? []) }
}
