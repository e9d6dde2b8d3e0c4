import KPIEngine
import KPILanguage
import Testing

@testable import KPICompiler

/// A label finds its member alike at the first looks and at those after the keys of all labels have been made.
@Suite struct OtherNamesTests {
  private static let labels = [
    "Nguồn", "Tỉnh thành", "İstanbul", "ẞ", "ȺȾ", "K", "a b c", "Đơn vị", "ĐƠN VỊ", "nguồn khách",
  ]

  @Test func labelsAreFoundAtEveryLook() throws {
    var entity = Entity(name: "things", label: nil, isOptional: false)
    for (index, label) in Self.labels.enumerated() {
      var member = Member(name: "m\(index)", label: label, kind: .dimension, value: TypedScalar(.null, .null))
      member.also = ["other \(label)"]
      entity.add(member)
    }
    let wanted = Self.labels.flatMap { [$0, $0.lowercased(), $0.uppercased(), "other \($0)", "other_\($0)", "x\($0)"] }
    var copy = entity
    copy.add(Member(name: "late", label: "xNguồn", kind: .dimension, value: TypedScalar(.null, .null)))
    for _ in 0..<2 {
      for name in wanted {
        let expected = Self.labels.firstIndex { label in
          [label, "other \(label)"].contains { Catalog.key($0) == Catalog.key(name) }
        }
        #expect(entity.member(named: name)?.name == expected.map { "m\($0)" }, "\(name)")
      }
      #expect(copy.member(named: "xnguồn")?.name == "late")
      #expect(entity.member(named: "xnguồn")?.name == nil)
    }
  }
}
