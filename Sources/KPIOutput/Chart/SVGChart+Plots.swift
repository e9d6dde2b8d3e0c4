import KPIEngine

/// The forms with two axes.
extension SVGChart {
  private static let plotHeight = 220.0

  /// The frame of a plot: where its axes are, and how many categories lie across.
  private struct Frame {
    var left: Double
    var right: Double
    var top: Double
    var bottom: Double
    var places: [Double]
    var axis: Axis

    func x(_ index: Int) -> Double { left + (right - left) * (places.count > 1 ? places[index] : 0.5) }

    func x(at place: Double) -> Double { left + (right - left) * place }

    func y(_ number: Double) -> Double { bottom - axis.place(number) * (bottom - top) }
  }

  /// Axes, ticks and the names of categories that do not overlap.
  private mutating func frame(_ names: [String], _ places: [Double], _ numbers: [Double]) -> Frame {
    let axis = Axis(covering: numbers, ticks: 5)
    let ticks = axis.ticks
    let labels = words.labels(ticks)
    let left = room(labels) + Self.gap
    let frame = Frame(
      left: left, right: width - 14, top: top + 8, bottom: top + Self.plotHeight - 22, places: places,
      axis: axis)
    for (tick, label) in zip(ticks, labels) {
      line(frame.left, frame.y(tick), frame.right, frame.y(tick), tick == 0 ? "a" : "g")
      text(label, left - 6, frame.y(tick) + 4, "e d")
    }
    writeNames(names, places, frame)
    return frame
  }

  /// The names of categories below a plot: from the last on, whose name is wanted most, evenly where the places are.
  private mutating func writeNames(_ names: [String], _ places: [Double], _ frame: Frame) {
    func shown(every step: Int) -> [Int] {
      // A name that would touch the one behind it is left out.
      var next = Double.infinity
      var shown: [Int] = []
      for index in stride(from: names.count - 1, through: 0, by: -step) {
        let (start, end) = span(of: index)
        guard end + 8 < next else { continue }
        next = start
        shown.append(index)
      }
      return shown
    }
    func span(of index: Int) -> (start: Double, end: Double) {
      let (x, width) = (frame.x(index), room([names[index]]))
      if index == names.count - 1, names.count > 1 { return (x - width, x) }
      return index == 0 ? (x, x + width) : (x - width / 2, x + width / 2)
    }
    guard !names.isEmpty else { return }
    var shownNames = shown(every: 1)
    if ChartScene.areEven(places) {
      let steps = (1...names.count).first { step in
        let all = shown(every: step)
        return all.count == (names.count + step - 1) / step
      }
      shownNames = shown(every: steps ?? names.count)
    }
    for index in shownNames {
      let isLast = index == names.count - 1 && names.count > 1
      text(names[index], frame.x(index), frame.bottom + 16, isLast ? "e d" : index == 0 ? "d" : "m d")
    }
  }

  mutating func lines(
    _ names: [String], _ places: [Double], _ series: [ChartScene.Series], _ band: ChartScene.Band?
  ) {
    func style(_ own: ChartScene.Series) -> String {
      own.isTarget ? "u" : own.isEarlier ? "\(Self.colour(own.tint)) p" : Self.colour(own.tint)
    }
    // A band is that of the last course.
    let banded = Self.colour(series.last { !$0.isEarlier }?.tint ?? 0)
    if series.count > 1 { legend(series.map { ($0.name, style($0)) }, areLines: true) }
    let bounds = band.map { [$0.low, $0.high] } ?? []
    let frame = frame(names, places, (series + bounds).flatMap { $0.numbers.compactMap(\.value) })
    if let band {
      func edge(_ own: ChartScene.Series) -> [(Double, Double)] {
        own.numbers.enumerated().compactMap { index, number in number.value.map { (frame.x(index), frame.y($0)) } }
      }
      shape("polygon", edge(band.low) + edge(band.high).reversed(), "\(banded) b")
      // Its ground is too pale for some: where it ends is a line.
      for bound in [band.low, band.high] { shape("polyline", edge(bound), "\(banded) s l w") }
    }
    if band != nil, let bridge = ChartScene.Band.bridge(series), let course = stretches(bridge.numbers).first {
      shape("polyline", course.map { (frame.x($0.0), frame.y($0.1)) }, "\(style(bridge)) s l w")
    }
    // The earlier period's behind.
    for own in series.filter(\.isEarlier) + series.filter({ !$0.isEarlier }) {
      let style = style(own)
      for stretch in stretches(own.numbers) where stretch.count > 1 {
        shape("polyline", stretch.map { (frame.x($0.0), frame.y($0.1)) }, "\(style) s l")
      }
      for (place, number) in own.numbers.enumerated() {
        guard let value = number.value else { continue }
        let bounds = band?.told(place) ?? ""
        let told = "\(names[place]): \(told(number))\(bounds)" + (series.count > 1 ? " · \(own.name)" : "")
        // A rule has no points; the pointer finds it all the same.
        point(
          frame.x(place), frame.y(value), own.isTarget ? "x" : style, isHollow: number.isPartial && !own.isTarget,
          title: told, of: number)
      }
    }
    top += Self.plotHeight
  }

