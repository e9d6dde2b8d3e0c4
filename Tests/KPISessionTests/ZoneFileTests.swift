import Foundation
import KPIEngine
import Testing

@testable import KPISession

/// Zones as the system keeps them, held against another reader with data of its own.
@Suite struct ZoneFileTests {
  static let zones = [
    "Asia/Ho_Chi_Minh", "Europe/Berlin", "Europe/Dublin", "Europe/London", "America/New_York", "America/Sao_Paulo",
    "America/St_Johns", "America/Argentina/Buenos_Aires", "Australia/Lord_Howe", "Asia/Kathmandu", "Asia/Jerusalem",
    "Pacific/Chatham", "Pacific/Apia", "Africa/Johannesburg", "Etc/GMT+5", "UTC", "GMT",
  ]

  /// Two reads a day from 1970 to 2100: beyond the files' last changes the rule in their foot is what counts.
  @Test(arguments: zones)
  func offsetsAreThoseOfTheOtherReader(_ name: String) throws {
    let zone = try #require(ZoneTable(named: name))
    let other = try #require(TimeZone(identifier: name))
    var looked = 0
    for moment in stride(from: Int64(1_800), to: 4_102_444_800, by: 43_200) {
      let offset = other.secondsFromGMT(for: Date(timeIntervalSince1970: Double(moment)))
      try #require(zone.local(fromUnix: moment) - moment == offset, "\(name) at \(moment)")
      looked += 1
    }
    #expect(looked > 90_000)
  }

  @Test func theZoneOfWhoNamesNoneIsTheSystems() {
    #expect(ZoneTable(named: "Asia/Ho_Chi_Minh") == .vietnam)
  }

  @Test(arguments: [
    "Asia/Nowhere", "Asia", "asia/ho_chi_minh/", "../etc/passwd", "Asia/../UTC", "Asia//Tokyo", "right/Asia/Tokyo", "",
    "+07:00",
    "Asia/Ho Chi Minh",
  ])
  func otherNamesAreNone(_ name: String) { #expect(ZoneTable(named: name) == nil) }

  @Test func namesAreThoseOfTheList() {
    #expect(ZoneTable.names.contains("Asia/Ho_Chi_Minh") && ZoneTable.names.contains("Asia/Saigon"))
    for name in ZoneTable.names { #expect(ZoneTable(named: name) != nil, "\(name)") }
  }

  /// Rules of every form; the changes of 2024, a leap year.
  @Test(
    arguments: [
      ("<+07>-7", []),
      ("CET-1CEST,M3.5.0,M10.5.0/3", [1_711_846_800, 1_729_990_800]),
      ("IST-1GMT0,M10.5.0,M3.5.0/1", [1_711_846_800, 1_729_990_800]),
      ("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", [1_711_846_800, 1_729_990_800]),
      ("AAA0BBB,J60/0,J300/0", [1_709_251_200, 1_729_983_600]),
      ("AAA0BBB,59/0,299/0", [1_709_164_800, 1_729_897_200]),
    ] as [(String, [Int64])])
  func rules(_ text: String, _ moments: [Int64]) throws {
    #expect(try #require(ZoneRule(text)).changes(inYears: 2024..<2025).map(\.moment) == moments)
  }

  @Test(arguments: [
    "", "CET", "-1", "CET-1CEST", "CET-1CEST,M3.5.0", "CET-1CEST,M13.5.0,M10.5.0", "CET-1CEST,M3.5.0,M10.5.0x",
    "<+07-7",
  ])
  func whatIsNoRule(_ text: String) { #expect(ZoneRule(text) == nil) }

  /// A file that is cut or damaged gives a table or nil.
  @Test func damagedFiles() throws {
    let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: "/usr/share/zoneinfo/Europe/Berlin")))
    _ = try #require(ZoneFile(bytes))
    for count in 0..<bytes.count { _ = ZoneFile(Array(bytes[..<count]))?.table(fromYear: 1900, toYear: 2101) }
    for place in bytes.indices {
      for byte: UInt8 in [0, 0x7F, 0x80, 0xFF] {
        var damaged = bytes
        damaged[place] = byte
        _ = ZoneFile(damaged)?.table(fromYear: 1900, toYear: 2101)
      }
    }
    #expect(ZoneFile(Array(bytes[..<100])) == nil)
  }
}
