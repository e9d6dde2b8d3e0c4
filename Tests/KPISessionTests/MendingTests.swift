import Foundation
import KPISession
import Testing

/// Lines as people type them on their first days, each with the line that they mean.
///
/// A line leads to the fix where it is taken as it is or the line offered is answered with the same numbers. None may
/// be offered that means something else.
struct MendingTests {
  static let folder = (#filePath as NSString).deletingLastPathComponent + "/Lines"

  struct Line: Sendable, CustomTestStringConvertible {
    var typed: String
    var meant: String
    var testDescription: String { typed }
  }

  static func lines(_ name: String) throws -> [Line] {
    let text = try String(contentsOfFile: folder + "/" + name, encoding: .utf8)
    return text.split(separator: "\n").compactMap { line in
      let parts = line.split(separator: "\t").map(String.init)
      return parts.count == 2 ? Line(typed: parts[0], meant: parts[1]) : nil
    }
  }

  @Test(arguments: ["vi.tsv", "en.tsv"])
  func leadsToTheLineThatIsMeant(_ name: String) throws {
    let lines = try Self.lines(name)
    let session = try TextSession(DemoFixture.path, format: .json)
    var missing: [String] = []
    for line in lines {
      let first = session.enter(line.typed)
      var offered = line.typed
      var answer = first
      if first.status != .success {
        guard let suggestion = session.session.suggestion else {
          missing.append("\(line.typed)  (\(line.meant))")
          continue
        }
        offered = suggestion
        if line.meant.hasPrefix(".") || line.meant == "help" {
          #expect(offered == line.meant, "\(line.typed)")
          continue
        }
        answer = session.enter(suggestion)
      }
      let meant = session.enter(line.meant)
      let isSame = Self.numbers(answer.results) == Self.numbers(meant.results)
      #expect(isSame, "`\(line.typed)` was taken for `\(offered)`, and means `\(line.meant)`")
    }
    // Where they are wanted: `KPI_LINES=FILE` takes the lines that were not found.
    if let file = ProcessInfo.processInfo.environment["KPI_LINES"] {
      try missing.joined(separator: "\n").write(toFile: "\(file).\(name)", atomically: true, encoding: .utf8)
    }
    let share = Double(lines.count - missing.count) / Double(max(1, lines.count))
    print("\(name): \(lines.count - missing.count) of \(lines.count)")
    #expect(lines.count >= 150)
    #expect(share >= 0.9, "no line was found for \(missing.count) of \(lines.count)")
  }

  /// A name that is nobody's here is not looked over, whatever word it is without its marks; nor are rows cut unsorted.
  @Test(arguments: [
    "xem doanh thu của Lan tháng 12", "xem doanh thu tháng trước của Nhung", "show revenue of Nhung last month",
    "xem doanh thu tháng 12 anh Tùng phòng telesale", "list top 5 customers",
  ])
  func offersNothingThatDropsAPart(_ line: String) throws {
    let session = try TextSession(DemoFixture.path)
    #expect(session.enter(line).status == .mistake)
    #expect(session.session.suggestion == nil, "\(session.session.suggestion ?? "")")
  }

  /// An answer without what depends on the language it was asked in.
  static func numbers(_ json: String) -> String {
    func stripped(_ value: Any) -> Any {
      if let object = value as? [String: Any] {
        let left = object.filter { !["label", "title", "notes", "columns", "states"].contains($0.key) }
        return left.mapValues(stripped)
      }
      return (value as? [Any])?.map(stripped) ?? value
    }
    guard let value = try? JSONSerialization.jsonObject(with: Data(json.utf8)),
      let data = try? JSONSerialization.data(
        withJSONObject: stripped(value), options: [.sortedKeys, .fragmentsAllowed])
    else { return json }
    return String(decoding: data, as: UTF8.self)
  }
}
