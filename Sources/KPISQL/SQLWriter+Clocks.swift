import KPIEngine

/// What tells which of two moments came first, in a zone whose clocks are changed.
///
/// A statement's moments are the company's clock on the wall, and in the hour that comes twice that does not tell it: of
/// columns that hold instants it is read off those.
extension SQLWriter {
  /// What the moments of a value are told apart by.
  enum Scale: Hashable {
    /// Whole days, and nothing else.
    case day
    /// The clock on the wall, of whose hour that comes twice the first is meant.
    case wall
    /// Instants.
    case instant
    /// Now this, now that.
    case mixed

    static func together(_ scales: [Scale]) -> Scale {
      switch Set(scales) {
      case [], [.day]: .day
      case [.wall], [.wall, .day]: .wall
      case [.instant]: .instant
      default: .mixed
      }
    }
  }

  /// Whether the clock on the wall does not tell all moments apart.
  var hasTwofoldHours: Bool { model.spec.zone.hasChanges }

  /// The scale of a value that is a moment.
  func scale(of value: Scalar) -> Scale {
    switch value {
    case .null: return .day
    case .time(let path, let column, _): return scale(of: column, path.target)
    case .boundary: return .day
    case .stamp(let day, let second): return second == 0 || model.spec.zone.isUsual(day: day) ? .day : .wall
    case .moment(let stamp):
      let day = Int(Stamp.day(stamp))
      return stamp == Stamp.start(of: day) || model.spec.zone.isUsual(day: day) ? .day : .mixed
    case .choose(_, let then, .null): return scale(of: then)
    case .choose(_, let then, let otherwise): return .together([scale(of: then), scale(of: otherwise)])
    case .coalesce(let choices): return .together(choices.map { scale(of: $0) })
    default:
      let isOfColumns = value.contains { part in
        guard case .time(let path, let column, _) = part else { return false }
        let scale = scale(of: column, path.target)
        return scale == .instant || scale == .mixed
      }
      return isOfColumns ? .mixed : .wall
    }
  }

  private func scale(of column: Int, _ entity: Int) -> Scale {
    let spec = model.spec.entities[entity].columns[column]
    if case .linkedTime(let link, let time) = spec.kind,
      case .link(let target) = model.spec.entities[entity].columns[link].kind
    {
      return scale(of: time, target)
    }
    guard case .time(let format) = spec.kind, spec.source.count == 1, let name = spec.source.first,
      let source = try? source(name, of: model.spec.entities[entity].table)
    else { return .mixed }
    switch (source.type, format) {
    case (.date, _): return .day
    case (.instant, _): return .instant
    case (.timestamp, .iso): return .wall
    // Texts say now and then how far they are ahead of UTC.
    case (.timestamp, .isoUTC), (_, .unixSeconds), (_, .unixMilliseconds), (_, .unixMicroseconds), (_, .julianDay):
      return .instant
    default: return .mixed
    }
  }

  /// The scale of values that are moments; nil of others.
  func clockScale(of values: [Scalar]) -> Scale? {
    let moments = values.filter { kind(of: $0) == .moment }
    return moments.isEmpty ? nil : .together(moments.map { scale(of: $0) })
  }

  /// Refuses numbers that are moments whose clock does not tell them.
  func refuseTwofold(_ aggregates: [Aggregate]) throws(SQLRefusal) {
    guard hasTwofoldHours else { return }
    for aggregate in aggregates where kind(of: aggregate) == .moment {
      for payload in aggregate.allInputs.compactMap(\.payload) where kind(of: payload) == .moment {
        let scale = scale(of: payload)
        if scale == .instant || scale == .mixed { throw .clocks }
      }
    }
  }
}

extension ScalarWriter {
  /// What tells moments of several streams, or of one, apart and which of them came first.
  ///
  /// - Parameter scale: that of all that it is held against.
  func ordered(_ moment: Scalar, in scale: SQLWriter.Scale) throws(SQLRefusal) -> String {
    guard writer.hasTwofoldHours else { return try text(moment) }
    switch scale {
    case .day, .wall: return try text(moment)
    case .instant: return try instant(moment)
    case .mixed: throw .clocks
    }
  }

  /// What sets rows of one moment in order before their keys do: the time that places them, where that is another one.
  func placing(beside time: Scalar?) throws(SQLRefusal) -> String? {
    guard let column = writer.model.spec.entities[from.entity].placedBy else { return nil }
    let own = LinkPath(entity: from.entity)
    if case .time(own, column, _)? = time { return nil }
    return try ordered(.time(own, column: column, isPlanned: true))
  }

  /// The same of a moment that is held against its like alone.
  func ordered(_ moment: Scalar) throws(SQLRefusal) -> String {
    try ordered(moment, in: writer.scale(of: moment))
  }

  /// UTC's clock at a moment.
  private func instant(_ moment: Scalar) throws(SQLRefusal) -> String {
    switch moment {
    case .null: return "null"
    case .time(let path, let column, let isPlanned):
      return try time(path, column, isPlanned, try from.instant(path, column))
    case .choose(let test, let then, let otherwise):
      let rest = otherwise == .null ? "" : " else \(try instant(otherwise))"
      return "case when \(try condition(test)) then \(try instant(then))\(rest) end"
    case .coalesce(let choices):
      let texts = try choices.map { choice throws(SQLRefusal) in try instant(choice) }
      return texts.count == 1 ? texts[0] : "coalesce(\(texts.joined(separator: ", ")))"
    default: throw .clocks
    }
  }

  /// Both sides of a comparison.
  func compared(_ lhs: Scalar, _ rhs: Scalar) throws(SQLRefusal) -> (String, String) {
    guard writer.hasTwofoldHours, writer.kind(of: lhs) == .moment, writer.kind(of: rhs) == .moment else {
      return (try text(lhs), try text(rhs))
    }
    let scales = [writer.scale(of: lhs), writer.scale(of: rhs)]
    // Beside a whole day the clock on the wall tells enough.
    let scale = scales.contains(.day) ? .day : SQLWriter.Scale.together(scales)
    return (try ordered(lhs, in: scale), try ordered(rhs, in: scale))
  }
}