  /// The numbers without a gap between them.
  private func stretches(_ numbers: [ChartScene.Number]) -> [[(Int, Double)]] {
    var stretches: [[(Int, Double)]] = [[]]
    for (index, number) in numbers.enumerated() {
      if let value = number.value {
        stretches[stretches.count - 1].append((index, value))
      } else if stretches.last?.isEmpty == false {
        stretches.append([])
      }
    }
    return stretches
  }

  /// A bar over each stretch of time, as long as that is; its number above it where there is room.
  mutating func columns(_ names: [String], _ starts: [Double], _ places: [Double], _ series: ChartScene.Series) {
    let frame = frame(names, places, series.numbers.compactMap(\.value) + [0])
    for (index, number) in series.numbers.enumerated() {
      guard let value = number.value else { continue }
      let (left, right) = (frame.x(at: starts[index]), frame.x(at: places[index]))
      let (zero, end) = (frame.y(0), frame.y(value))
      rectangle(
        left + 1, min(zero, end), right - left - 2, max(abs(end - zero), 0.5), "c0 f",
        title: "\(names[index]): \(told(number))", of: number)
      let label = written(number)
      guard Self.room(of: label) <= right - left else { continue }
      text(label, (left + right) / 2, min(zero, end) - 4, "m")
    }
    top += Self.plotHeight
  }

  mutating func layers(_ names: [String], _ series: [ChartScene.Series]) {
    if series.count > 1 {
      legend(ChartScene.namesOfLayers(series).enumerated().map { ($1, Self.colour($0)) })
    }
    var below = [Double](repeating: 0, count: names.count)
    let whole = names.indices.map { index in series.reduce(0) { $0 + ($1.numbers[index].value ?? 0) } }
    let frame = frame(
      names, names.indices.map { Double($0) / Double(max(names.count - 1, 1)) }, whole + [0])
    for (index, own) in series.enumerated() {
      let above = names.indices.map { below[$0] + (own.numbers[$0].value ?? 0) }
      shape(
        "polygon",
        names.indices.map { (frame.x($0), frame.y(above[$0])) }
          + names.indices.reversed().map { (frame.x($0), frame.y(below[$0])) }, "\(Self.colour(index)) f z",
        title: own.name)
      for place in names.indices where names.count <= 100 {
        body += "<rect x=\"\(Self.coordinate(frame.x(place) - 2))\" y=\"\(Self.coordinate(frame.y(above[place])))\""
        body += " width=\"4\" height=\"\(Self.coordinate(max(frame.y(below[place]) - frame.y(above[place]), 0.5)))\""
        body += " fill=\"transparent\"\(links.attribute(of: own.numbers[place]))"
        body += "><title>\(markup("\(names[place]) · \(own.name): \(told(own.numbers[place]))"))"
        body += "</title></rect>\n"
      }
      below = above
    }
    top += Self.plotHeight
  }

  /// How much a cell covers of its ground.
  static func shade(_ share: Double) -> Double { 0.06 + share * 0.94 }

  /// The style of a text on a cell: black or white, whichever is read on it, in a light and in a dark page.
  static func ink(on share: Double) -> String {
    "k" + (shade(share) > whiteFrom ? " k1" : "") + (shade(share) > blackFrom ? " k2" : "")
  }

