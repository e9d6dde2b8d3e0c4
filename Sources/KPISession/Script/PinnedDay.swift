import KPIEngine
import KPILanguage

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
  var text: Message {
    let date = CivilDate(dayNumber: day).iso
    let holder: Message =
      switch origin {
      case .option: "\("--today")"
      case .environment: "\("KPI_TODAY")"
      case .script: "`set today`"
      case .demo: "the demo database, whose last day it is"
      }
    return "today is pinned to \(date) by \(holder)"
  }
}

extension SessionWorld {
  /// The note that the first result after a change of day or database carries; nil where nothing pins the day.
  func dayNote(_ state: SessionState) -> Message? {
    let now = ToldDay(path: state.model?.path, pinned: pinnedDay(state))
    guard now != state.toldDay else { return nil }
    if let pinned = now.pinned { return pinned.text }
    guard state.toldDay?.pinned != nil else { return nil }
    let date = CivilDate(dayNumber: today(state)).iso
    return "today is \(date), the clock's day: it is no longer pinned"
  }
}

extension Session {
  /// What pins the running day, for the prompt's banner; nil where the clock tells it.
  package var pinnedDayLine: String? { world.pinnedDay(state)?.text.text(in: state.language) }
}
