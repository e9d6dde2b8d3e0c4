import KPIEngine

/// The forms made of bars: a line each, names on the left, numbers on the right; both above the bar where it is narrow.
extension SVGChart {
  /// Where names end, bars begin and end.
  private struct Columns {
    var name: Double
    var left: Double
    var right: Double
    /// How far below the name the bar is.
    var below: Double

    func place(_ share: Double) -> Double { left + share * (right - left) }
  }

  private func columns(_ names: [String], _ numbers: [String]) -> Columns {
    if isNarrow { return Columns(name: 0, left: 0, right: width, below: 15) }
    let name = min(room(names), width * 0.35)
    let number = min(room(numbers), width * 0.4)
    return Columns(name: name, left: name + Self.gap, right: max(name + 60, width - number - Self.gap), below: 0)
  }

  /// Name and number of a line; the bar is drawn from `top` on then.
  private mutating func head(
    _ name: String, _ label: String, _ columns: Columns, _ offset: Double = 14, naming number: ChartScene.Number? = nil
  ) {
    if isNarrow {
      text(name, 0, top + 13, "", upTo: max(60, width - room([label]) - Self.gap), naming: number)
      text(label, width, top + 13, "e")
      top += columns.below
    } else {
      text(name, columns.name, top + offset, "e", upTo: columns.name + 1, naming: number)
      text(label, width, top + offset, "e")
    }
  }

  mutating func bars(_ names: [String], _ series: [ChartScene.Series], _ parts: [String]?) {
    let isCompared = series.count > 1
    func label(_ row: Int) -> String {
      guard let number = series.first?.numbers[row] else { return "" }
      return parts.map { "\(written(number)) · \($0[row])" } ?? written(number)
    }
    let labels = names.indices.map(label)
    let room = columns(names, labels)
    let scale = Axis(series.flatMap { $0.numbers.compactMap(\.value) } + [0])
    let zero = room.place(scale.place(0))
    if isCompared { legend(series.enumerated().map { ($1.name, $1.isEarlier ? "c0 p" : "c0") }) }
    let height = isCompared ? 26.0 : Self.lineHeight
    for row in names.indices {
      head(names[row], labels[row], room, naming: series.first?.numbers[row])
      for (index, own) in series.enumerated() {
        guard let value = own.numbers[row].value else { continue }
        let end = room.place(scale.place(value))
        let told = "\(names[row]): \(told(own.numbers[row]))" + (isCompared ? " · \(own.name)" : "")
        rectangle(
          min(zero, end), top + (index == 0 ? 3 : 16), abs(end - zero), index == 0 ? 13 : 6,
          own.isEarlier ? "c0 f p" : "c0 f", title: index == 0 ? parts.map { "\(told) · \($0[row])" } ?? told : told,
          of: own.numbers[row])
      }
      line(zero, top, zero, top + height, "a")
      top += height
    }
  }

  mutating func steps(_ steps: [ChartScene.Step]) {
    let labels = steps.map { written($0.number) }
    let room = columns(steps.map(\.name), labels)
    let greatest = steps.compactMap(\.number.value).max() ?? 0
    let middle = (room.left + room.right) / 2
    func half(_ step: ChartScene.Step) -> Double {
      guard greatest > 0, let value = step.number.value else { return 0 }
      return max(value / greatest * (room.right - room.left) / 2, 0.5)
    }
    for (index, step) in steps.enumerated() {
      if index > 0 {
        let before = half(steps[index - 1])
        shape(
          "polygon",
          [
            (middle - before, top), (middle + before, top), (middle + half(step), top + 20),
            (middle - half(step), top + 20),
          ], "c0 b")
        text("↓ \(step.rate ?? "")", middle, top + 14, "m")
        top += 20
      }
      head(step.name, labels[index], room, 17)
      rectangle(
        middle - half(step), top, 2 * half(step), 26, "c0 f",
        title: "\(step.name): \(told(step.number))" + (step.rate.map { " · \($0)" } ?? ""), of: step.number)
      top += 26
    }
  }

  /// Each number on a scale of its own, the target a stroke, the pace a thin one.
  mutating func targets(_ targets: [ChartScene.Target]) {
    func label(_ target: ChartScene.Target, isShort: Bool) -> String {
      let (actual, wanted) = (target.actual, target.target)
      let numbers =
        isShort
        ? "\(actual.short)\(actual.isPartial ? "*" : "") / \(wanted.short)" : "\(written(actual)) / \(wanted.exact)"
      return target.achieved.isEmpty ? numbers : "\(numbers) · \(target.achieved)"
    }
    let exact = targets.map { label($0, isShort: false) }
    let labels = self.room(exact) > width * 0.4 ? targets.map { label($0, isShort: true) } : exact
    let room = columns(targets.map(\.name), labels)
    for (index, target) in targets.enumerated() {
      let scale = Axis([target.actual.value, target.target.value, target.pace, 0].compactMap { $0 })
      head(target.name, labels[index], room, 15)
      let told = "\(target.name): \(exact[index])"
      rectangle(room.left, top + 3, room.right - room.left, 16, "c6 b", title: told, of: target.actual)
      // Beside no target a bar would have nothing to be a part of.
      if let actual = target.actual.value, target.target.value != nil || target.pace != nil {
        let (start, end) = (room.place(scale.place(0)), room.place(scale.place(actual)))
        rectangle(min(start, end), top + 7, abs(end - start), 8, "c0 f", title: told, of: target.actual)
      }
      if let pace = target.pace {
        rectangle(room.place(scale.place(pace)) - 0.5, top + 3, 1, 16, "q", title: words.pace)
      }
      if let wanted = target.target.value {
        rectangle(
          min(room.place(scale.place(wanted)) - 1.5, room.right - 3), top + 1, 3, 20, "q",
          title: "\(target.word): \(target.target.exact)")
      }
      top += 26
    }
  }

