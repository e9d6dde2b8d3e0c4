import KPIEngine

/// Lines in braille: two by four dots a character.
extension TerminalChart {
  func lines(
    _ names: [String], _ places: [Double], _ series: [ChartScene.Series], _ band: ChartScene.Band?,
    into sink: inout ByteSink
  ) {
    let drawn = series + (band.map { [$0.low, $0.high] } ?? [])
    let axis = Axis(covering: drawn.flatMap { $0.numbers.compactMap(\.value) }, ticks: 4)
    let ticks = axis.ticks
    let labels = words.labels(ticks)
    let left = labels.map(displayWidth).max() ?? 0
    let isNamed = series.count > 1
    let right = isNamed ? min(series.map { displayWidth($0.name) }.max() ?? 0, width / 4) + 1 : 0
    var canvas = Canvas(width: max(width - left - 2 - right, 10), height: Self.plotHeight, isASCII: isASCII)
    if let band {
      for bound in [band.low, band.high] { canvas.draw(bound.numbers, places, axis, isDotted: true, symbol: 1) }
    }
    for (index, own) in series.enumerated() {
      canvas.draw(own.numbers, places, axis, isDotted: own.isEarlier, symbol: index)
    }

    var tickAt: [Int: String] = [:]
    for (tick, label) in zip(ticks, labels) { tickAt[canvas.row(of: axis.place(tick))] = label }
    let endings = endings(series, canvas, axis, isNamed)
    for row in 0..<Self.plotHeight {
      var line = padded(tickAt[row] ?? "", left, toRight: true)
      line += tickAt[row] == nil ? (isASCII ? " |" : " │") : (isASCII ? " +" : " ┤")
      line += canvas.line(row)
      if let ending = endings[row] { line += " " + padded(ending, right - 1) }
      write(line, into: &sink)
    }
    write(
      padded("", left) + (isASCII ? " +" : " └") + String(repeating: isASCII ? "-" : "─", count: canvas.width),
      into: &sink)
    write(padded("", left + 2) + namesBelow(names, places, canvas.width), isPale: true, into: &sink)
    lastNumbers(names, series, band, into: &sink)
  }

  /// By row, what the lines that end there are called.
  private func endings(
    _ series: [ChartScene.Series], _ canvas: Canvas, _ axis: Axis, _ isNamed: Bool
  ) -> [Int: String] {
    guard isNamed else { return [:] }
    var endings: [Int: String] = [:]
    let ends = series.compactMap { own in own.numbers.last { $0.value != nil }?.value.map { (own.name, $0) } }
    for (name, value) in ends.sorted(by: { $0.1 > $1.1 }) {
      // Lines that end in one row share its name, so that none stands where another ends.
      let row = canvas.row(of: axis.place(value))
      endings[row] = endings[row].map { "\($0), \(name)" } ?? name
    }
    return endings
  }

  /// The first and the last category, and one in the middle where there is room.
  private func namesBelow(_ names: [String], _ places: [Double], _ width: Int) -> String {
    guard let first = names.first, let last = names.last, names.count > 1 else { return names.first ?? "" }
    let middle = names.count > 2 ? names[names.count / 2] : ""
    let place = Int(Double(width - 1) * places[names.count / 2])
    let (start, end) = (displayWidth(first), width - displayWidth(last))
    let begin = place - displayWidth(middle) / 2
    guard !middle.isEmpty, begin > start + 1, begin + displayWidth(middle) < end - 1 else {
      return padded(first, max(end, start + 1)) + last
    }
    return padded(padded(first, begin) + middle, end) + last
  }

