import Dispatch
import Synchronization

/// The threads of a question: whoever has nothing to do takes a task of any list that is open, of one within another's task
/// too.
///
/// `DispatchQueue.concurrentPerform` within itself runs on one thread where the machine has two: what is shared out in large
/// pieces of unequal length would end on one.
final class Team: Sendable {
  /// Tasks that are told apart by their numbers.
  private final class List: @unchecked Sendable {
    // SAFETY: what changes does so under the team's lock; the task is there as long as anybody may begin it or runs it.
    let count: Int
    private var task: ((Int) -> Void)?
    /// Within a task of which this is.
    let outer: List?
    var next = 0
    var running = 0
    /// Whether its caller waits for its end, or for something else to do.
    var isAwaited = false
    let news = DispatchSemaphore(value: 0)

    init(_ count: Int, within outer: List?, _ task: @escaping (Int) -> Void) {
      (self.count, self.outer, self.task) = (count, outer, task)
    }

    func isWithin(_ other: List) -> Bool { outer.map { $0 === other || $0.isWithin(other) } ?? false }

    /// Not put in place of its call: when it returns nobody holds the task but the list.
    @inline(never)
    func run(_ index: Int) { task?(index) }

    /// Forgets the task, whose captures end with its caller.
    func close() { task = nil }
  }

  private struct State {
    /// Those that have tasks nobody has begun, in the order in which they came.
    var open: [List] = []
    var helpers = 0
    /// How many helpers there have been.
    var named = 0
    /// By helper the lists whose tasks it is in; 0 is whoever has the team.
    var doing: [Int: [List]] = [:]

    /// Begins the next task of a list; nil where all have been.
    mutating func begin(_ list: List, by worker: Int) -> Int? {
      guard list.next < list.count else { return nil }
      defer { list.next += 1 }
      list.running += 1
      doing[worker, default: []].append(list)
      if list.next == list.count - 1 { open.removeAll { $0 === list } }
      return list.next
    }
  }

  private let threads: Int
  private let state = Mutex(State())
  /// A helper's queue has its number.
  private let number = DispatchSpecificKey<Int>()

  private var worker: Int { DispatchQueue.getSpecific(key: number) ?? 0 }

  init(threads: Int) { self.threads = threads }

  /// Runs `task` for 0 ..< `count` and waits for all.
  func perform(_ count: Int, _ task: (Int) -> Void) {
    guard threads > 1, count > 1 else {
      for index in 0..<count { task(index) }
      return
    }
    // All have ended when this returns.
    withoutActuallyEscaping(task) { task in
      let worker = worker
      let (list, helpers) = state.withLock { state in
        let list = List(count, within: state.doing[worker]?.last, task)
        state.open.append(list)
        let wanted = max(0, min(threads - 1 - state.helpers, count - 1))
        state.helpers += wanted
        state.named += wanted
        var outer = list.outer
        while let waiting = outer {
          if waiting.isAwaited { waiting.news.signal() }
          outer = waiting.outer
        }
        return (list, state.named - wanted..<state.named)
      }
      for helper in helpers {
        let queue = DispatchQueue(label: "team")
        queue.setSpecific(key: number, value: helper + 1)
        queue.async { self.help(helper + 1) }
      }
      while let index = state.withLock({ $0.begin(list, by: worker) }) {
        list.run(index)
        end(list, by: worker)
      }
      wait(for: list, worker)
      list.close()
    }
  }

  /// Waits for a list's last tasks, and takes tasks within them.
  ///
  /// Others it must not take: they may ask for a fact that the caller is making.
  private func wait(for list: List, _ worker: Int) {
    while true {
      let (isOver, task) = state.withLock { state -> (Bool, (List, Int)?) in
        list.isAwaited = list.running > 0
        guard list.isAwaited else { return (true, nil) }
        guard let within = state.open.first(where: { $0.isWithin(list) }) else { return (false, nil) }
        return (false, state.begin(within, by: worker).map { (within, $0) })
      }
      if isOver { return }
      if let (within, index) = task {
        within.run(index)
        end(within, by: worker)
      } else {
        list.news.wait()
      }
    }
  }

  /// Takes tasks as long as there are any that nobody has begun.
  private func help(_ worker: Int) {
    while let (list, index) = state.withLock({ Self.begin(&$0, by: worker) }) {
      list.run(index)
      end(list, by: worker)
    }
  }

  /// The first task of all; nil where there is none, and then one helper fewer.
  private static func begin(_ state: inout State, by worker: Int) -> (List, Int)? {
    guard let list = state.open.first, let index = state.begin(list, by: worker) else {
      state.helpers -= 1
      return nil
    }
    return (list, index)
  }

  private func end(_ list: List, by worker: Int) {
    state.withLock { state in
      list.running -= 1
      state.doing[worker]?.removeLast()
      if list.isAwaited, list.running == 0 { list.news.signal() }
    }
  }
}
