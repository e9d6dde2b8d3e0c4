import KPIEngine

/// A scene in characters: blocks and braille, or plain ASCII where the terminal knows no other.
struct TerminalChart {
  let width: Int
  let isASCII: Bool
  let style: TextStyle
  let words: ChartWords
  /// Rows of the plot of a line.
  static let plotHeight = 10

  init(_ options: OutputOptions) {
    // Narrower than this nothing can be told apart; lines then wrap.
    width = max(options.isTerminal ? options.width : 80, 30)
    isASCII = options.isASCII
    style = TextStyle(options)
    words = .of(options.language)
  }

  func write(_ scene: ChartScene, into sink: inout ByteSink) {
    for (index, panel) in scene.panels.enumerated() {
      if index > 0 { sink.append("\n") }
      if !panel.heading.isEmpty {
        style.write(bold: panel.heading, into: &sink)
        sink.append("\n")
      }
      write(panel.form, into: &sink)
    }
    for note in scene.notes {
      style.write(dim: note, into: &sink)
      sink.append("\n")
    }
  }

  private func write(_ form: ChartScene.Form, into sink: inout ByteSink) {
    switch form {
    case .bars(let names, let series, let parts): bars(names, series, parts, into: &sink)
    case .lines(let names, let places, let series, let band): lines(names, places, series, band, into: &sink)
    case .columns(let names, _, _, let series): bars(names, [series], nil, into: &sink)
    case .layers(_, let series): layers(series, into: &sink)
    case .slices(let slices):
      bars(
        slices.map(\.name), [ChartScene.Series(name: "", numbers: slices.map(\.number))], slices.map { $0.part ?? "" },
        into: &sink)
    case .grid(let lines, let across, let cells): grid(lines, across, cells, into: &sink)
    case .steps(let steps): self.steps(steps, into: &sink)
    case .targets(let targets): self.targets(targets, into: &sink)
    case .parts(let from, let parts, let to): waterfall(from, parts, to, into: &sink)
    }
  }

  // MARK: Bars

  /// Room for names, bars and numbers in a line.
  private struct Columns {
    var name: Int
    var bar: Int
    var number: Int
    var part: Int
  }

  private func columns(_ names: [String], _ numbers: [String], _ parts: [String] = []) -> Columns {
    let number = numbers.map(displayWidth).max() ?? 0
    let part = parts.map(displayWidth).max() ?? 0
    let room = width - number - (part > 0 ? part + 2 : 0) - 4
    // Names that are told apart are worth more than long bars.
    let name = min(names.map(displayWidth).max() ?? 0, max(room - max(4, width / 8), 6))
    return Columns(name: name, bar: max(room - name, 4), number: number, part: part)
  }

  /// The numbers as they are read; short where they would leave no room for bars.
  private func written(_ numbers: [ChartScene.Number]) -> [String] {
    let isNarrow = numbers.contains { displayWidth($0.exact) > width * 2 / 5 }
    return numbers.map { (isNarrow ? $0.short : $0.exact) + ($0.isPartial ? "*" : "") }
  }

  private func bars(
    _ names: [String], _ series: [ChartScene.Series], _ parts: [String]?, into sink: inout ByteSink
  ) {
    let texts = series.map { written($0.numbers) }
    let room = columns(names, texts.flatMap { $0 }, parts ?? [])
    let scale = Axis(series.flatMap { $0.numbers.compactMap(\.value) } + [0])
    for row in names.indices {
      for (index, own) in series.enumerated() where own.numbers.indices.contains(row) {
        let number = own.numbers[row]
        var line = padded(index == 0 ? names[row] : "", room.name) + "  "
        line += bar(from: 0, to: number.value, scale, room.bar, isPale: own.isEarlier)
        line += "  " + padded(texts[index][row], room.number, toRight: true)
        if index == 0, let parts, parts.indices.contains(row) {
          line += "  " + padded(parts[row], room.part, toRight: true)
        }
        write(line, isPale: own.isEarlier, into: &sink)
      }
    }
    if series.contains(where: \.isEarlier) { write(legend(series), isPale: true, into: &sink) }
  }

  private func legend(_ series: [ChartScene.Series]) -> String {
    series.map { "\($0.isEarlier ? (isASCII ? "-" : "▒") : (isASCII ? "#" : "█")) \($0.name)" }.joined(separator: "  ")
  }

  /// The stretch between two numbers: from a whole character on, in eighths of one to the right and whole ones to the
  /// left; what is not nothing is seen.
  private func bar(
    from: Double, to: Double?, _ scale: Axis, _ width: Int, isPale: Bool = false, isChange: Bool = false
  ) -> String {
    guard let to, to != from else { return String(repeating: " ", count: width) }
    // In ASCII what is added is told from what is taken away.
    let full = isASCII ? (isChange && to > from ? "+" : isPale ? "-" : "#") : (isPale ? "▒" : "█")
    let drawsEighths = !isASCII && !isPale && to > from
    let length = abs(scale.place(to) - scale.place(from)) * Double(width)
    let anchor = Int((scale.place(from) * Double(width)).rounded())
    // The rounded beginning may leave less room than the whole length needs.
    let room = (to > from ? width - anchor : anchor) * 8
    let eighths = min(room, drawsEighths ? max(1, Int((length * 8).rounded())) : max(1, Int(length.rounded())) * 8)
    let start = to > from ? anchor : anchor - eighths / 8
    let rests = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]
    let text =
      String(repeating: " ", count: max(0, start)) + String(repeating: full, count: eighths / 8) + rests[eighths % 8]
    return padded(text, width)
  }