  /// What the lines end at, exactly.
  private func lastNumbers(
    _ names: [String], _ series: [ChartScene.Series], _ band: ChartScene.Band?, into sink: inout ByteSink
  ) {
    for (index, own) in series.enumerated() {
      guard let last = own.numbers.lastIndex(where: { $0.value != nil }) else { continue }
      let number = own.numbers[last]
      var text = "\(names[last]): \(number.exact)\(number.isPartial ? "*" : "")"
      if series.count > 1 { text = "\(own.name) · \(text)" }
      if series.count > 1, isASCII { text = "\(Canvas.symbols[index % Canvas.symbols.count]) \(text)" }
      if let band, band.low.numbers.indices.contains(last) {
        text += " (\(band.low.numbers[last].exact) – \(band.high.numbers[last].exact))"
      }
      write(text, isPale: true, into: &sink)
    }
  }

  /// Dots in characters.
  struct Canvas {
    let width: Int
    private let height: Int
    private let isASCII: Bool
    private var cells: [UInt32]
    private var marks: [Int: Character] = [:]
    /// What lines are drawn with where there is only ASCII: each with its own.
    static let symbols: [Character] = ["*", ".", "+", "x", "#", "@", "%", "&"]
    private var symbol = 0

    init(width: Int, height: Int, isASCII: Bool) {
      self.width = width
      self.height = height
      self.isASCII = isASCII
      cells = Array(repeating: 0, count: width * height)
    }

    private var dotsAcross: Int { isASCII ? width : width * 2 }
    private var dotsDown: Int { isASCII ? height : height * 4 }

    /// The row of characters that a place of the axis lies in.
    func row(of place: Double) -> Int { min(height - 1, Int((1 - place) * Double(height - 1) + 0.5)) }

    private func dot(_ across: Double, _ place: Double) -> (x: Int, y: Int) {
      // The middle of the row's dots, so that a number at a tick stands beside it.
      let down = (1 - place) * Double(height - 1) * Double(dotsDown / height) + Double(dotsDown / height) / 2
      return (Int(across * Double(dotsAcross - 1)), min(dotsDown - 1, Int(down)))
    }

    /// Draws a line through the numbers that there are; one that can still change ends in a hollow point.
    mutating func draw(
      _ numbers: [ChartScene.Number], _ places: [Double], _ axis: Axis, isDotted: Bool, symbol: Int
    ) {
      self.symbol = symbol
      var before: (x: Int, y: Int)?
      for (index, number) in numbers.enumerated() {
        guard let value = number.value else {
          before = nil
          continue
        }
        let point = dot(places[index], axis.place(value))
        if let before { connect(before, point, isDotted) } else { set(point.x, point.y) }
        before = point
        if number.isPartial {
          let cell = point.y / (dotsDown / height) * width + point.x / (dotsAcross / width)
          marks[cell] = isASCII ? "o" : "○"
        }
      }
    }

    private mutating func connect(_ from: (x: Int, y: Int), _ to: (x: Int, y: Int), _ isDotted: Bool) {
      let length = max(abs(to.x - from.x), abs(to.y - from.y), 1)
      for step in 0...length where !isDotted || step % 3 == 0 {
        set(from.x + (to.x - from.x) * step / length, from.y + (to.y - from.y) * step / length)
      }
    }

    private mutating func set(_ x: Int, _ y: Int) {
      guard x >= 0, y >= 0, x < dotsAcross, y < dotsDown else { return }
      if isASCII {
        cells[y * width + x] = UInt32(symbol % Self.symbols.count) + 1
        return
      }
      // The numbering of dots in the Unicode block "Braille Patterns".
      let bits: [[UInt32]] = [[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]]
      cells[y / 4 * width + x / 2] |= bits[y % 4][x % 2]
    }

    func line(_ row: Int) -> String {
      var text = ""
      for column in 0..<width {
        let index = row * width + column
        if let mark = marks[index] {
          text.append(mark)
        } else if cells[index] == 0 {
          text.append(" ")
        } else if isASCII {
          text.append(Self.symbols[Int(cells[index]) - 1])
        } else if let scalar = Unicode.Scalar(0x2800 + cells[index]) {
          text.unicodeScalars.append(scalar)
        }
      }
      return text
    }
  }
}
