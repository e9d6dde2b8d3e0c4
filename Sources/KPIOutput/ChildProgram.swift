import Glibc

/// Another program that is run to its end.
struct ChildProgram {
  /// Where it is.
  let path: String

  /// Runs it without input, and throws its output away.
  ///
  /// - Parameters:
  ///   - messages: the file that gets what it says on standard error.
  ///   - beat: called now and then; what it throws ends the program.
  /// - Returns: its exit status, 128 and the signal where one ended it.
  func run(_ arguments: [String], messages: String, beat: () throws -> Void) throws -> Int32 {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0)
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, messages, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    // A group of its own, so that what it starts is ended with it; Ctrl-C reaches it through us.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP))
    posix_spawnattr_setpgroup(&attributes, 0)
    let texts = ([path] + arguments).map { strdup($0) }
    defer { for text in texts { free(text) } }
    var child = pid_t()
    let number = posix_spawn(&child, path, &actions, &attributes, texts + [nil], environ)
    guard number == 0 else { throw DocumentFailure.system(number) }
    var status: Int32 = 0
    do {
      while true {
        let ended = waitpid(child, &status, WNOHANG)
        if ended == child { break }
        if ended < 0, errno != EINTR { throw DocumentFailure.system(errno) }
        try beat()
        usleep(5_000)
      }
    } catch {
      kill(-child, SIGKILL)
      waitpid(child, &status, 0)
      throw error
    }
    return status & 0x7F == 0 ? status >> 8 & 0xFF : 128 + (status & 0x7F)
  }
}
