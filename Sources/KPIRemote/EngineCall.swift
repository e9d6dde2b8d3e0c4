import KPISQLite
import Synchronization

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// A call into a driver, which may take long or never come back.
///
/// It runs on a thread of its own, while the caller's asks whether to stop. A call that is cancelled and does not end is
/// left behind: what it holds is let go whenever it comes back.
enum EngineCall {
  /// Milliseconds that a cancelled call has for ending.
  private static let patience = 3_000

  private struct Carried<Value>: @unchecked Sendable {
    // SAFETY: made by one thread and taken by the other, which waits for it.
    let value: Value
  }

  private final class Outcome<Value>: Sendable {
    let result = Mutex<Carried<Result<Value, EngineFailure>>?>(nil)
  }

  /// Runs `body` and waits for it.
  ///
  /// - Parameters:
  ///   - isCancelled: asked every few milliseconds; true has `cancel` called once, from a thread that may be left behind too.
  ///   - cancel: tells the engine to stop what `body` waits for.
  static func run<Value>(
    isCancelled: @escaping @Sendable () -> Bool, cancel: @escaping @Sendable () -> Void = {},
    _ body: @escaping @Sendable () throws(EngineFailure) -> Value
  ) throws(EngineFailure) -> Value {
    let outcome = Outcome<Value>()
    let work = {
      do throws(EngineFailure) {
        let value = Carried(value: Result<Value, EngineFailure>.success(try body()))
        outcome.result.withLock { $0 = value }
      } catch {
        outcome.result.withLock { $0 = Carried(value: .failure(error)) }
      }
    }
    // Drivers call deep into their own code: the usual stack of a program's first thread.
    guard let thread = OwnThread(stackSize: 8 << 20, work) else {
      throw EngineFailure(.lost, own: "no thread to be had")
    }
    thread.detach()
    var pause: UInt32 = 100
    var waited: Int?
    while true {
      if let result = outcome.result.withLock({ $0 }) {
        if case .failure(let error) = result.value, waited != nil, error.kind != .noDriver { throw .cancelled }
        do { return try result.value.get() } catch { throw error }
      }
      if waited == nil, isCancelled() {
        waited = 0
        OwnThread(cancel)?.detach()
      }
      if let time = waited, time > patience * 1_000 { throw .cancelled }
      usleep(pause)
      if let time = waited { waited = time + Int(pause) }
      // Most calls are short: the first looks come soon, and a load has a call for each table.
      pause = min(pause * 2, 2_000)
    }
  }
}
