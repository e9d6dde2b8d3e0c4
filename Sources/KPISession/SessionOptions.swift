/// What is set from outside a script: it wins over what the script sets.
public struct SessionOptions: Sendable {
  /// The model's file; nil takes the built-in model `crm`.
  public var model: String?
  /// The login whose rights hold; a script cannot change it.
  public var login: String?
  /// The running day, `2023-12-31`; nil takes `KPI_TODAY`, the script's, else the clock's.
  public var today: String?
  /// Whether loosely matched and unknown values are mistakes; nil: as the script says, and not where it is silent.
  public var isStrict: Bool?
  /// Whether a session is strict where neither the outside nor the script says so.
  public var isStrictByDefault = false
  /// Values of the script's parameters, as text.
  public var parameters: [String: String] = [:]
  /// How many threads a question may use; nil takes one per processor.
  public var threads: Int?
  /// Whether every answer says what its numbers mean.
  public var showsCard = false
  /// Whether every table that can be drawn is, where people read it.
  public var drawsPictures = false
  /// The language of answers and messages; nil follows each statement's verb.
  package var language: SessionLanguage?
  /// Who reckons over a database behind a wire.
  public var engine: EngineChoice?
  /// Seconds that a run may take; nil: as long as it takes.
  public var timeout: Double?
  /// Whether the columns that a load made are kept in the user's cache folder for the next start.
  public var usesCache = false
  /// Nanoseconds for which a database must have been at rest before what is read of it is kept.
  package var cacheRest: Int64 = 2_000_000_000
  /// Folders that scripts may read besides their own.
  public var readableFolders: [String] = []
  /// The folder below which exports are written; nil is the working one.
  public var outputFolder: String?
  /// Whether nothing may be written.
  public var isReadOnly = false
  /// Whether exports replace files.
  public var overwrites = false
  /// The folder for the rows of checks that fail; nil writes none.
  public var failuresFolder: String?
  /// The demo database, whose last day is today while it is open and nothing else pins the day.
  public var demo: Demo?

  /// A database of invented data.
  public struct Demo: Sendable {
    /// Its file, as it is opened.
    public var path: String
    /// Its last day, `2023-12-31`.
    public var lastDay: String

    /// A demo database by its file and its last day.
    public init(path: String, lastDay: String) {
      self.path = path
      self.lastDay = lastDay
    }
  }

  /// Options that leave everything as it is.
  public init() {}
}
