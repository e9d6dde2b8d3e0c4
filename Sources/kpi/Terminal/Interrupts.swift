import Glibc
import Synchronization

/// Whether Ctrl-C was pressed, or the program was told to end: set by the signals' handlers, read by whatever is running.
enum Interrupts {
  private static let pressed = Atomic<Bool>(false)

  /// The signal that told the program to end; 0 where none did.
  private static let ending = Atomic<Int32>(0)

  private static let resized = Atomic<Bool>(false)

  /// Asked often, from any thread.
  static let isPressed: @Sendable () -> Bool = {
    pressed.load(ordering: .relaxed) || ending.load(ordering: .relaxed) != 0
  }

  /// Whether the program is to end.
  static var isEnding: Bool { ending.load(ordering: .relaxed) != 0 }

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
    for signal in [SIGTERM, SIGHUP] { install(signal) }
    // A program that starts others from a thread of its own may hand its blocked signals on.
    var interrupts = sigset_t()
    sigemptyset(&interrupts)
    for signal in [SIGINT, SIGTERM, SIGHUP] { sigaddset(&interrupts, signal) }
    pthread_sigmask(SIG_UNBLOCK, &interrupts, nil)
    var ignore = sigaction()
    ignore.__sigaction_handler.sa_handler = SIG_IGN
    sigaction(SIGPIPE, &ignore, nil)
    // Where a file may not grow any more, writing it fails, as on a full disk; the answer has been told.
    sigaction(SIGXFSZ, &ignore, nil)
  }

  /// How long what is running has to clear up when the program is told to end.
  private static let grace: UInt32 = 5

  /// Has a signal stop what is running as Ctrl-C does, so that no half-written file and no other program is left.
  private static func install(_ signal: Int32) {
    var action = sigaction()
    sigaction(signal, nil, &action)
    // `nohup` has it ignored.
    guard unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self) != 1 else { return }
    action = sigaction()
    action.__sigaction_handler.sa_handler = { number in
      Interrupts.ending.store(number, ordering: .relaxed)
      // What cannot be stopped ends with this.
      alarm(Interrupts.grace)
    }
    action.sa_flags = Int32(SA_ONSTACK)
    sigemptyset(&action.sa_mask)
    sigaction(signal, &action, nil)
  }

  /// Leaves the program; by the signal that told it to end, where one did.
  static func exit(_ status: Int32) -> Never {
    let number = ending.load(ordering: .relaxed)
    if number != 0 {
      signal(number, SIG_DFL)
      raise(number)
    }
    Glibc.exit(status)
  }
}
