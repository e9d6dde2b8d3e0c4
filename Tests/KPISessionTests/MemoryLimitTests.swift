import Testing

@testable import KPISession

@Suite("How much memory columns may take")
struct MemoryLimitTests {
  private func limit(_ text: String?, free: Int? = nil) throws -> Int? {
    var environment = SessionEnvironment(
      variables: text.map { ["KPI_MEMORY": $0] } ?? [:], now: { 0 }, readFile: { _ in [] })
    environment.freeMemory = { free }
    return try MemoryLimit(environment).bytes
  }

  @Test("Three quarters of what is free, unless somebody says")
  func byItself() throws {
    #expect(try limit(nil, free: 4_000_000_000) == 3_000_000_000)
    #expect(try limit("", free: 4_000_000_000) == 3_000_000_000)
    #expect(try limit(nil) == nil)
    #expect(try limit("1GB", free: 4_000_000_000) == 1_000_000_000)
  }

  @Test(
    "Amounts as people write them",
    arguments: [
      ("800MB", 800_000_000), ("4 gb", 4_000_000_000), ("0.5G", 500_000_000), ("1000000", 1_000_000), ("2k", 2_000),
    ])
  func amounts(_ text: String, _ bytes: Int) throws {
    #expect(try limit(text) == bytes)
  }

  @Test(
    "What is none is a mistake", arguments: ["many", "GB", "-1GB", "0", "4 cups", "1e99", "1.2.3MB", "99999999999TB"])
  func mistakes(_ text: String) {
    #expect(throws: Halt.self) { try limit(text) }
  }

  @Test("As it is told")
  func told() {
    #expect(MemoryLimit.text(5_240_000_000) == "5.2 GB")
    #expect(MemoryLimit.text(800_000_000) == "800 MB")
    #expect(MemoryLimit.text(100) == "1 MB")
  }

  @Test("What the system has left")
  func free() {
    #expect(FreeMemory.available("MemTotal:  9 kB\nMemAvailable:   1024 kB\nBuffers: 3 kB\n") == 1_048_576)
    #expect(FreeMemory.available("MemTotal: 9 kB\n") == nil)
  }
}
