import Glibc
import KPICompiler
import KPILanguage

/// A script or a model in its one form.
package struct FormattedScript {
  /// How messages name it.
  package let name: String
  /// The text as it should be.
  package let text: String
  /// Whether its bytes are that already.
  package let isSame: Bool
  /// What stayed in its language though another one was asked for.
  package let notes: [Diagnostic]
  fileprivate let path: String?

  /// Writes the text in place of the file, which is whole at every moment and keeps its rights.
  ///
  /// - Throws: `Halt` where it cannot be written.
  package func rewrite() throws(Halt) {
    guard let path else { return }
    // A link stays one: what it leads to is written.
    let place = (try? FilePlace(of: path).path) ?? path
    var status = stat()
    let hasRights = stat(place, &status) == 0
    try ScriptTest.write(Array(text.utf8), to: place)
    if hasRights { chmod(place, status.st_mode & 0o7777) }
  }
}

extension Session {
  /// A file in its one form.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - language: what its keywords and names are written in; nil leaves each in its own.
  /// - Throws: `Halt` where it cannot be read or has mistakes.
  package func formatted(_ path: String, in language: TextLanguage?) throws(Halt) -> FormattedScript {
    let text = try world.environment.text(of: path, what: "the file")
    return try formatted(Array(text.utf8), name: path, path: path, in: language)
  }

  /// Bytes from elsewhere in their one form.
  ///
  /// - Throws: `Halt` where they are no text or have mistakes.
  package func formatted(
    _ bytes: [UInt8], name: String, path: String? = nil, in language: TextLanguage?
  ) throws(Halt) -> FormattedScript {
    try DeepStack.run { () throws(Halt) in try format(bytes, name, path, language) }
  }

  private func format(
    _ bytes: [UInt8], _ name: String, _ path: String?, _ language: TextLanguage?
  ) throws(Halt) -> FormattedScript {
    let lineEnd = Self.lineEnd(of: bytes)
    let text = try ScriptText.decode(bytes, name: name).replacing(lineEnd, with: "\n")
    let source = Source(name: name, text: text, path: path)
    let own = parse(source, id: SourceID(0))
    let isModel = path != nil && path == world.options.model || own.statements.contains(where: \.isOfAModel)
    var names: NameTable?
    var statements = own.statements
    if !isModel {
      // What is imported, or a model that is opened, may name things with several words; that it cannot be read does
      // not keep the text from having a form.
      let model = world.options.model == nil && state.model == nil && language == nil ? nil : try modelStatements()
      var loader = ScriptLoader(world, names: model.map { NameTable($0) } ?? self.names)
      statements = (model ?? []) + ((try? loader.statements(of: source)) ?? [])
      names = loader.namesBefore
    }
    let formatted: FormattedText
    do {
      formatted = try KPILanguage.format(
        source, id: world.sources.add(source), names: names, language: language,
        pairs: language == nil ? NamePairs() : NamePairs(statements))
    } catch {
      throw Self.halt(error, name)
    }
    let notes = formatted.left.map { span in
      Diagnostic(
        .note, "left-as-written", "`\(shown(world.sources.text(of: span)))` is left as it is", at: span,
        label: "in the other language it would be read otherwise")
    }
    let written = formatted.text.replacing("\n", with: lineEnd)
    return FormattedScript(
      name: name, text: written, isSame: Array(written.utf8) == bytes, notes: notes, path: path)
  }

  /// How the lines of a file end, by the first of them.
  private static func lineEnd(of bytes: [UInt8]) -> String {
    let end = bytes.firstIndex(of: UInt8(ascii: "\n"))
    return end.map { $0 > 0 && bytes[$0 - 1] == UInt8(ascii: "\r") } == true ? "\r\n" : "\n"
  }

  /// What the model at hand declares.
  private func modelStatements() throws(Halt) -> [Statement] {
    if let model = state.model {
      return parse(Source(name: model.modelName, text: model.modelText), id: SourceID(0)).statements
    }
    return parse(try world.modelSource(world.options.model, at: nil), id: SourceID(0)).statements
  }

  private static func halt(_ failure: FormatFailure, _ name: String) -> Halt {
    switch failure {
    case .mistakes(let diagnostics):
      var halt = Halt(status: .mistake)
      halt.diagnostics = diagnostics
      return halt
    case .changed:
      return Halt(
        Diagnostic(
          .error, "fault", "`\(shown(name))` would say something else in its one form, and is left as it is", at: nil,
          notes: ["this is a fault of `kpi fmt`: please report the text"]))
    }
  }
}
