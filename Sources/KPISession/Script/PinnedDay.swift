import KPIEngine

/// A running day that does not come from the clock, and what holds it.
struct PinnedDay: Sendable, Hashable {
  /// What pins it, the strongest first.
  enum Origin: Sendable, Hashable {
    case option, environment, script, demo
  }

  var day: Int
  var origin: Origin
}

/// The database and the pinned day that the reader of results was last told of.
struct ToldDay: Sendable, Hashable {
  var path: String?
  var pinned: PinnedDay?
}

extension PinnedDay {
  /// `today is pinned to 2023-12-31 by --today`.
  func text(_ language: SessionLanguage) -> String {
    let date = CivilDate(dayNumber: day).iso
    let holder =
      switch (origin, language) {
      case (.option, _): "--today"
      case (.environment, _): "KPI_TODAY"
      case (.script, _): "`set today`"
      case (.demo, .en): "the demo database, whose last day it is"
      case (.demo, .vi): "cơ sở dữ liệu mẫu, là ngày cuối của nó"
      }
    return language == .vi ? "hôm nay được ghim là \(date) bởi \(holder)" : "today is pinned to \(date) by \(holder)"
  }
}

extension SessionWorld {
  /// The note that the first result after a change of day or database carries; nil where nothing pins the day.
  func dayNote(_ state: SessionState) -> String? {
    let now = ToldDay(path: state.model?.path, pinned: pinnedDay(state))
    guard now != state.toldDay else { return nil }
    if let pinned = now.pinned { return pinned.text(state.language) }
    guard state.toldDay?.pinned != nil else { return nil }
    let date = CivilDate(dayNumber: today(state)).iso
    return state.language == .vi
      ? "hôm nay là \(date), theo đồng hồ: không còn được ghim"
      : "today is \(date), the clock's day: it is no longer pinned"
  }
}

extension Session {
  /// What pins the running day, for the prompt's banner; nil where the clock tells it.
  package var pinnedDayLine: String? { world.pinnedDay(state)?.text(state.language) }
}
