import Foundation
import KPIEngine

extension ZoneTable {
  /// The offsets of a named zone from 1900 to 2100; nil where there is no zone of that name.
  package init?(named name: String) {
    guard name.contains("/") || name == "UTC" || name == "GMT", let zone = TimeZone(identifier: name) else {
      return nil
    }
    let start = Self.seconds(year: 1900)
    let end = Self.seconds(year: 2101)
    var transitions: [Int64] = []
    var offsets = [Int32(zone.secondsFromGMT(for: Date(timeIntervalSince1970: start)))]
    var moment = Date(timeIntervalSince1970: start)
    while let next = zone.nextDaylightSavingTimeTransition(after: moment), next.timeIntervalSince1970 < end,
      next > moment
    {
      let offset = Int32(zone.secondsFromGMT(for: next))
      if offset != offsets.last {
        transitions.append(Int64(next.timeIntervalSince1970))
        offsets.append(offset)
      }
      moment = next
    }
    self.init(transitions: transitions, offsets: offsets)
  }

  /// The names of all zones, for suggestions.
  static var names: [String] { TimeZone.knownTimeZoneIdentifiers }

  private static func seconds(year: Int) -> Double {
    Double(CivilDate(year: year, month: 1, day: 1).dayNumber) * 86_400
  }
}
