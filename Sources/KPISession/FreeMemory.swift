/// The memory that this process could still take.
enum FreeMemory {
  /// What the system has left, or the control group that the process is in; nil where neither tells.
  static var bytes: Int? {
    let system = text("/proc/meminfo").flatMap(available)
    guard let group = group() else { return system }
    return system.map { min($0, group) } ?? group
  }

  /// `MemAvailable` of `/proc/meminfo`.
  static func available(_ text: String) -> Int? {
    guard let line = text.split(separator: "\n").first(where: { $0.hasPrefix("MemAvailable:") }) else { return nil }
    return line.split(separator: " ").dropFirst().first.flatMap { Int($0) }.map { $0 * 1_024 }
  }

  private static func group() -> Int? {
    let folder = "/sys/fs/cgroup/"
    guard let most = number(folder + "memory.max"), let used = number(folder + "memory.current") else { return nil }
    return max(0, most - used)
  }

  /// A file that holds a number; nil for any other, so for `max`.
  private static func number(_ path: String) -> Int? {
    text(path).flatMap { Int($0.split(whereSeparator: \.isWhitespace).first ?? "") }
  }

  private static func text(_ path: String) -> String? {
    (try? SessionEnvironment.readWhole(path)).map { String(decoding: $0, as: UTF8.self) }
  }
}
