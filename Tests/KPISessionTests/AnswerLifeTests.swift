import KPIEngine
import Testing

@testable import KPISession

/// An answer keeps what its columns are called and what may be listed behind it, and no answer before it; rows end with
/// their session.
@Suite struct AnswerLifeTests {
  @Test(arguments: ["cycle days 30", "journey days 5", "show revenue by source year 2023", "growth year 2023"])
  func anAnswerLetsEarlierOnesGo(_ statement: String) throws {
    var options = SessionOptions()
    options.today = "2023-12-31"
    let session = try Session(database: DemoFixture.path, options: options)
    weak var first: ColumnAliases?
    _ = try session.ask("show orders year 2023")
    first = session.state.lastTables?.last?.aliases
    #expect(first != nil)
    for _ in 0..<3 { _ = try session.ask(statement) }
    #expect(first == nil)
  }

  /// What was bound is kept with the rows, and has neither the session nor them.
  @Test(arguments: [
    "show revenue by month year 2023", "portrait", "show orders by nonsense", "describe revenue",
    "let t = 3; show orders where amount > $t all", "show orders by source all; drill 1",
  ])
  func aSessionThatEndsLetsItsRowsGo(_ statement: String) throws {
    weak var rows: LoadedData?
    try {
      let session = try TextSession(DemoFixture.path)
      for _ in 0..<2 { _ = session.enter(statement) }
      rows = session.session.state.dataKey.flatMap(session.session.world.cache.data)
      #expect(rows != nil)
    }()
    #expect(rows == nil)
  }
}
