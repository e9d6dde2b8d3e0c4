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
      for bound in [band.low, band.high] {
        canvas.draw(bound.numbers, places, axis, isDotted: true, symbol: 1, ink: nil)
      }
      if let bridge = ChartScene.Band.bridge(series) {
        canvas.draw(bridge.numbers, places, axis, isDotted: true, symbol: 1, ink: nil)
      }
    }
    for (index, own) in series.enumerated() {
      canvas.draw(
        own.numbers, places, axis, isDotted: own.isEarlier || own.isTarget, symbol: index, ink: ink(of: index, series))
    }

    var tickAt: [Int: String] = [:]
    for (tick, label) in zip(ticks, labels) { tickAt[canvas.row(of: axis.place(tick))] = label }
    let endings = endings(series, canvas, axis, isNamed)
    for row in 0..<Self.plotHeight {
      var line = [Piece(padded(tickAt[row] ?? "", left, toRight: true))]
      line.append(Piece(tickAt[row] == nil ? (isASCII ? " |" : " │") : (isASCII ? " +" : " ┤")))
      line += canvas.line(row)
      for (position, own) in (endings[row] ?? []).enumerated() {
        line.append(Piece(position == 0 ? " " : ", "))
        line.append(Piece(own.name, own.ink))
      }
      write(line, upTo: left + 2 + canvas.width + right, into: &sink)
    }
    write(
      padded("", left) + (isASCII ? " +" : " └") + String(repeating: isASCII ? "-" : "─", count: canvas.width),
      into: &sink)
    write(padded("", left + 2) + namesBelow(names, places, canvas.width), isPale: true, into: &sink)
    lastNumbers(names, series, band, into: &sink)
  }

  /// Which colour a line has, an earlier one that of its present one; none where it is the only one.
  private func ink(of index: Int, _ series: [ChartScene.Series]) -> Int? {
    series.count > 1 && !series[index].isTarget ? series[index].tint : nil
  }

  /// By row, what the lines that end there are called.
  private func endings(
    _ series: [ChartScene.Series], _ canvas: Canvas, _ axis: Axis, _ isNamed: Bool
  ) -> [Int: [(name: String, ink: Int?)]] {
    guard isNamed else { return [:] }
    var endings: [Int: [(name: String, ink: Int?)]] = [:]
    let ends = series.indices.compactMap { index in
      series[index].numbers.last { $0.value != nil }?.value.map { (index, $0) }
    }
    for (index, value) in ends.sorted(by: { $0.1 > $1.1 }) {
      // Lines that end in one row share its place, so that none stands where another ends.
      endings[canvas.row(of: axis.place(value)), default: []].append((series[index].name, ink(of: index, series)))
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
      text += band?.told(last) ?? ""
      // In the colour of its line, where that has one.
      if let ink = ink(of: index, series), style.line(ink) != nil {
        write([Piece(text, ink)], upTo: width, into: &sink)
      } else {
        write(text, isPale: true, into: &sink)
      }
    }
  }

  /// A part of a line of text, in the colour of one of the picture's lines.
  struct Piece {
    var text: String
    var ink: Int?

    init(_ text: String, _ ink: Int? = nil) {
      self.text = text
      self.ink = ink
    }
  }

  /// Writes pieces up to a width, each in its colour where there are colours.
  private func write(_ pieces: [Piece], upTo width: Int, into sink: inout ByteSink) {
    guard pieces.contains(where: { $0.ink.map { style.line($0) != nil } ?? false }) else {
      write(VisibleText.cut(pieces.map(\.text).joined(), to: width), into: &sink)
      return
    }
    var room = min(width, self.width)
    var pieces = pieces
    while let last = pieces.last, last.text.allSatisfy({ $0 == " " }) { pieces.removeLast() }
    for piece in pieces where room > 0 {
      let text = VisibleText.cut(piece.text, to: room)
      room -= displayWidth(text)
      let colour = piece.ink.flatMap(style.line)
      if let colour { sink.append(colour) }
      sink.append(text)
      if colour != nil { sink.append(TextStyle.endOfCell) }
    }
    sink.append("\n")
  }

  /// Dots in characters.
  struct Canvas {
    let width: Int
    private let height: Int
    private let isASCII: Bool
    private var cells: [UInt32]
    /// Per cell the colour of the line that was drawn last.
    private var inks: [Int?]
    private var ink: Int?
    private var marks: [Int: Character] = [:]
    /// What lines are drawn with where there is only ASCII: each with its own.
    static let symbols: [Character] = ["*", ".", "+", "x", "#", "@", "%", "&"]
    private var symbol = 0

    init(width: Int, height: Int, isASCII: Bool) {
      self.width = width
      self.height = height
      self.isASCII = isASCII
      cells = Array(repeating: 0, count: width * height)
      inks = Array(repeating: nil, count: width * height)
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
      _ numbers: [ChartScene.Number], _ places: [Double], _ axis: Axis, isDotted: Bool, symbol: Int, ink: Int?
    ) {
      self.symbol = symbol
      self.ink = ink
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
          inks[cell] = ink
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
        inks[y * width + x] = ink
        return
      }
      // The numbering of dots in the Unicode block "Braille Patterns".
      let bits: [[UInt32]] = [[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]]
      cells[y / 4 * width + x / 2] |= bits[y % 4][x % 2]
      inks[y / 4 * width + x / 2] = ink
    }

    /// A row of characters: what has one colour together.
    func line(_ row: Int) -> [Piece] {
      var pieces: [Piece] = []
      for column in 0..<width {
        let index = row * width + column
        let character = character(at: index)
        let ink = character == " " ? pieces.last?.ink : inks[index]
        if let last = pieces.indices.last, pieces[last].ink == ink {
          pieces[last].text.append(character)
        } else {
          pieces.append(Piece(String(character), ink))
        }
      }
      return pieces
    }

    private func character(at index: Int) -> Character {
      if let mark = marks[index] { return mark }
      if cells[index] == 0 { return " " }
      if isASCII { return Self.symbols[Int(cells[index]) - 1] }
      return Unicode.Scalar(0x2800 + cells[index]).map(Character.init) ?? " "
    }
  }
}
