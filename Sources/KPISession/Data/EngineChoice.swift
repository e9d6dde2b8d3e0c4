/// Who reckons over a database behind a wire.
public enum EngineChoice: String, Sendable, CaseIterable {
  /// The columns that the model names are brought over and asked here.
  case here
  /// Questions go to the database's engine as SQL, and answers come back.
  case there
}
