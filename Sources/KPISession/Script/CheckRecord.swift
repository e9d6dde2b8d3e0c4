import KPIEngine
import KPILanguage
import KPIOutput

/// How one `assert` or `warn if` ended.
package struct CheckRecord: Sendable {
  /// The ways that it can end.
  package enum Status: String, Sendable {
    case passed, warned, failed
  }

  /// How it ended.
  package var status: Status
  /// Its message; nil where it has none.
  var label: String?
  /// The condition as it is written.
  var condition: String
  /// Where the condition stands.
  var span: Span
  /// The sides of the comparison that decided; nil where there was none.
  var actual: Datum?
  var expected: Datum?
  /// Of `between` the upper of the two bounds.
  var upper: Datum?
  /// Of a check of rows how many there are; nil of any other.
  var rowCount: Int?
  /// What is told of it where it did not pass, and in which language.
  var told: Diagnostic?
  var language: SessionLanguage?
  /// The rows that do not meet it: the columns that name them and those that it reads.
  var failing: [[(column: String, value: Value)]] = []
}

extension CheckRecord {
  /// For a page: what is told, the condition, and what its sides were; nil of one that passed.
  var note: CheckNote? {
    guard let told else { return nil }
    let own = told.language ?? language ?? .en
    let more = ([told.label].compactMap { $0 } + told.notes).map { $0.text(in: own) }
    return CheckNote(isFailure: status == .failed, lines: [told.message.text(in: own), condition] + more)
  }
}

/// How many checks a run had, and how they ended.
package struct CheckCounts: Sendable, Hashable {
  var passed = 0
  var warned = 0
  var failed = 0

  var all: Int { passed + warned + failed }

  mutating func count(_ status: CheckRecord.Status) {
    switch status {
    case .passed: passed += 1
    case .warned: warned += 1
    case .failed: failed += 1
    }
  }

  /// `4 checks: 2 passed, 1 warned, 1 failed`.
  var text: Message {
    let told: [(count: Int, text: Message)] = [
      (passed, "\(passed) passed"), (warned, "\(warned) warned"), (failed, "\(failed) failed"),
    ]
    let parts = Message.list(told.filter { $0.count > 0 }.map(\.text))
    return all == 1 ? "1 check: \(parts)" : "\(all) checks: \(parts)"
  }
}

extension JSONWriter {
  /// One object on a line of its own.
  mutating func write(_ record: CheckRecord, _ renderer: DiagnosticRenderer) {
    beginObject()
    member("name", "check")
    member("status", record.status.rawValue)
    key("label")
    if let label = record.label { string(label) } else { null() }
    member("condition", record.condition)
    for (name, data) in [("actual", [record.actual]), ("expected", [record.expected, record.upper])] {
      key(name)
      let several = data.last == nil || data.count == 1 ? nil : data[1]
      if several != nil { beginArray() }
      cell(data[0]?.value ?? .null)
      if let several {
        cell(several.value ?? .null)
        endArray()
      }
      if let unit = data[0]?.unit { member("\(name)_unit", unit) }
    }
    let place = Diagnostic(.note, "warning", "", at: record.span)
    if let (file, position) = renderer.position(of: place) {
      member("file", file)
      key("line")
      integer(position.line)
      key("column")
      integer(position.column)
    }
    if let count = record.rowCount {
      key("rows")
      integer(count)
      key("failing")
      beginArray()
      for row in record.failing {
        beginObject()
        for (name, value) in row {
          key(name)
          cell(value)
        }
        endObject()
      }
      endArray()
    }
    endObject()
    endLine()
  }

  /// One object on a line of its own.
  mutating func write(_ counts: CheckCounts) {
    beginObject()
    member("name", "checks")
    for (name, count) in [
      ("checks", counts.all), ("passed", counts.passed), ("warned", counts.warned), ("failed", counts.failed),
    ] {
      key(name)
      integer(count)
    }
    endObject()
    endLine()
  }

  private mutating func member(_ name: String, _ text: String) {
    key(name)
    string(text)
  }
}
