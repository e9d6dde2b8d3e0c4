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
    // From the last on, whose name is wanted most, evenly where the places are; a name that would touch the one behind
    // it is left out.
    let wide = room(names) + 12
    let gap = names.count > 1 ? (frame.right - frame.left) / Double(names.count - 1) : wide
    let isEven = places.indices.allSatisfy { abs(places[$0] * Double(max(names.count - 1, 1)) - Double($0)) < 1e-6 }
    let step = isEven ? max(1, Int((wide / max(gap, 0.1)).rounded(.up))) : 1
    var next = Double.infinity
    for index in stride(from: names.count - 1, through: 0, by: -step) {
      let width = room([names[index]])
      let isLast = index == names.count - 1 && names.count > 1
      let end = isLast ? frame.x(index) : index == 0 ? frame.x(index) + width : frame.x(index) + width / 2
      guard end + 4 < next else { continue }
      next = end - width
      text(names[index], frame.x(index), frame.bottom + 16, isLast ? "e d" : index == 0 ? "d" : "m d")
    }
    return frame
  }

  mutating func lines(
    _ names: [String], _ places: [Double], _ series: [ChartScene.Series], _ band: ChartScene.Band?
  ) {
    // An earlier line has the colour of its present one, which stands as far from the first of its kind.
    let count = series.count { !$0.isEarlier }
    func style(_ index: Int, _ own: ChartScene.Series) -> String {
      own.isTarget ? "u" : own.isEarlier ? "\(Self.colour(index - count)) p" : Self.colour(index)
    }
    // A band is that of the last course.
    let banded = Self.colour(max(0, count - 1))
    if series.count > 1 {
      legend(series.enumerated().map { ($1.name, style($0, $1)) })
    }
    let bounds = band.map { [$0.low, $0.high] } ?? []
    let frame = frame(names, places, (series + bounds).flatMap { $0.numbers.compactMap(\.value) })
    if let band {
      func edge(_ own: ChartScene.Series) -> [(Double, Double)] {
        own.numbers.enumerated().compactMap { index, number in number.value.map { (frame.x(index), frame.y($0)) } }
      }
      shape("polygon", edge(band.low) + edge(band.high).reversed(), "\(banded) b")
    }
    // The earlier period's behind.
    for (index, own) in series.enumerated().sorted(by: { $0.1.isEarlier && !$1.1.isEarlier }) {
      let style = style(index, own)
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

  mutating func layers(_ names: [String], _ series: [ChartScene.Series]) {
    legend(
      series.enumerated().map { index, own in
        let known = own.numbers.compactMap(\.value)
        let style = Self.colour(index) + (index >= Self.colourCount ? " v" : "")
        guard let first = known.first, let last = known.last else { return (own.name, style) }
        let change = last > first ? "▲" : last < first ? "▼" : "="
        return ("\(own.name) \(own.numbers.last.map(written) ?? "") \(change)", style)
      })
    var below = [Double](repeating: 0, count: names.count)
    let whole = names.indices.map { index in series.reduce(0) { $0 + ($1.numbers[index].value ?? 0) } }
    let frame = frame(
      names, names.indices.map { Double($0) / Double(max(names.count - 1, 1)) }, whole + [0])
    for (index, own) in series.enumerated() {
      let paler = index >= Self.colourCount ? " v" : ""
      let above = names.indices.map { below[$0] + (own.numbers[$0].value ?? 0) }
      shape(
        "polygon",
        names.indices.map { (frame.x($0), frame.y(above[$0])) }
          + names.indices.reversed().map { (frame.x($0), frame.y(below[$0])) }, "\(Self.colour(index)) f z\(paler)",
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

  /// Darker where there is more; what has not been observed is left out.
  mutating func grid(_ lines: [String], _ across: [String], _ cells: [[ChartScene.Number?]]) {
    let greatest = cells.flatMap { $0.compactMap { $0?.value } }.map(abs).max() ?? 0
    let name = min(room(lines), width * 0.3)
    let wide = min((width - name - Self.gap) / Double(max(across.count, 1)), 90)
    let all = cells.flatMap { $0.compactMap { $0 } }
    let isExact = room(all.map(\.exact)) + 8 <= wide
    let hasNumbers = isExact || room(all.map(\.short)) + 8 <= wide
    let step = max(1, Int((room(across) + 6) / max(wide, 1)) + (room(across) + 6 > wide ? 1 : 0))
    for (index, label) in across.enumerated() where index % step == 0 {
      text(label, name + Self.gap + (Double(index) + 0.5) * wide, top + 12, "m d")
    }
    top += 18
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
        if hasNumbers {
          let label = (isExact ? cell.exact : cell.short) + (cell.isPartial ? "*" : "")
          text(label, x + wide / 2, top + 15, "m \(Self.ink(on: share))")
        }
      }
      top += 22
    }
  }
}
