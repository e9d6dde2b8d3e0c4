import KPIEngine

/// What the script of a page reads.
extension PageRows {
  /// Escaped so that it stands in an element of HTML.
  var json: [UInt8] {
    var json = JSONWriter(isForHTML: true)
    json.beginObject()
    json.key("words")
    json.beginObject()
    for (name, text) in words.script {
      json.key(name)
      json.string(text)
    }
    json.endObject()
    json.key("groups")
    json.beginArray()
    for own in names {
      json.beginObject()
      for (key, text) in [("dimension", own.dimension), ("title", own.title), ("value", own.value)] {
        json.key(key)
        json.string(text)
      }
      json.endObject()
    }
    json.endArray()
    // Most texts stand in many rows.
    var places: [String: Int] = [:]
    var texts: [String] = []
    json.key("lists")
    json.beginArray()
    for list in lists {
      write(list, to: &json) { text in
        if let place = places[text] { return place }
        places[text] = texts.count
        texts.append(text)
        return texts.count - 1
      }
    }
    json.endArray()
    json.key("texts")
    json.beginArray()
    for text in texts { json.string(text) }
    json.endArray()
    json.key("cards")
    json.beginArray()
    for answer in answers { write(answer, to: &json) }
    json.endArray()
    json.endObject()
    return json.bytes
  }

  /// - Parameter place: of a text among those of the page.
  private func write(_ list: List, to json: inout JSONWriter, place: (String) -> Int) {
    let formatter = CellFormatter(list.language)
    json.beginObject()
    json.key("heads")
    json.beginArray()
    for column in list.columns { json.string(formatter.heading(column)) }
    json.endArray()
    json.key("numeric")
    json.beginArray()
    for column in list.columns { json.integer(isNumeric(column) ? 1 : 0) }
    json.endArray()
    json.key("rows")
    json.beginArray()
    for row in list.rows {
      json.beginArray()
      for text in row { json.integer(place(text)) }
      json.endArray()
    }
    json.endArray()
    json.key("groups")
    json.beginObject()
    // What means the same in whichever question is written once.
    var known: [[Int]: String] = [:]
    for (dimension, groups) in list.groups.sorted(by: { $0.key.scriptName < $1.key.scriptName })
    where groups.contains(where: { $0 >= 0 }) {
      json.key(dimension.scriptName)
      if let name = known[groups] {
        json.string(name)
        continue
      }
      known[groups] = dimension.scriptName
      json.beginArray()
      for group in groups { json.integer(group) }
      json.endArray()
    }
    json.endObject()
    json.key("named")
    json.beginArray()
    for name in list.texts.map(\.scriptName).sorted() { json.string(name) }
    json.endArray()
    json.key("sums")
    json.beginObject()
    for (column, numbers) in list.sums.sorted(by: { $0.key < $1.key }) {
      json.key("\(column)")
      json.beginArray()
      for number in numbers {
        if let number { json.real(number) } else { json.null() }
      }
      json.endArray()
    }
    json.endObject()
    json.endObject()
  }

  private func write(_ answer: Answer, to json: inout JSONWriter) {
    json.beginObject()
    json.key("cells")
    json.beginObject()
    for cell in answer.cells {
      json.key(cell.name)
      json.beginObject()
      json.key("list")
      json.integer(cell.list)
      json.key("rows")
      json.beginArray()
      for run in runs(of: cell.rows) {
        json.integer(run.lowerBound)
        json.integer(run.count)
      }
      json.endArray()
      json.key("count")
      json.integer(cell.count)
      json.key("adds")
      json.boolean(cell.adds)
      json.key("sum")
      json.integer(cell.summed ?? -1)
      json.endObject()
    }
    json.endObject()
    json.key("naming")
    json.string(answer.naming?.scriptPrefix ?? "")
    json.key("dimensions")
    json.beginArray()
    for name in answer.dimensions { json.string(name) }
    json.endArray()
    json.key("chosen")
    json.boolean(answer.areLinesChosen)
    json.key("rests")
    json.beginArray()
    for line in answer.rests { json.integer(line) }
    json.endArray()
    json.key("parts")
    json.beginArray()
    for column in answer.parts { json.integer(column) }
    json.endArray()
    json.key("groups")
    json.beginObject()
    for (line, columns) in answer.groups {
      json.key("\(line)")
      json.beginArray()
      for (column, group) in columns {
        json.beginArray()
        json.integer(column)
        json.integer(group)
        json.endArray()
      }
      json.endArray()
    }
    json.endObject()
    json.endObject()
  }

  /// Places one behind the other as runs: most rows of a number stand together.
  private func runs(of places: [Int]) -> [Range<Int>] {
    var runs: [Range<Int>] = []
    for place in places {
      if let last = runs.last, last.upperBound == place {
        runs[runs.count - 1] = last.lowerBound..<place + 1
      } else {
        runs.append(place..<place + 1)
      }
    }
    return runs
  }
}

extension TableOrigin.Naming {
  /// In front of a dimension's name; of the rows' own names none.
  fileprivate var scriptPrefix: String {
    switch self {
    case .rows: ""
    case .subject: "~"
    case .subjectAlone: "~~"
    }
  }
}

extension RowsBehind.Dimension {
  /// By which the script knows it.
  var scriptName: String { naming.scriptPrefix + name }
}
