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
  /// The day of the earliest visible row by a time; nil where no row has one.
  package func earliestDay(of entity: Int, by time: Scalar) -> Int? {
    if let elsewhere { return day(of: entity, by: time, isLast: false, elsewhere) }
    // Where it was interrupted, so will the question be.
    guard store.entities[entity].rowCount > 0, let view = try? views.view(of: entity, by: time, in: self) else {
      return nil
    }
    return view.positions.first { isSeen($0, in: view, of: entity) }.map { Int(view.days[$0]) }
  }

  /// The day of the newest visible row by a time; nil where no row has one.
  ///
  /// - Parameter enough: a day that is not before this one will do, whether or not others are later.
  package func newestDay(of entity: Int, by time: Scalar, enough: Int = .max) -> Int? {
    if let elsewhere { return day(of: entity, by: time, isLast: true, elsewhere) }
    guard store.entities[entity].rowCount > 0 else { return nil }
    if let view = views.known(of: entity, by: time, in: self) {
      return view.positions.last { isSeen($0, in: view, of: entity) }.map { Int(view.days[$0]) }
    }
    // Where it was interrupted, so will the question be.
    return (try? newestStamp(of: entity, by: time, enough: enough)).flatMap { $0 }.map { Int(Stamp.day($0)) }
  }

  private func isSeen(_ position: Int, in view: View, of entity: Int) -> Bool {
    rowSets.isVisible(view.order.map { Int($0[position]) } ?? position, of: entity)
  }

  /// Goes through rows from the last, where the newest mostly stand, until one is late enough.
  private func newestStamp(of entity: Int, by time: Scalar, enough: Int) throws(ExecutionError) -> Int64? {
    let resolver = Resolver(context: self, clock: UnitClock(today: today))
    guard case .stamps(let fill) = resolver.resolve(time) else { return nil }
    let filter = RowFilter(entity: entity, condition: nil, resolver: resolver)
    let stamps = Scratch<Int64>()
    var newest = nullNumber
    var end = store.entities[entity].rowCount + 1
    while end > 1, newest == nullNumber || Stamp.day(newest) < enough {
      let start = max(1, end - blockSize)
      try RowBlocks(identity: start..<end).forEach(self) { block in
        let rows = filter(block)
        fill(rows, stamps.base)
        // Null is the least of all.
        for index in 0..<rows.count { newest = max(newest, stamps.base[index]) }
      }
      end = start
    }
    return newest == nullNumber ? nil : newest
  }
}
