import KPICompiler
import KPIEngine
import KPILanguage

/// What statements change: settings, variables, the database at hand.
///
/// A value, so that a script is checked on a copy before it runs.
struct SessionState: Sendable {
  /// `set today`; nil where the script set none.
  var today: Int?
  /// What the reader of results knows of the day; nil before the first result.
  var toldDay: ToldDay?
  var zoneName = "Asia/Ho_Chi_Minh"
  var zone = ZoneTable.vietnam
  /// The language of what is told now: the chosen one, else that of the last statement whose words tell.
  private(set) var language = SessionLanguage.en
  /// `set language`, or the one given from outside; nil follows the statements.
  var chosenLanguage: SessionLanguage? {
    didSet { language = chosenLanguage ?? language }
  }
  /// `set strict`; nil where the script did not say.
  var isStrict: Bool?
  var model: OpenModel?
  /// `as LOGIN`; nil where the script did not say.
  var login: String?
  /// By key, without `$`.
  var variables: [String: Variable] = [:]
  /// The tables of the last question, which `drill` looks behind; nil before the first one.
  var lastTables: [ResultTable]?
  /// The last question with clauses, as it was written, which a clause alone goes on from.
  var lastQuestion: String?
  /// Whether the last answer is what a `drill` found behind the tables of the one before.
  var isBehind = false
  /// The last answer, which `_` is and a line that begins with `|` goes on from.
  var lastResult: Variable? {
    didSet {
      variables["_"] = lastResult
      isBehind = false
    }
  }
  /// Parameters that the scripts declare, to find those given from outside that no script has.
  var parameters: Set<String> = []
  /// The reports of scripts and of the prompt, by key.
  var reports: [String: UserReport] = [:]
  /// What the script or the prompt has defined, which it may define again.
  var ownNames: Set<String> = []
  /// Names whose definitions have mistakes: their uses are not reported again.
  var unparsedNames: Set<String> = []

  /// Takes the language of a statement, where none was chosen.
  mutating func follow(_ statement: SessionLanguage?) { language = chosenLanguage ?? statement ?? language }

  /// The state for what lives on with an answer: its tables have no way back to the rows behind them.
  ///
  /// An answer's own ways hold what they were bound with; if that held earlier answers' ways, none would ever be let go.
  ///
  /// - Parameter withAliases: the columns still answer to the headings of the other language.
  func forAnswers(withAliases: Bool) -> SessionState {
    var state = self
    state.lastTables = nil
    state.lastResult = lastResult?.forAnswers(withAliases: withAliases)
    state.isBehind = isBehind
    state.variables = variables.mapValues { $0.forAnswers(withAliases: withAliases) }
    return state
  }

  var dataKey: DataCache.Key? {
    model.map { DataCache.Key(path: $0.path, model: $0.modelName, text: $0.modelText, zone: zoneName) }
  }
}

/// `report weekly($week) { … }`.
struct UserReport: Sendable {
  var name: Name
  var parameters: [Name]
  var body: [Statement]
}

extension Variable {
  /// The same without the ways behind a table.
  fileprivate func forAnswers(withAliases: Bool) -> Variable {
    guard case .table(var table?, let isKnown) = self else { return self }
    (table.origin, table.card) = (nil, nil)
    if !withAliases { table.aliases = nil }
    return .table(table, isKnown: isKnown)
  }
}
