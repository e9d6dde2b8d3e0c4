import KPIEngine
import KPILanguage
import Synchronization

/// Which cells of a table of metrics can still change.
extension MetricQuestion {
  /// The cells that are not final, and what the columns wait for where no end is declared.
  ///
  /// A number compared with changes with it, and a change with both.
  func states(
    _ result: GroupedTable, _ plan: GroupedPlan, _ compiler: Compiler, _ memo: StatesMemo
  ) -> (states: [ResultTable.CellState], notes: [String]) {
    let grain = plan.by.firstIndex(of: .grain)
    var states: [ResultTable.CellState] = []
    var notes: [String] = []
    // By row its unit, and the units that have rows.
    let units = grain.map { result.rows.keys[$0] }
    let shown = Set(units ?? []).sorted()
    for (item, known) in zip(items, memo.items { self.states(of: plan, compiler) }) {
      let whole = known.whole
      if let units, known.ofUnits.contains(where: { !$0.isEmpty }) {
        for (index, unit) in units.enumerated() {
          for (column, state) in known.ofUnits[unit] { states.append(.init(row: index, column: column, state: state)) }
        }
      } else if units == nil, !whole.isEmpty {
        states.reserveCapacity(states.count + result.rows.count * whole.count + whole.count)
        for index in result.rows.indices {
          for (column, state) in whole { states.append(.init(row: index, column: column, state: state)) }
        }
      }
      if !plan.by.isEmpty { states += whole.map { .init(row: nil, column: $0, state: $1) } }
      var all = Openness()
      for part in [known.present, known.previous].compactMap({ $0 }) {
        for unit in shown { all.merge(part.of(unit)) }
        all.merge(part.of(nil))
      }
      notes += compiler.notes(on: all, of: item.column)
    }
    return (states, notes)
  }

  /// By item, what the plan alone says of its cells.
  private func states(of plan: GroupedPlan, _ compiler: Compiler) -> [StatesOfItem] {
    func finality(_ frame: Frame) -> Finality {
      Finality(compiler.$catalog, frame: frame, aggregates: plan.aggregates)
    }
    let ofPresent = finality(plan.frame)
    let ofPrevious = plan.comparison.map { comparison in
      (finality(plan.frame.compared(with: comparison.whole)), comparison)
    }
    let ranksUnits = plan.by == [.grain]
    return items.enumerated().map { position, item in
      func openings(_ finality: Finality, _ units: [FrameUnit?], whole: FrameUnit) -> Openings {
        Openings(units, whole: whole) { unit in
          finality.openness(of: plan.columns[position], in: unit, ranksUnits: ranksUnits)
        }
      }
      let present = openings(ofPresent, plan.frame.units, whole: plan.frame.whole)
      let previous = ofPrevious.map { finality, comparison in
        openings(finality, comparison.units, whole: comparison.whole)
      }
      /// The column's aspects that can still change in a unit.
      func openAspects(in unit: Int?) -> [OpenAspect] {
        let now = present.of(unit)
        // A unit without a partner has no change.
        let hasPartner = unit.flatMap { plan.comparison?.units[$0] } != nil || unit == nil
        let before = hasPartner ? previous?.of(unit) : nil
        let both = before.map { before in
          var both = now
          both.merge(before)
          return both
        }
        let aspects: [(Aspect, Openness?)] = [
          (.present, now), (.previous, before), (.change, both), (.changePercent, both),
        ]
        return aspects.compactMap { aspect, openness in
          openness?.state.map { (item.column.showing(aspect).name, $0) }
        }
      }
      return StatesOfItem(
        present: present, previous: previous,
        ofUnits: plan.by.contains(.grain) ? plan.frame.units.indices.map { openAspects(in: $0) } : [],
        whole: openAspects(in: nil))
    }
  }

  fileprivate typealias OpenAspect = (column: String, state: ResultTable.CellState.State)

  fileprivate struct StatesOfItem: Sendable {
    let present: Openings
    let previous: Openings?
    let ofUnits: [[OpenAspect]]
    let whole: [OpenAspect]
  }

  /// What a plan says of its cells, worked out for the first of its results.
  final class StatesMemo: Sendable {
    private let known = Mutex<[StatesOfItem]?>(nil)

    fileprivate func items(_ make: () -> [StatesOfItem]) -> [StatesOfItem] {
      known.withLock { known in
        let items = known ?? make()
        known = items
        return items
      }
    }
  }

  /// How a column may change, by unit and in the whole period.
  fileprivate struct Openings: Sendable {
    private let units: [Openness]
    private let whole: Openness

    init(_ units: [FrameUnit?], whole: FrameUnit, _ openness: (FrameUnit) -> Openness) {
      self.units = units.map { unit in unit.map(openness) ?? Openness() }
      self.whole = openness(whole)
    }

    /// - Parameter unit: nil for the whole period.
    func of(_ unit: Int?) -> Openness { unit.map { units[$0] } ?? whole }
  }
}

extension Compiler {
  /// What a column waits for where no end is declared: "leads can still rise: deals count whenever they come".
  func notes(on openness: Openness, of column: ResultColumn) -> [String] {
    guard !openness.causes.isEmpty else { return [] }
    let way = openness.causes.values.reduce(into: Openness.Direction()) { $0.formUnion($1) }
    let causes = openness.causes.keys.map(text).sorted().joined(separator: ", ")
    let name = language == .vi ? column.label : column.name
    return [
      told(
        way == .rises
          ? "\(name) can still rise: \(causes) count whenever they come"
          : way == .falls
            ? "\(name) can still fall: \(causes) count whenever they come"
            : "\(name) can still change: \(causes) count whenever they come")
    ]
  }

  private func text(_ cause: Openness.Cause) -> String {
    let isVietnamese = language == .vi
    switch cause {
    case .rows(let index):
      let entity = catalog.entities[index]
      return (isVietnamese ? entity.label : nil) ?? entity.name
    case .time(let index, let time):
      let entity = catalog.entities[index]
      let of = (isVietnamese ? entity.label : nil) ?? entity.name
      guard let member = member(of: time, in: index) else {
        return told("times of \(of)")
      }
      let name = (isVietnamese ? member.label : nil) ?? member.name
      return told("\(name) of \(of)")
    }
  }

  /// The declared time that an expression is, of the entity or of the one that a link leads to.
  private func member(of time: Scalar, in index: Int) -> Member? {
    if let own = catalog.entities[index].members.first(where: { $0.value.expression == time }) { return own }
    guard case .time(let path, let column, let isPlanned) = time, !path.hops.isEmpty else { return nil }
    let local = Scalar.time(LinkPath(entity: path.target), column: column, isPlanned: isPlanned)
    return catalog.entities[path.target].members.first { $0.value.expression == local }
  }
}
