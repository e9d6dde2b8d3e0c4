/// What places an entity's rows in time: the first time that the model declares for it.
package struct Placing: Sendable, Hashable {
  /// As it is written, after today too.
  package var time: Scalar
  /// Rows after today are there: the time is an intention.
  package var isPlanned: Bool
  /// The column in whose order the rows are stored, where the time is one, or a linked row's; else nil.
  package var column: Int?

  package init(time: Scalar, isPlanned: Bool, column: Int?) {
    self.time = time
    self.isPlanned = isPlanned
    self.column = column
  }

  /// The way to the column that is the time; nil for a time that is worked out.
  var source: (path: LinkPath, column: Int)? {
    if case .time(let path, let column, _) = time { (path, column) } else { nil }
  }
}

extension ExecutionContext {
  /// The day of the earliest (`isLast`: the newest) visible row by a time; nil where no row has one.
  package func day(of entity: Int, by time: Scalar, isLast: Bool = false) -> Int? {
    if let elsewhere { return day(of: entity, by: time, isLast: isLast, elsewhere) }
    // Where it was interrupted, so will the question be.
    guard store.entities[entity].rowCount > 0, let view = try? views.view(of: entity, by: time, in: self) else {
      return nil
    }
    func isSeen(_ position: Int) -> Bool {
      rowSets.isVisible(view.order.map { Int($0[position]) } ?? position, of: entity)
    }
    let position = isLast ? view.positions.last(where: isSeen) : view.positions.first(where: isSeen)
    return position.map { Int(view.days[$0]) }
  }
}
