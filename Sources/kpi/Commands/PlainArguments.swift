import KPISession

/// Reads what nearly every call is made of (`kpi crm.db -c 'STATEMENT'`, with the few options that most have) without the
/// library, which takes longer to set itself up than the answer takes.
///
/// Whatever else there is, also every mistake, is the library's: this says nothing then.
enum PlainArguments {
  /// The command of the arguments; nil where the library is to read them.
  static func command(_ arguments: [String], besides names: [String]) -> KPI? {
    var words = arguments[...]
    var database: String?
    var statements: [String] = []
    var common = CommonOptions.unset
    /// The value of an option: the library takes none that looks like an option.
    func value() -> String? {
      guard let word = words.popFirst(), !word.isEmpty, !word.hasPrefix("-") else { return nil }
      return word
    }
    while let word = words.popFirst() {
      switch word {
      case "-c":
        guard let text = value() else { return nil }
        statements.append(text)
      case "--today":
        guard common.asking.today == nil, let day = value() else { return nil }
        common.asking.today = day
      case "--format":
        guard common.format == nil, let format = value().flatMap(OutputFormat.init) else { return nil }
        common.format = format
      case "--language":
        guard common.asking.language == nil, let language = value().flatMap(SessionLanguage.init) else { return nil }
        common.asking.language = language
      case "--quiet", "-q": common.quiet = true
      case "--no-cache": common.asking.noCache = true
      default:
        guard database == nil, !word.isEmpty, !word.hasPrefix("-"), !names.contains(word) else { return nil }
        database = word
      }
    }
    guard !statements.isEmpty else { return nil }
    var command = KPI()
    command.database = database
    command.statements = statements
    command.common = common
    command.results = ResultOptions.unset
    command.files = FileOptions.unset
    return command
  }
}

// What is left out here ends the program where it is read.

extension CommonOptions {
  /// As they are where nothing is written.
  static var unset: CommonOptions {
    var options = CommonOptions()
    options.format = nil
    (options.ascii, options.quiet, options.warningsAsErrors) = (false, false, false)
    options.asking = .unset
    return options
  }
}

extension AskingOptions {
  /// As they are where nothing is written.
  static var unset: AskingOptions {
    var options = AskingOptions()
    (options.today, options.login, options.model) = (nil, nil, nil)
    (options.language, options.card, options.noCache, options.engine) = (nil, false, false, nil)
    (options.strict, options.threads, options.timeout) = (nil, nil, nil)
    return options
  }
}

extension ResultOptions {
  /// As they are where nothing is written.
  static var unset: ResultOptions {
    var options = ResultOptions()
    (options.file, options.failures) = (nil, nil)
    return options
  }
}

extension FileOptions {
  /// As they are where nothing is written.
  static var unset: FileOptions {
    var options = FileOptions()
    (options.allowRead, options.out) = ([], nil)
    (options.readOnly, options.force) = (false, false)
    return options
  }
}