  /// What the strokes of targets are.
  mutating func strokes(_ targets: [ChartScene.Target]) {
    let pace = targets.contains { $0.pace != nil } ? "   ┊ \(words.pace)" : ""
    text("┃ \(targets.first?.word ?? "")\(pace)", 0, top + 14, "d")
    top += 18
  }

  mutating func waterfall(_ from: ChartScene.Bar, _ parts: [ChartScene.Bar], _ to: ChartScene.Bar) {
    let all = [from] + parts + [to]
    let room = columns(all.map(\.name), all.map { written($0.number) })
    var levels = [from.number.value ?? 0]
    for part in parts { levels.append((levels.last ?? 0) + (part.number.value ?? 0)) }
    let scale = Axis(levels + [0, to.number.value ?? 0])
    let first = top
    func place(_ number: Double) -> Double { room.place(scale.place(number)) }
    for (index, bar) in all.enumerated() {
      let isTotal = index == 0 || index == all.count - 1
      let (start, end) = isTotal ? (0, bar.number.value ?? 0) : (levels[index - 1], levels[index])
      head(bar.name, written(bar.number), room)
      rectangle(
        min(place(start), place(end)), top + 3, abs(place(end) - place(start)), 13,
        isTotal ? "c0 f" : end >= start ? "up f" : "down f", title: "\(bar.name): \(told(bar.number))", of: bar.number)
      if index < all.count - 1 { line(place(end), top + 3, place(end), top + Self.lineHeight + room.below + 3, "g") }
      top += Self.lineHeight
    }
    line(place(0), first, place(0), top, "a")
  }

  /// Slices from the top on, clockwise; their names beside them.
  mutating func slices(_ slices: [ChartScene.Bar]) {
    let whole = slices.compactMap(\.number.value).reduce(0, +)
    guard whole > 0 else { return }
    let radius = 90.0
    let names = Double(slices.count) * Self.lineHeight
    let height = isNarrow ? radius * 2 + 10 + names : max(radius * 2 + 10, names + 10)
    let (x, y) = isNarrow ? (width / 2, top + radius + 5) : (radius + 5, top + height / 2)
    // Their names stand beside them, or below.
    let left = isNarrow ? 0 : 2 * radius + 40
    let first = isNarrow ? top + radius * 2 + 10 : top + (height - names) / 2
    var start = 0.0
    for (index, slice) in slices.enumerated() {
      let share = (slice.number.value ?? 0) / whole
      let label = "\(slice.name): \(told(slice.number)) · \(slice.part ?? "")"
      sector(x, y, radius, start, start + share, Self.colour(index), title: label, of: slice.number)
      let line = first + Double(index) * Self.lineHeight
      rectangle(left, line + 4, 10, 10, "\(Self.colour(index)) f", title: label, of: slice.number)
      text("\(slice.part ?? "")", left + 70, line + 14, "e")
      text(
        "\(slice.name) · \(written(slice.number))", left + 80, line + 14, upTo: width - left - 80, naming: slice.number)
      start += share
    }
    top += height
  }

  private mutating func sector(
    _ x: Double, _ y: Double, _ radius: Double, _ start: Double, _ end: Double, _ style: String, title: String,
    of number: ChartScene.Number
  ) {
    // A polygon of a degree's steps needs no arcs, and the whole circle is no special case.
    let steps = max(2, Int(((end - start) * 360).rounded(.up)))
    var points = (0...steps).map { step -> (Double, Double) in
      let turn = CircleTable.turn(start + (end - start) * Double(step) / Double(steps))
      return (x + radius * turn.sine, y - radius * turn.cosine)
    }
    if end - start < 1 { points.append((x, y)) }
    shape("polygon", points, "\(style) f", title: title, of: number)
  }
}

/// Sines and cosines without a mathematical library: a Taylor series about the nearest quarter turn.
private enum CircleTable {
  /// - Parameter share: of a whole turn.
  static func turn(_ share: Double) -> (sine: Double, cosine: Double) {
    let quarter = (share * 4).rounded()
    let angle = (share - quarter / 4) * 2 * Double.pi
    let square = angle * angle
    let sine = angle * (1 - square / 6 * (1 - square / 20 * (1 - square / 42 * (1 - square / 72))))
    let cosine = 1 - square / 2 * (1 - square / 12 * (1 - square / 30 * (1 - square / 56 * (1 - square / 90))))
    switch Int(quarter) & 3 {
    case 0: return (sine, cosine)
    case 1: return (cosine, -sine)
    case 2: return (-sine, -cosine)
    default: return (-cosine, sine)
    }
  }
}
