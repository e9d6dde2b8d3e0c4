import KPIEngine

extension LoadSpec {
  /// All that it says, for a comparison: equal for equal specs only.
  var bytes: [UInt8] {
    var writer = ByteWriter()
    writer.put(readsMissingAsNull)
    writer.put(zone.transitions.count)
    for moment in zone.transitions { writer.put(moment) }
    writer.put(zone.offsets)
    writer.put(dictionaries.count)
    for dictionary in dictionaries {
      writer.put(dictionary.lookup != nil)
      guard let lookup = dictionary.lookup else { continue }
      writer.put(lookup.table)
      writer.put(lookup.key)
      writer.put(lookup.text)
      writer.put(lookup.order)
    }
    writer.put(entities.count)
    for entity in entities {
      writer.put(entity.name)
      writer.put(entity.table)
      writer.put(entity.isOptional)
      writer.put(entity.key)
      writer.put(entity.placedBy ?? -1)
      writer.put(entity.columns.count)
      for column in entity.columns {
        writer.put(column.source.count)
        for name in column.source { writer.put(name) }
        writer.put(column.kind)
      }
    }
    return writer.bytes
  }
}

extension ByteWriter {
  fileprivate mutating func put(_ kind: ColumnSpec.Kind) {
    switch kind {
    case .text(let dictionary): put(0, dictionary)
    case .lookup(let dictionary): put(1, dictionary)
    case .key(let dictionary): put(2, dictionary)
    case .link(let entity): put(3, entity)
    case .number: put(4, 0)
    case .writtenNumber(let form):
      put(7, 0)
      put(form.separator.map(String.init) ?? "")
      put(String(form.decimal))
    case .time(let format):
      switch format {
      case .iso: put(5, 0)
      case .isoUTC: put(5, 1)
      case .unixSeconds: put(5, 2)
      case .unixMilliseconds: put(5, 3)
      case .unixMicroseconds: put(5, 4)
      case .julianDay: put(5, 5)
      case .pattern(let pattern):
        put(5, 6)
        put(pattern)
      case .spreadsheetDay: put(5, 7)
      }
    case .linkedTime(let link, let time):
      put(6, link)
      put(time)
    }
  }

  private mutating func put(_ tag: UInt8, _ number: Int) {
    put(tag)
    put(number)
  }
}
