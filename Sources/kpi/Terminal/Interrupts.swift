import Glibc
import Synchronization

/// Whether Ctrl-C was pressed: set by the signal's handler, read by whatever is running.
enum Interrupts {
  private static let pressed = Atomic<Bool>(false)

  private static let resized = Atomic<Bool>(false)

  /// Asked often, from any thread.
  static let isPressed: @Sendable () -> Bool = { pressed.load(ordering: .relaxed) }

  /// Forgets the last Ctrl-C.
  static func reset() { pressed.store(false, ordering: .relaxed) }

  /// Whether the terminal was resized since it was last asked.
  static func takeResize() -> Bool { resized.exchange(false, ordering: .relaxed) }

  /// Hears when the terminal is resized.
  static func watchResizing() {
    _ = takeResize()
    var action = sigaction()
    action.__sigaction_handler.sa_handler = { _ in Interrupts.resized.store(true, ordering: .relaxed) }
    action.sa_flags = Int32(SA_ONSTACK)
    sigemptyset(&action.sa_mask)
    sigaction(SIGWINCH, &action, nil)
  }

  /// Takes Ctrl-C over, and lets a write into a closed pipe fail instead of ending the process.
  static func install() {
    // The lazy global is made now: a signal's handler must not.
    reset()
    var action = sigaction()
    action.__sigaction_handler.sa_handler = { _ in Interrupts.pressed.store(true, ordering: .relaxed) }
    // A runtime of another language in the process expects handlers on its own stack.
    action.sa_flags = Int32(SA_ONSTACK)
    sigemptyset(&action.sa_mask)
    sigaction(SIGINT, &action, nil)
    // A program that starts others from a thread of its own may hand its blocked signals on.
    var interrupts = sigset_t()
    sigemptyset(&interrupts)
    sigaddset(&interrupts, SIGINT)
    pthread_sigmask(SIG_UNBLOCK, &interrupts, nil)
    var ignore = sigaction()
    ignore.__sigaction_handler.sa_handler = SIG_IGN
    sigaction(SIGPIPE, &ignore, nil)
    // Where a file may not grow any more, writing it fails, as on a full disk; the answer has been told.
    sigaction(SIGXFSZ, &ignore, nil)
  }
}
