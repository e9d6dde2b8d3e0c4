import KPILanguage

/// The folders that a script may read: its own and those that are allowed from outside.
struct ReadableFolders: Sendable {
  /// Where they really are.
  private let folders: [String]
  private let environment: SessionEnvironment

  /// - Parameter script: the script's file; nil is a text from elsewhere, which reads below the working folder.
  init(of script: String?, _ options: SessionOptions, _ environment: SessionEnvironment) {
    self.environment = environment
    folders = ([Self.folder(of: script)] + options.readableFolders).compactMap { try? environment.locate($0).path }
  }

  /// Whether they hold a place.
  func hold(_ place: FilePlace) -> Bool { folders.contains(where: place.isBelow) }

  /// Whether a path that leads nowhere would lead out of them: what is not there is not told of other folders.
  func wouldHold(_ path: String) -> Bool {
    var rest = Substring(path)
    // The deepest part of it that is there.
    while !rest.isEmpty {
      rest = rest.lastIndex(of: "/").map { rest[..<$0] } ?? ""
      let folder = rest.isEmpty ? (path.hasPrefix("/") ? "/" : ".") : String(rest)
      if let place = try? environment.locate(folder) { return hold(place) }
    }
    return true
  }

  /// What is told of a path that leads out of them; nil where it does not.
  func refusal(of path: String, at span: Span) -> Diagnostic? {
    if let place = try? environment.locate(path) {
      if hold(place) { return nil }
    } else if wouldHold(path) {
      return nil
    }
    return Diagnostic(
      .error, "not-allowed", "`\(shown(path))` is not below the script's folder", at: span,
      notes: ["`--allow-read FOLDER` lets scripts read another one"])
  }

  /// The folder of a file; the working one for a text from elsewhere.
  static func folder(of path: String?) -> String {
    guard let path, let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }
}
