import KPIEngine
import KPILanguage

/// The numbers of an entity's rows, and how its texts write them.
extension CatalogBuilder {
  mutating func addMeasure(_ measure: EntityDeclaration.MeasureMember, _ index: Int) {
    let form = measure.form.map { NumberForm($0.text) }
    if let written = measure.form, form == .some(nil) {
      report(
        "unknown-format", "`\(written.text)` is no number of more than a thousand", at: written.span,
        notes: ["it shows what stands between the digits: \"1.234,56\", \"1,234.56\", \"1 234,56\", \"1234,56\""])
      return
    }
    var readsColumns = true
    var value = bind(in: index) { binder in
      if let form { binder.columns?.numberForm = form }
      let bound = binder.value(measure.value, expecting: .number)
      readsColumns = binder.columns?.hasReadNumbers ?? true
      return bound
    }
    if let written = measure.form, value != nil, !readsColumns {
      report(
        "unused-format",
        "`as \"\(written.text)\"` says how columns are read, and `\(measure.name.text)` reads none of the table",
        at: measure.value.span)
      return
    }
    if let bound = value, bound.type != .number, bound.type != .null {
      report(
        "not-a-number", "measure `\(measure.name.text)` is \(bound.type.description), not a number",
        at: measure.value.span)
      value = nil
    }
    guard var value else { return }
    if let unit = measure.unit, let mistake = Units.mistake(in: unit.text, at: unit.span) {
      diagnostics.append(mistake)
    }
    value.unit = measure.unit?.text ?? value.unit
    add(
      Member(
        name: measure.name.text, label: measure.label, also: measure.also, kind: .measure, value: value,
        unit: value.unit), to: index,
      at: measure.name.span)
  }
}
