import KPICompiler
import KPILanguage

/// Reads scripts and what they import, each file once: before anything is checked or run.
///
/// What an imported file says stands in place of its `import`. A script reads below its own folder, and below those
/// that are allowed from outside.
struct ScriptLoader {
  /// How deep files import one another.
  private static let depthLimit = 50

  let world: SessionWorld
  /// The names of several words that are known, those of the files read so far among them.
  var names: NameTable
  private(set) var diagnostics: [Diagnostic] = []
  private(set) var unparsedNames: [String] = []
  /// The names that were known when a script itself was read: those that it imports among them, its own not.
  private(set) var namesBefore: NameTable
  /// The sources that were read.
  private var used: Set<SourceID> = []
  /// The files that were read, where they really are.
  private var known: Set<String> = []
  /// The files that are being read, from the script to what it imports.
  private var chain: [(path: String?, name: String)] = []
  /// The folders that the script at hand may read.
  private var folders: ReadableFolders?
  /// Whether the script at hand is a file; what is typed may open any database.
  private var isFile = false

  init(_ world: SessionWorld, names: NameTable) {
    self.world = world
    self.names = names
    namesBefore = names
  }

  /// The statements of a script, those of the files that it imports in their places.
  mutating func statements(of script: Source) throws(Halt) -> [Statement] {
    let place = script.path.flatMap { try? world.environment.locate($0) }
    folders = ReadableFolders(of: script.path, world.options, world.environment)
    isFile = script.path != nil
    if let path = place?.path { known.insert(path) }
    return try read(script, at: place?.path)
  }

  private mutating func read(_ source: Source, at path: String?) throws(Halt) -> [Statement] {
    chain.append((path, source.name))
    defer { chain.removeLast() }
    let known = isFile ? nil : world.typed.known(source, names, besides: used)
    let id = known?.id ?? world.sources.add(source)
    used.insert(id)
    if isFile, let folders { world.sources.hold(id, to: folders) }
    var parsed = known?.parsed ?? parse(source, id: id, names: names)
    var imported: [Span: [Statement]] = [:]
    var hasMoreNames = false
    for statement in parsed.statements {
      switch statement.kind {
      case .importScript(let file, let span):
        imported[span] = try read(file, for: source, at: span)
        hasMoreNames = true
      case .open(_, let model?, let span):
        try world.checkMayRead(model, at: span)
        let text = try world.modelSource(model, at: span)
        note(parse(text, id: SourceID(0)).statements)
        hasMoreNames = true
      default: break
      }
    }
    if chain.count == 1 { namesBefore = names }
    // Only now is it known which words are names.
    if hasMoreNames {
      parsed = parse(source, id: id, names: names)
    } else if known == nil, !isFile {
      world.typed.keep(.init(source: source, names: names, id: id, parsed: parsed))
    }
    diagnostics += parsed.diagnostics
    unparsedNames += parsed.unparsedNames
    note(parsed.statements)
    return parsed.statements.flatMap { statement in
      if case .importScript(_, let span) = statement.kind { imported[span] ?? [] } else { [statement] }
    }
  }

  private mutating func note(_ statements: [Statement]) {
    for case .declaration(let declaration) in statements.map(\.kind) { names.add(declaration) }
  }

  // MARK: Imports

  /// The statements of an imported file; none where it was read before, or cannot be, which is then reported.
  private mutating func read(_ file: String, for source: Source, at span: Span) throws(Halt) -> [Statement] {
    let path = Self.path(of: file, from: ReadableFolders.folder(of: source.path))
    guard let place = place(of: path, file, at: span) else { return [] }
    if let first = chain.firstIndex(where: { $0.path == place.path }) {
      report(cycleFrom: first, at: span)
      return []
    }
    guard known.insert(place.path).inserted else { return [] }
    guard chain.count < Self.depthLimit else {
      refuse("too-deep", "files import one another more than \(Self.depthLimit) deep", at: span)
      return []
    }
    // Where it really is: a link that is changed meanwhile leads nowhere else.
    let bytes: [UInt8]
    do {
      bytes = try world.environment.readFile(place.path)
    } catch {
      refuse(file, error, at: span)
      return []
    }
    do throws(Halt) {
      let text = try ScriptText.decode(bytes, name: path)
      return try read(Source(name: path, text: text, path: path), at: place.path)
    } catch {
      diagnostics += error.diagnostics.map { diagnostic in
        var diagnostic = diagnostic
        diagnostic.span = diagnostic.span ?? span
        return diagnostic
      }
      return []
    }
  }

  /// Where an imported file is; nil where it may not be read or is none, which is then reported.
  private mutating func place(of path: String, _ file: String, at span: Span) -> FilePlace? {
    let place: FilePlace
    do {
      place = try world.environment.locate(path)
    } catch {
      // What is not there is not told of folders that may not be read.
      if folders?.wouldHold(path) == true { refuse(file, error, at: span) } else { refuseFolder(of: file, at: span) }
      return nil
    }
    guard folders?.hold(place) == true else {
      refuseFolder(of: file, at: span)
      return nil
    }
    if place.isFile { return place }
    refuse(
      "cannot-import",
      place.isFolder
        ? "cannot import `\(shown(file))`: it is a folder" : "cannot import `\(shown(file))`: it is no file", at: span)
    return nil
  }

  private mutating func refuse(_ file: String, _ error: any Error, at span: Span) {
    let reason = Message(known: (error as? FileFailure)?.reason ?? "\(error)")
    refuse(
      "cannot-import", "cannot import `\(shown(file))`: \(reason)", at: span,
      notes: ["a file is looked for beside the one that imports it"])
  }

  private mutating func refuseFolder(of file: String, at span: Span) {
    refuse(
      "not-allowed", "`\(shown(file))` is not below the script's folder", at: span,
      notes: ["`--allow-read FOLDER` lets scripts read another one"])
  }

  private mutating func report(cycleFrom first: Int, at span: Span) {
    let names = (chain[first...].map(\.name) + [chain[first].name]).map { "`\(shown($0))`" }
    if names.count == 2 {
      refuse("import-cycle", "\(names[0]) imports itself", at: span)
    } else {
      let rest = names.dropFirst(2).map { ", which imports \($0)" as Message }
      refuse("import-cycle", "\(names[0]) imports \(names[1])\(Message.list(rest, separator: ""))", at: span)
    }
  }

  private mutating func refuse(_ code: String, _ message: Message, at span: Span, notes: [Message] = []) {
    diagnostics.append(Diagnostic(.error, code, message, at: span, notes: notes))
  }

  // MARK: Paths

  private static func path(of file: String, from folder: String) -> String {
    if file.hasPrefix("/") || folder == "." { return file }
    return folder.hasSuffix("/") ? folder + file : "\(folder)/\(file)"
  }
}
