import KPIEngine

extension ZoneTable {
  /// Where systems keep the compiled zones of the IANA database.
  private static let folders = ["/usr/share/zoneinfo", "/usr/lib/zoneinfo", "/usr/share/lib/zoneinfo", "/etc/zoneinfo"]

  /// The offsets of a named zone from 1900 to 2100, as this system knows it; nil where there is no zone of that name.
  package init?(named name: String) {
    if name == "UTC" || name == "GMT" {
      self = .utc
      return
    }
    guard Self.isName(name) else { return nil }
    for folder in Self.folders {
      guard let file = try? FilePlace(of: folder + "/" + name), file.isFile,
        let bytes = try? SessionEnvironment.readWhole(file.path), let zone = ZoneFile(bytes)
      else { continue }
      self = zone.table(fromYear: 1900, toYear: 2101)
      return
    }
    return nil
  }

  /// The names of all zones of this system, for suggestions; none where it keeps no list.
  static var names: [String] {
    for folder in folders {
      guard let bytes = try? SessionEnvironment.readWhole(folder + "/tzdata.zi") else { continue }
      // `Z NAME …` is a zone, `L ZONE NAME` another name of one.
      let named = String(decoding: bytes, as: UTF8.self).split(separator: "\n").compactMap { line -> Substring? in
        let words = line.split(separator: " ")
        switch words.first {
        case "Z" where words.count > 1: return words[1]
        case "L" where words.count > 2: return words[2]
        default: return nil
        }
      }
      return named.map(String.init).filter(isName)
    }
    return []
  }

  /// Whether this system has zones at all.
  static var areThere: Bool { ZoneTable(named: "Etc/UTC") != nil }

  /// `Area/Place`, and nothing that could be another path.
  private static func isName(_ name: String) -> Bool {
    let parts = name.split(separator: "/", omittingEmptySubsequences: false)
    return (2...3).contains(parts.count)
      && parts.allSatisfy { part in
        !part.isEmpty && part.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "_-+".contains($0)) }
      }
  }
}
