import Synchronization

/// A bar on standard error for what takes longer than half a second; nothing where that is no terminal.
final class ProgressBar: Sendable {
  private struct State {
    var start = ContinuousClock.now
    var lastDrawn = ContinuousClock.now
    var isShown = false
  }

  private let state = Mutex(State())
  private let title: String
  private let isWanted: Bool

  init(_ title: String, isQuiet: Bool) {
    self.title = title
    isWanted = !isQuiet && Console.isErrorTerminal
  }

  /// Begins anew.
  func begin() { state.withLock { $0 = State() } }

  /// Shows how far it is, 0 … 1; from any thread.
  func show(_ fraction: Double) {
    guard isWanted else { return }
    if fraction >= 1 {
      clear()
      return
    }
    state.withLock { state in
      let now = ContinuousClock.now
      guard now - state.start > .milliseconds(500), now - state.lastDrawn > .milliseconds(80) else { return }
      state.isShown = true
      state.lastDrawn = now
      let width = 30
      let full = max(0, min(width, Int(fraction * Double(width))))
      let bar = String(repeating: "█", count: full) + String(repeating: "░", count: width - full)
      Console.writeError(Array("\r\u{1B}[K\(title) \(bar) \(Int(fraction * 100)) %".utf8))
    }
  }

  /// Takes the bar away.
  func clear() {
    state.withLock { state in
      if state.isShown { Console.writeError(Array("\r\u{1B}[K".utf8)) }
      state = State()
    }
  }
}