  // MARK: Other forms of bars

  private func steps(_ steps: [ChartScene.Step], into sink: inout ByteSink) {
    let texts = written(steps.map(\.number))
    let room = columns(steps.map(\.name), texts)
    let scale = Axis(steps.compactMap(\.number.value) + [0])
    for (step, text) in zip(steps, texts) {
      if let rate = step.rate {
        write(padded("", room.name) + "  " + (isASCII ? "v " : "↓ ") + rate, isPale: true, into: &sink)
      }
      write(
        padded(step.name, room.name) + "  " + bar(from: 0, to: step.number.value, scale, room.bar) + "  "
          + padded(text, room.number, toRight: true), into: &sink)
    }
  }

  /// Each number on a scale of its own, with marks where the target and the pace are.
  private func targets(_ targets: [ChartScene.Target], into sink: inout ByteSink) {
    func pair(_ target: ChartScene.Target, isShort: Bool) -> String {
      let actual = (isShort ? target.actual.short : target.actual.exact) + (target.actual.isPartial ? "*" : "")
      return "\(actual) / \(isShort ? target.target.short : target.target.exact)"
    }
    let long = targets.map { pair($0, isShort: false) }
    let isNarrow = long.contains { displayWidth($0) > width * 2 / 5 }
    let numbers = isNarrow ? targets.map { pair($0, isShort: true) } : long
    let room = columns(targets.map(\.name), numbers, targets.map(\.achieved))
    for (target, number) in zip(targets, numbers) {
      let scale = Axis([target.actual.value, target.target.value, target.pace, 0].compactMap { $0 })
      // Without a target there is nothing that a length would say.
      var drawn = Array(bar(from: 0, to: target.target.value == nil ? nil : target.actual.value, scale, room.bar))
      func mark(_ value: Double?, _ character: Character) {
        guard let value, !drawn.isEmpty else { return }
        drawn[min(drawn.count - 1, Int(scale.place(value) * Double(drawn.count)))] = character
      }
      mark(target.pace, isASCII ? ":" : "┊")
      mark(target.target.value, isASCII ? "|" : "┃")
      write(
        padded(target.name, room.name) + "  " + String(drawn) + "  " + padded(number, room.number, toRight: true)
          + "  " + padded(target.achieved, room.part, toRight: true), into: &sink)
    }
    let pace = targets.contains { $0.pace != nil } ? "  \(isASCII ? ":" : "┊") \(words.pace)" : ""
    write("\(isASCII ? "|" : "┃") \(targets.first?.word ?? "")\(pace)", isPale: true, into: &sink)
  }

  private func waterfall(
    _ from: ChartScene.Bar, _ parts: [ChartScene.Bar], _ to: ChartScene.Bar, into sink: inout ByteSink
  ) {
    let all = [from] + parts + [to]
    let texts = written(all.map(\.number))
    let room = columns(all.map(\.name), texts)
    var levels = [from.number.value ?? 0]
    for part in parts { levels.append((levels.last ?? 0) + (part.number.value ?? 0)) }
    let scale = Axis(levels + [0, to.number.value ?? 0])
    for (index, bar) in all.enumerated() {
      let isTotal = index == 0 || index == all.count - 1
      let (start, end) = isTotal ? (0, bar.number.value ?? 0) : (levels[index - 1], levels[index])
      write(
        padded(bar.name, room.name) + "  "
          + self.bar(from: start, to: end, scale, room.bar, isPale: !isTotal, isChange: !isTotal) + "  "
          + padded(texts[index], room.number, toRight: true), into: &sink)
    }
  }

  /// Eight heights in ASCII: the more ink, the more.
  private static let levels = [".", ":", "-", "=", "+", "*", "#", "@"]

  /// A course per group, with its first and last number.
  private func layers(_ series: [ChartScene.Series], into sink: inout ByteSink) {
    let ends = series.map { own -> String in
      guard let first = own.numbers.first(where: { $0.value != nil }), let last = own.numbers.last,
        let start = first.value, let end = last.value
      else { return "" }
      let sign = end > start ? (isASCII ? "+" : "▲") : end < start ? (isASCII ? "-" : "▼") : "="
      let texts = written([first, last])
      return "\(texts[0]) \(isASCII ? "->" : "→") \(texts[1]) \(sign)"
    }
    let room = columns(series.map(\.name), ends)
    let greatest = series.flatMap { $0.numbers.compactMap(\.value) }.max() ?? 0
    for (own, end) in zip(series, ends) {
      let course = sparkline(
        own.numbers.map(\.value), width: room.bar, upTo: greatest, steps: isASCII ? Self.levels : blockSteps)
      write(
        padded(own.name, room.name) + "  " + padded(course, room.bar) + "  "
          + padded(end, room.number, toRight: true), into: &sink)
    }
  }

  // MARK: Lines of text

  func padded(_ text: String, _ width: Int, toRight: Bool = false) -> String {
    let cut = VisibleText.cut(text, to: width)
    let blanks = String(repeating: " ", count: max(0, width - displayWidth(cut)))
    return toRight ? blanks + cut : cut + blanks
  }

  func write(_ line: String, isPale: Bool = false, into sink: inout ByteSink) {
    var line = VisibleText.cut(line, to: width)
    while line.last == " " { line.removeLast() }
    if isPale { style.write(dim: line, into: &sink) } else { sink.append(line) }
    sink.append("\n")
  }
}
