import KPIEngine
import KPILanguage

/// `scorecard [by D|metric] PERIOD [metrics a, b] [weights a 2, b 1] [grades A 90, B 75]`: actual against target.
///
/// Targets are the rows of the entity that the model declares (`report scorecard targets ENTITY`) and the
/// `target M N per UNIT [for D = V]` statements; `TargetBinder` says how the entity's members are found. Choices:
/// - a holder's targets come down to its finest link: one with an employee is that employee's, whatever else it names;
/// - where a total is made of the targets of employees (departments), they compete for the unit as one subject;
///   targets of ratios are then averaged over them, those of stocks added up;
/// - a metric with a target, but no achieved value (no rows, or a target of 0), does not count in the score;
/// - without `metrics`, a metric with a target that D cannot split is left out, with a note.
enum ScorecardReport {
  static let metric = ReportColumn("metric", "chỉ số", .dimension, .text)
  static let actual = ReportColumn("actual", "thực tế", .metric, .number)
  static let target = ReportColumn("target", "chỉ tiêu", .metric, .number)
  static let achieved = ReportColumn("achieved", "đạt", .metric, .number, unit: "%")
  static let pace = ReportColumn("pace", "tiến độ", .metric, .number, unit: "%")
  static let grade = ReportColumn("grade", "xếp loại", .value, .text)

  static let report = Report(
    verb: .scorecard, summary: "actual against target", clauses: [.by, .period, .where],
    example: "scorecard by department month 2023-09 metrics revenue, calls",
    columns: [metric, actual, target, achieved, pace, grade]
  ) { question, compiler, tell in
    guard case .scorecard(let scorecard) = question.verb else { return nil }
    return { prepare(scorecard, question, compiler, tell) }
  }

  static func prepare(
    _ scorecard: Scorecard, _ question: Question, _ compiler: Compiler, _ report: @escaping (Diagnostic) -> Void
  ) -> PreparedQuestion? {
    let binder = ScorecardBinder(scorecard, question, compiler, report)
    let period = question.clauses.period ?? Period(.today, question.verbSpan)
    guard let weights = binder.weights(), let grades = binder.grades(), let dimension = binder.dimension(),
      let whole = compiler.unit(
        of: period,
        earliest: { binder.earliestDay(of: binder.candidates.map(\.declaration)) }, report)
    else { return nil }
    let lines = binder.lines(whole, dimension.path)
    guard binder.isSound else { return nil }
    let table = ScorecardTable(
      frame: Frame(whole: whole, today: compiler.context.today), lines: lines, dimension: dimension.path,
      listsAsked: !scorecard.metrics.isEmpty, weights: weights,
      grades: grades,
      notes: binder.notes + AskedTimes(lines.flatMap(\.plan.aggregates), compiler).notes(on: whole, period),
      compiler: compiler)
    return PreparedQuestion(plans: lines.flatMap { [.grouped($0.plan)] + ($0.listing.map { [.grouped($0)] } ?? []) }) {
      results throws(ExecutionError) in
      [
        table.make(
          results.compactMap { result in if case .grouped(let grouped) = result { grouped } else { nil } })
      ]
    }
  }
}

/// Binds a scorecard's metrics, weights and dimension.
private final class ScorecardBinder {
  struct Candidate {
    let declaration: MetricDeclaration
    /// Asked for by name, so that it is an error where it cannot be split.
    let isAsked: Bool
  }

  private let scorecard: Scorecard
  private let question: Question
  private let compiler: Compiler
  private let reportOutside: (Diagnostic) -> Void
  private(set) var isSound = true
  private(set) var notes: [String] = []
  /// Why metrics that nobody asked for by name were left out.
  private var leftOut: [Diagnostic] = []
  private(set) lazy var candidates = findCandidates()

  init(
    _ scorecard: Scorecard, _ question: Question, _ compiler: Compiler, _ report: @escaping (Diagnostic) -> Void
  ) {
    self.scorecard = scorecard
    self.question = question
    self.compiler = compiler
    reportOutside = report
  }

  private func report(_ diagnostic: Diagnostic) {
    if diagnostic.severity == .error { isSound = false }
    reportOutside(diagnostic)
  }

  private func declaration(_ path: Path) -> MetricDeclaration? {
    let metrics = MetricBinder(compiler: compiler)
    guard let name = path.names.first, path.names.count == 1, metrics.metric(name) != nil else {
      if path.names.count != 1 {
        report(Diagnostic("unknown-metric", "there is no metric `\(path.text)`", at: path.span))
      }
      metrics.diagnostics.forEach(report)
      return nil
    }
    return compiler.catalog.metric(named: name.text)
  }

