import KPICompiler
import KPIEngine
import KPILanguage
import KPIRemote

extension Interpreter {
  /// A setting of `set`.
  private enum Setting: String, CaseIterable {
    case today, timezone, language, strict

    /// What messages call it.
    var told: Message { Message(named: rawValue, vietnamese: OurNames.vietnamese(rawValue)) }

    /// What it takes, for messages.
    var form: Message {
      switch self {
      case .today: "a date: `set today 2023-12-31`"
      case .timezone: "a zone: `set timezone \"Asia/Ho_Chi_Minh\"`"
      case .language: "`en` or `vi`"
      case .strict: "`on` or `off`"
      }
    }
  }

  /// The settings that there are.
  static var settingNames: [String] { Setting.allCases.map(\.rawValue) }

  /// The words that a setting takes; none where they are many.
  static func settingValues(of name: String) -> [(english: String, vietnamese: String?)] {
    switch Setting(rawValue: name.lowercased()) {
    case .language?: SessionLanguage.allCases.map { ($0.rawValue, nil) }
    case .strict?: OurNames.switches.map { ($0.english, $0.vietnamese) }
    case .today?, .timezone?, nil: []
    }
  }

  func set(_ name: Name, _ values: [Expression], _ span: Span) {
    guard let setting = Setting(rawValue: name.text.lowercased()) else {
      log.error(
        "unknown-setting", "there is no setting `\(shown(name.text))`", at: name.span,
        label: DidYouMean.label(for: name.text, among: Setting.allCases.map(\.rawValue)),
        notes: ["settings are \(Message.list(Setting.allCases.map { "`\($0.told)`" }))"])
      return
    }
    guard values.count == 1, let expression = values.first else {
      log.error("bad-setting", "`\(setting.told)` takes \(setting.form)", at: span)
      return
    }
    guard let datum = context.evaluator(bareWords: true).evaluate(expression) else { return }
    // A value that comes when the script runs is checked then.
    guard let value = datum.value else { return }
    if !apply(setting, value, span) {
      let advice = setting == .timezone ? Self.adviceOnZones(value) : nil
      log.error(
        "bad-setting", "`\(setting.told)` takes \(setting.form)", at: expression.span, label: advice?.label,
        notes: advice?.notes ?? [])
    }
  }

  /// The names that a zone's may stand for, or that there are none.
  private static func adviceOnZones(_ value: Value) -> (label: Message?, notes: [Message]) {
    guard ZoneTable.areThere else {
      return (nil, ["this system knows no other zones: install them, `apt install tzdata`"])
    }
    guard case .text(let name) = value else { return (nil, []) }
    return (DidYouMean.label(for: name, among: ZoneTable.names), [])
  }

  private func apply(_ setting: Setting, _ value: Value, _ span: Span) -> Bool {
    switch setting {
    case .today:
      guard case .date(let day) = value else { return false }
      state.today = day
      // What is given from outside holds, so that a script does not choose the day that it is run for.
      if let pinned = world.pinnedDay(state), pinned.origin == .option || pinned.origin == .environment {
        log.report([Diagnostic(.note, "day-is-pinned", pinned.text, at: span)])
      }
    case .timezone:
      guard case .text(let name) = value else { return false }
      return setZone(name)
    case .language:
      guard case .text(let name) = value, let language = SessionLanguage(rawValue: name.lowercased()) else {
        return false
      }
      state.chosenLanguage = language
    case .strict:
      switch value {
      case .boolean(let isOn): state.isStrict = isOn
      case .text(let word):
        guard let isOn = OurNames.isOn(word) else { return false }
        state.isStrict = isOn
      default: return false
      }
    }
    return true
  }

  private func setZone(_ name: String) -> Bool {
    if name == state.zoneName { return true }
    guard let zone = ZoneTable(named: name) else { return false }
    state.zoneName = name
    state.zone = zone
    state.model?.catalog.spec.zone = zone
    return true
  }

  func open(_ path: String, model: String?, at span: Span) throws(Halt) {
    if world.options.login != nil, let model, model != world.options.model {
      log.error(
        "not-allowed", "who asks was set from outside, so a script cannot choose the model, which says who sees what",
        at: span, notes: ["leave `model` out: the model given with --model opens, else the built-in one"])
      return
    }
    if RemoteAddress.isOne(path), world.sources.folders(of: span) != nil {
      log.error(
        "not-allowed", "a script opens no address: who runs it names the database", at: span,
        notes: ["`kpi run … --db ADDRESS`, or KPI_DB"])
      return
    }
    try world.checkMayRead(path, at: span)
    if let model { try world.checkMayRead(model, at: span) }
    let opened = try OpenModel.open(
      path, model: try world.modelSource(model ?? world.options.model, at: span), zone: state.zone,
      sources: world.sources, isStopped: world.isStopped, at: span)
    state.model = opened
    state.lastResult = nil
    if !isChecking { world.cache.forget(except: state.dataKey) }
  }
}