  /// From here on a shade of a light page is read with white letters, one of a dark page with black ones.
  static let whiteFrom = 0.93
  static let blackFrom = 0.645

  /// How far names across a grid are turned, so that none is left out.
  private enum Turn {
    case none, half, upright

    /// The least width of a column whose names are turned so.
    static let least = (half: 19.0, upright: 14.0)
    /// No name takes more than this above the grid.
    static let longest = 130.0
    /// Of an eighth of a turn.
    static let sine = 0.7072
  }

  /// How wide the columns of a grid are, and how their names stand above them.
  private func room(_ names: [String], upTo width: Double) -> (wide: Double, turn: Turn) {
    let count = Double(max(names.count, 1))
    let wide = min(width / count, 90)
    let name = min(room(names), Turn.longest)
    if room(names) + 6 <= wide { return (wide, .none) }
    // The last name leans out over the grid's end.
    let leaning = min((width - name * Turn.sine) / count, 90)
    return leaning >= Turn.least.half ? (leaning, .half) : (wide, .upright)
  }

  /// The names of a grid's columns; those of very many that have no room even upright are left out evenly.
  private mutating func headings(_ names: [String], from left: Double, _ wide: Double, _ turn: Turn) {
    let name = min(room(names), Turn.longest)
    func middle(_ index: Int) -> Double { left + (Double(index) + 0.5) * wide }
    switch turn {
    case .none:
      for (index, label) in names.enumerated() { text(label, middle(index), top + 12, "m d") }
      top += 18
    case .half:
      let height = name * Turn.sine + 8
      for (index, label) in names.enumerated() {
        text(label, middle(index) + 2, top + height - 2, "d", upTo: Turn.longest, turned: -45)
      }
      top += height + 4
    case .upright:
      let step = max(1, Int((Turn.least.upright / max(wide, 0.1)).rounded(.up)))
      for (index, label) in names.enumerated() where index % step == 0 {
        text(label, middle(index) + 4, top + name + 2, "d", upTo: Turn.longest, turned: -90)
      }
      top += name + 8
    }
  }

  private static func marked(_ number: ChartScene.Number, _ text: String) -> String {
    text + (number.isPartial ? "*" : "")
  }

  /// Darker where there is more; what has not been observed is left out.
  mutating func grid(_ lines: [String], _ across: [String], _ cells: [[ChartScene.Number?]]) {
    let greatest = cells.flatMap { $0.compactMap { $0?.value } }.map(abs).max() ?? 0
    let name = min(room(lines), width * 0.3)
    let (wide, turn) = room(across, upTo: width - name - Self.gap)
    let all = cells.flatMap { $0.compactMap { $0 } }
    // In as much of their form as there is room for; what can still change is marked in any case.
    let isOfHundred = all.allSatisfy { $0.exact.hasSuffix("%") || $0.value == nil }
    let forms: [(ChartScene.Number) -> String] = [
      { Self.marked($0, $0.exact) },
      { Self.marked($0, isOfHundred && $0.value != nil ? String($0.exact.dropLast(2)) : $0.short) },
    ]
    let form = forms.firstIndex { form in room(all.map(form)) + 6 <= wide }
    let label = form.map { forms[$0] } ?? { $0.isPartial ? "*" : "" }
    // What no cell has room for stands once.
    if form == 1, isOfHundred { text("%", name, top + 12, "e d") }
    headings(across, from: name + Self.gap, wide, turn)
    for (line, row) in zip(lines, cells) {
      text(line, name, top + 15, "e", upTo: name + 1)
      for (index, cell) in row.enumerated() {
        guard let cell else { continue }
        let share = greatest > 0 ? abs(cell.value ?? 0) / greatest : 0
        let x = name + Self.gap + Double(index) * wide
        rectangle(
          x, top, max(wide - 1, 1), 21, (cell.value ?? 0) < 0 ? "down f" : "c0 f",
          title: "\(line) · \(across[index]): \(told(cell))", of: cell,
          opacity: Self.shade(share))
        let written = label(cell)
        if !written.isEmpty { text(written, x + wide / 2, top + 15, "m \(Self.ink(on: share))") }
      }
      top += 22
    }
  }
}
