import KPIEngine
import KPILanguage

// Lines that declare an alert otherwise than the language does.
extension LooseReader {
  /// What an alert was meant to say.
  private struct Alert {
    var metric: String?
    var unit: String?
    var advice: String?
    var condition = ""
    var isJoinedBy: Keyword?

    mutating func add(_ part: String, _ word: (Keyword) -> String) {
      if !condition.isEmpty { condition += " \(word(isJoinedBy ?? .and)) " }
      condition += part
      isJoinedBy = nil
    }
  }

  /// `alert when orders < 3 daily`, `báo động doanh thu dưới 5 triệu mỗi ngày` as the language writes it; nil where some of
  /// it is not understood.
  ///
  /// Without a unit it is told of every day.
  static func alert(_ line: String, names: LooseNames, values: LooseValues, today: Int) -> String? {
    let words = LooseWord.words(of: line).flatMap(\.expanded)
    var reader = LooseReader(words, of: line, pipe: "", names, values, today)
    reader.question.isVietnamese = reader.length(LooseWords.vietnameseAlerts) > 0
    guard reader.take(LooseWords.alerts + LooseWords.vietnameseAlerts) else { return nil }
    let isVietnamese = reader.question.isVietnamese
    func word(_ keyword: Keyword) -> String {
      isVietnamese ? keyword.entry.vietnamese.first ?? keyword.rawValue : keyword.rawValue
    }
    var alert = Alert()
    while reader.index < reader.words.count {
      guard reader.readAlert(&alert, word) else { return nil }
    }
    guard let metric = alert.metric, !alert.condition.isEmpty, alert.isJoinedBy == nil else { return nil }
    let unit = alert.unit ?? reader.text(ofGrain: Grain.day.rawValue)
    let parts = [word(.alert), metric, word(.per), unit, word(.when), alert.condition]
    return parts.joined(separator: " ") + (alert.advice.map { " \"\($0.replacing("\"", with: "\"\""))\"" } ?? "")
  }

  /// One part of an alert; false where the next word is none.
  private mutating func readAlert(_ alert: inout Alert, _ word: (Keyword) -> String) -> Bool {
    if words[index].kind == .text, index == words.count - 1 || alert.advice == nil {
      alert.advice = words[index].text
      index += 1
      return true
    }
    if let grain = takeGrain(LooseWords.grains) {
      alert.unit = text(ofGrain: grain)
      return true
    }
    let place = index
    if take(LooseWords.by + ["every", "hang", "in a", "a", "trong"]), let grain = takeGrain(LooseWords.grainUnits) {
      guard alert.unit == nil else { return false }
      alert.unit = text(ofGrain: grain)
      return true
    }
    index = place
    if take(["when", "if", "khi", "neu", "whenever", "once", "khi nao", ",", "-", ":"]) { return true }
    if !alert.condition.isEmpty, alert.isJoinedBy == nil {
      if take(LooseWords.or) { alert.isJoinedBy = .or } else if take(LooseWords.and) { alert.isJoinedBy = .and }
      if alert.isJoinedBy != nil { return true }
    }
    if let match = names.match(rest), let metric = match.entry(.metric) ?? counted(match) {
      index += match.length
      let name = metric.text(inVietnamese: question.isVietnamese)
      if alert.metric == nil { alert.metric = name }
      return readLimit(of: name, &alert, word) || !alert.condition.isEmpty || alert.metric == name
    }
    if let metric = alert.metric, readLimit(of: metric, &alert, word) { return true }
    return take(LooseWords.politeness + ["me", "that", "it", "we", "any", "toi"])
  }

  /// The metric that counts an entity.
  private func counted(_ match: LooseNames.Match) -> LooseNames.Entry? {
    match.entry(.entity).flatMap { names.count(of: $0.name) }
  }

  /// `< 3`, `drops by 30%`, `giảm 30%` of a metric.
  private mutating func readLimit(of metric: String, _ alert: inout Alert, _ word: (Keyword) -> String) -> Bool {
    trying { reader in
      _ = reader.take(["is", "are", "was", "goes", "go", "gets", "bi", "la", "xuong", "len"])
      let falls = reader.take(LooseWords.falls)
      let rises = !falls && reader.take(LooseWords.rises)
      if falls || rises {
        let place = reader.index
        _ = reader.take(["by", "more than", "over", "hon", "qua", "tren", "by more than"])
        if let share = reader.readNumber(), share.hasSuffix("%"), let number = Double(share.dropLast()), number > 0,
          !falls || number < 100
        {
          let hundredths = Int((falls ? 100 - number : 100 + number).rounded())
          guard hundredths > 0, number == number.rounded() else { return false }
          let rest = hundredths % 100
          let factor = "\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest)"
          _ = reader.take(LooseWords.comparePrevious + ["from the day before", "compared to the day before"])
          alert.add("\(metric) \(falls ? "<" : ">") \(factor) * \(reader.previous)(\(metric))", word)
          return true
        }
        reader.index = place
      }
      let sign = reader.readSign() ?? (reader.take(LooseWords.exceeds) ? ">" : nil)
      guard let sign = sign ?? (falls ? "<" : rises ? ">" : nil) else { return false }
      _ = reader.take(["than", "muc", "to"])
      guard let number = reader.readNumber() else { return false }
      alert.add("\(metric) \(sign) \(number)", word)
      return true
    }
  }

  private var previous: String {
    question.isVietnamese ? FunctionNames.vietnamese["previous"] ?? "previous" : "previous"
  }
}