  /// The metrics asked for; without any, all that the targets name, in order of their names.
  private func findCandidates() -> [Candidate] {
    if !scorecard.metrics.isEmpty {
      var seen: Set<String> = []
      return scorecard.metrics.compactMap { path -> Candidate? in
        guard let declaration = declaration(path) else { return nil }
        if seen.insert(declaration.name.text).inserted { return Candidate(declaration: declaration, isAsked: true) }
        report(Diagnostic("repeated-metric", "`\(declaration.name.text)` is asked for twice", at: path.span))
        return nil
      }
    }
    let book = TargetBinder(compiler: compiler).book(report)
    if book == nil, compiler.catalog.targets.isEmpty {
      report(
        Diagnostic(
          "no-targets", "the model `\(compiler.catalog.name)` declares no targets", at: question.verbSpan,
          notes: [
            "a model declares them with `report scorecard targets ENTITY`, a script with `target METRIC N per month`",
            "`metrics a, b` shows metrics that have no target",
          ]))
    }
    let names =
      (book.map { compiler.context.texts(of: $0.metric) } ?? []) + compiler.catalog.targets.map(\.metric.text)
    var found: [String: MetricDeclaration] = [:]
    for name in names {
      if let declaration = compiler.catalog.metric(named: name) { found[declaration.name.text] = declaration }
    }
    return found.values.sorted { CollationKey($0.name.text) < CollationKey($1.name.text) }
      .map { Candidate(declaration: $0, isAsked: false) }
  }

  /// Weights by metric; nil where one is wrong.
  func weights() -> [String: Double]? {
    var weights: [String: Double] = [:]
    for weight in scorecard.weights {
      guard let declaration = declaration(weight.metric) else { return nil }
      let name = declaration.name.text
      if !scorecard.metrics.isEmpty, !candidates.contains(where: { $0.declaration.name.text == name }) {
        report(
          Diagnostic(
            "bad-weight", "`\(name)` has a weight, but is not among the metrics", at: weight.metric.span,
            label: "add it to `metrics`"))
      }
      guard let number = compiler.number(weight.weight, sample: 1, report) else { return nil }
      guard number > 0 else {
        report(Diagnostic("bad-weight", "a weight is greater than 0", at: weight.metric.span))
        return nil
      }
      if weights.updateValue(number, forKey: name) != nil {
        report(Diagnostic("bad-weight", "`\(name)` has two weights", at: weight.metric.span))
      }
    }
    if !scorecard.grades.isEmpty, weights.isEmpty {
      report(
        Diagnostic(
          "no-score", "`grades` name a score, and without `weights` there is none", at: question.verbSpan,
          notes: ["add `weights METRIC 1`"]))
    }
    return isSound ? weights : nil
  }

  /// Grades and the least score of each, the best first; nil where one is wrong.
  func grades() -> [(name: String, from: Double)]? {
    var grades: [(name: String, from: Double)] = []
    for grade in scorecard.grades {
      guard let from = compiler.number(grade.from, sample: 0, report) else { return nil }
      grades.append((grade.name, from))
    }
    return grades.sorted { $0.from > $1.from }
  }

  /// What the scorecard is split by.
  ///
  /// - Returns: nil where the clause is wrong; a nil path for `by metric`.
  func dimension() -> (path: Path?, Void)? {
    let items = question.clauses.by
    if let item = items.first, items.count > 1 || scorecard.byMetric {
      report(
        Diagnostic(
          "unexpected-clause", "`scorecard` is split by one dimension or by `metric`",
          at: question.clauses.bySpan ?? item.span))
      return nil
    }
    switch items.first {
    case nil: return (nil, ())
    case .path(let path)?: return (path, ())
    case .grain(let unit, let span)?:
      report(
        Diagnostic(
          "unexpected-clause", "`scorecard` is split by a dimension, not by \(unit.told)", at: span,
          notes: ["`show M, target(M) by \(unit.told)` sets a metric beside its target"]))
      return nil
    }
  }

  func earliestDay(of metrics: [MetricDeclaration]) -> Int? {
    let binder = MetricBinder(compiler: compiler)
    return AskedTimes(metrics.compactMap(binder.metric).flatMap(\.aggregates), compiler).earliest()
  }

