/// The rows behind an aggregate's number, to be listed instead of counted.
extension Aggregate {
  /// One stream of rows, with the days that it is placed on.
  package struct Collected: Sendable {
    package var input: Input
    /// Nil for rows without a time.
    package var days: Range<Int>?
    /// The unit that conditions reckon with.
    package var frame: Frame

    package init(input: Input, days: Range<Int>?, frame: Frame) {
      self.input = input
      self.days = days
      self.frame = frame
    }
  }

  /// The rows for a unit that meet a condition of each input; sub-plans within groups are narrowed alike.
  package func collected(
    for unit: FrameUnit, in frame: Frame, where condition: (Input) -> Scalar?
  ) -> [Collected] {
    let asked = effective(unit, in: frame)
    let until = placement.stillOpen
    let own = Frame(whole: asked, today: frame.today)
    return inputs.map { input in
      var input = input.narrowed(to: condition)
      input.condition = .both(input.condition, until)
      var days = self.days(of: input, for: asked, in: frame)
      if until != nil { days = Window.firstDay..<max(Window.firstDay, days.upperBound) }
      return Collected(input: input, days: input.time == nil ? nil : days, frame: own)
    }
  }

  /// The same aggregate over the rows that meet a condition of each input, without keys.
  package func narrowed(to condition: (Input) -> Scalar?) -> Aggregate {
    var narrowed = self
    narrowed.changeInputs { $0 = $0.narrowed(to: condition) }
    return narrowed
  }
}

extension Input {
  fileprivate func narrowed(to condition: (Input) -> Scalar?) -> Input {
    var narrowed = self
    func within(_ expression: Scalar) -> Scalar {
      expression.mapped { part in
        guard case .attached(var sub, let path) = part, sub.isWithinGroup else { return part }
        sub.aggregate = sub.aggregate.narrowed(to: condition)
        sub.isWithinGroup = false
        return .attached(sub, path)
      }
    }
    narrowed.condition = .both(self.condition.map(within), condition(self))
    narrowed.payload = payload.map(within)
    narrowed.keys = []
    return narrowed
  }
}
