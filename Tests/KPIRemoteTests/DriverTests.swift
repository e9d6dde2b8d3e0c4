import CADBC
import KPISQLite
import Testing

@testable import KPIRemote

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

@Suite("Drivers")
struct DriverTests {
  @Test("A missing driver says what to install and where it was looked for")
  func missing() throws {
    let library = DriverLibrary("postgresql", variables: ["KPI_DRIVER_POSTGRESQL": "/nowhere/driver.so"])
    #expect(library.candidates == ["/nowhere/driver.so"])
    let failure = #expect(throws: EngineFailure.self) { try library.load() }
    #expect(failure?.kind == .noDriver)
    let address = try RemoteAddress("postgresql://h/d")
    guard case .engine(let code, let message, let help)? = failure?.told(of: address) else {
      Issue.record("no error of an engine")
      return
    }
    #expect(code == "no-driver")
    #expect(message.english.contains("/nowhere/driver.so"))
    #expect(help?.english.contains("pip install adbc-driver-postgresql") == true)
    #expect(help?.english.contains("KPI_DRIVER_POSTGRESQL") == true)
    #expect(throws: EngineFailure.self) { try MariaDBLibrary.load(["KPI_DRIVER_MYSQL": "/nowhere/x.so"]) }
    let mysql = EngineFailure(.noDriver, "x").told(of: try RemoteAddress("mysql://h/d"))
    #expect(mysql.help?.english.contains("apt install libmariadb3") == true)
  }

  @Test("A library that is no driver is refused")
  func noDriver() {
    #expect(throws: EngineFailure.self) { try ADBCDriver.load("libm.so.6") }
    #expect(throws: EngineFailure.self) { try MariaDBLibrary.load(["KPI_DRIVER_MYSQL": "libm.so.6"]) }
  }

  @Test("Python's folders, each once")
  func folders() {
    let library = DriverLibrary("x", variables: ["VIRTUAL_ENV": "/v", "HOME": "/h", "PATH": "relative:/nowhere"])
    #expect(library.folders == ["/v/lib", "/h/.local/lib", "/usr/local/lib", "/usr/lib"])
    #expect(library.candidates.last == "libadbc_driver_x.so")
  }

  @Test("Formats of Arrow's types")
  func formats() {
    #expect(ArrowType(format: "l") == .int64)
    #expect(ArrowType(format: "d:12,2") == .decimal(scale: 2))
    #expect(ArrowType(format: "d:12,2,256") == .other("d:12,2,256"))
    #expect(ArrowType(format: "tsu:") == .timestamp(perSecond: 1_000_000, hasZone: false))
    #expect(ArrowType(format: "tsn:UTC") == .timestamp(perSecond: 1_000_000_000, hasZone: true))
    #expect(ArrowType(format: "ttu") == .time(perSecond: 1_000_000, isLong: true))
    #expect(ArrowType(format: "ttm") == .time(perSecond: 1_000, isLong: false))
    #expect(ArrowType(format: "w:16") == .fixedBytes(16))
    #expect(ArrowType(format: "+l") == .other("+l"))
    #expect(ArrowType(format: "") == .other(""))
  }

  @Test("A call that never comes back is left behind when it is cancelled")
  func leftBehind() {
    let start = ContinuousClock.now
    let failure = #expect(throws: EngineFailure.self) {
      try EngineCall.run(isCancelled: { ContinuousClock.now - start > .milliseconds(50) }) {
        () throws(EngineFailure) in
        sleep(20)
      }
    }
    #expect(failure?.kind == .cancelled)
    #expect(ContinuousClock.now - start < .seconds(10))
  }

  @Test("Failures come through as they are")
  func failures() throws {
    let failure = #expect(throws: EngineFailure.self) {
      try EngineCall.run(isCancelled: { false }) { () throws(EngineFailure) -> Int in
        throw EngineFailure(.lost, "[libpq] a\n\tb", sqlState: "08006")
      }
    }
    #expect(failure == EngineFailure(.lost, "a b", sqlState: "08006"))
    #expect(try EngineCall.run(isCancelled: { false }) { () throws(EngineFailure) in 7 } == 7)
  }
}