  /// One plan per metric: its actual beside its target, over the subjects.
  func lines(_ whole: FrameUnit, _ path: Path?) -> [ScorecardTable.Line] {
    var lines: [ScorecardTable.Line] = []
    var entities: Set<Int> = []
    var (missing, isKnown): (Set<Int>, Bool) = ([], false)
    defer {
      reportUnlessSplit(lines)
      if !lines.isEmpty, !isKnown { _ = compiler.refuse(missing, at: question.verbSpan, report) }
    }
    for candidate in candidates {
      let metrics = MetricBinder(compiler: compiler)
      guard let bound = metrics.metric(candidate.declaration) else {
        metrics.diagnostics.forEach(report)
        continue
      }
      let targets = TargetBinder(compiler: compiler)
      guard var target = targets.aggregate(for: candidate.declaration, bound, report) else {
        report(
          Diagnostic(
            "no-target", "`\(candidate.declaration.name.text)` rests on no rows, so it can have no target",
            at: question.verbSpan))
        continue
      }
      target.setMakesGroups()
      let known = compiler.known(
        bound, under: question.clauses.condition, ClauseBinder(compiler: compiler, viaSubject: false))
      missing.formUnion(known.missing)
      if known.metric != nil { isKnown = true }
      let actual = known.metric ?? BoundMetric(.null, aggregates: bound.aggregates, unit: bound.unit)
      let (expressions, aggregates) = BoundMetric.joined([actual, BoundMetric(target, unit: bound.unit)])
      guard let plan = plan(candidate, expressions, aggregates, whole, path, restricts: true) else { continue }
      // Where the condition leaves no targets, the metrics are still those that have one.
      var listing: GroupedPlan?
      if question.clauses.condition != nil, !candidate.isAsked, plan.holdsNoTargets {
        listing = self.plan(candidate, [.aggregate(0)], [target], whole, path, restricts: false)
      }
      entities.formUnion(bound.aggregates.flatMap { $0.inputs.map(\.entity) })
      lines.append(
        ScorecardTable.Line(
          metric: candidate.declaration.name.text, bound: bound, betterLower: candidate.declaration.betterLower,
          isScaled: bound.isFlow, plan: plan, listing: listing))
    }
    notes += compiler.missingEntityNotes(entities.union(missing))
    return lines
  }

  /// A dimension that no metric has is a mistake, not a reason to leave all of them out.
  private func reportUnlessSplit(_ lines: [ScorecardTable.Line]) {
    if lines.isEmpty, let first = leftOut.first { report(first) }
  }

  private func plan(
    _ candidate: Candidate, _ columns: [Scalar], _ aggregates: [Aggregate], _ whole: FrameUnit, _ path: Path?,
    restricts: Bool
  ) -> GroupedPlan? {
    var aggregates = aggregates
    let clauses = ClauseBinder(compiler: compiler, viaSubject: false)
    if restricts { clauses.restrict(&aggregates, to: question.clauses.condition) }
    var split = ClauseBinder.Split()
    if let path {
      split = clauses.split(&aggregates, by: [.path(path)])
    } else {
      // One subject, the whole company; as a group, so that it is known whether any row stands behind it.
      clauses.splitAsOne(&aggregates)
      for index in aggregates.indices { aggregates[index].splitAsWhole() }
      split.by = [.dimension(0)]
      split.dimensions = [Dimension()]
    }
    for note in clauses.notes where !notes.contains(note) { notes.append(note) }
    if clauses.diagnostics.contains(where: { $0.severity == .error }) {
      if candidate.isAsked || question.clauses.condition != nil {
        clauses.diagnostics.forEach(report)
      } else if let path {
        leftOut += clauses.diagnostics
        let name = candidate.declaration.name.text
        notes.append(
          compiler.told("\(name) has targets, but cannot be split by \(path.text)"))
      }
      return nil
    }
    clauses.diagnostics.forEach(report)
    return GroupedPlan(
      frame: Frame(whole: whole, today: compiler.context.today), by: split.by, dimensions: split.dimensions,
      aggregates: aggregates, columns: columns)
  }
}

extension GroupedPlan {
  /// Whether no target can be left after the question's condition.
  fileprivate var holdsNoTargets: Bool {
    aggregates.allSatisfy { aggregate in
      guard case .allotted = aggregate.function else { return true }
      return aggregate.inputs.allSatisfy { $0.condition == .constant(false) }
    }
  }
}

extension Aggregate {
  /// Targets make rows of their own.
  fileprivate mutating func setMakesGroups() {
    guard case .allotted(var allotment) = function else { return }
    allotment.makesGroups = true
    function = .allotted(allotment)
  }

  /// What is set for the whole is set for its one group.
  fileprivate mutating func splitAsWhole() {
    guard case .allotted(var allotment) = function else { return }
    for index in allotment.parts.indices where allotment.parts[index].countsInTotal {
      allotment.parts[index].dimensions = [0]
    }
    function = .allotted(allotment)
  }
}
