import KPILanguage

// Names as they are typed: in the singular, without marks, with a letter wrong.
extension LooseNames {
  /// The longest name that begins at a word; one with a letter wrong only where none is right.
  func match(_ words: ArraySlice<LooseWord>) -> Match? { exact(words) ?? near(words) }

  func exact(_ words: ArraySlice<LooseWord>) -> Match? {
    for length in stride(from: min(longest + 1, words.count), through: 1, by: -1) {
      let part = words.prefix(length)
      guard part.allSatisfy({ $0.kind == .word || $0.kind == .text }) else { continue }
      // `các` is no name `CAC`, though `tỉnh` is one.
      if length == 1, let word = part.first, LooseWords.politeness.contains(word.plain),
        word.text.unicodeScalars.contains(where: { $0.value > 0x7F }),
        !(spellings[word.plain]?.contains(word.text.lowercased()) ?? false)
      {
        continue
      }
      if length > 1, endsInPeriod(words, at: length - 1) { continue }
      let forms = forms(of: part)
      // `khách hàng mua nhiều nhất` are no `khách mua`.
      let isOther =
        length > 1 && words.dropFirst(length).first.map { LooseWords.behindVerbs.contains($0.plain) } ?? false
      var entries = forms.flatMap { phrases[$0] ?? [] }
      if entries.isEmpty, !isOther, !LooseWords.noSynonyms.contains(forms[0]) {
        entries = otherWords[LooseWords.withOneWordForEach(forms[0])] ?? []
      }
      if !entries.isEmpty {
        return Match(
          entries: entries, length: length, isClose: true, countWritten: phrases[forms[0]]?.count ?? 0)
      }
    }
    return nil
  }

  /// Whether the last word of a name begins a period: `cơ hội tháng 9` are none that were won (`cơ hội thắng`), `talk
  /// minutes in 2023` none that came in.
  private func endsInPeriod(_ words: ArraySlice<LooseWord>, at last: Int) -> Bool {
    let place = words.startIndex + last
    let word = words[place]
    if word.plain == "thang" {
      return word.text.lowercased() != "thắng"
        && PeriodReader.read(words[place...], today: 0).map { $0.length > 1 } ?? false
    }
    // `khách nữ năm 2023`: no `nam nữ`.
    if word.plain == "nam", word.text.lowercased() != "nam" || words.dropFirst(last + 1).first?.kind == .number {
      return PeriodReader.read(words[place...], today: 0).map { $0.length > 1 } ?? false
    }
    return word.plain == "in" && PeriodReader.read(words[(place + 1)...], today: 0) != nil
  }

  /// A phrase as written, with Telex keys read, in the singular and the plural.
  private func forms(of words: ArraySlice<LooseWord>) -> [String] {
    let plain = words.map(\.plain).joined(separator: " ")
    var forms = [plain]
    // `customers` is no `customer` with a tone's key.
    let read = words.map { englishWords.contains($0.plain) ? $0.plain : LooseWord.withoutTelex($0.plain) ?? $0.plain }
      .joined(separator: " ")
    if read != plain { forms.append(read) }
    // `doanh thu đến từ khách cũ`, `revenue coming from existing customers`
    for (said, meant) in [
      ("den tu", "tu"), ("coming from", "from"), ("that came from", "from"), ("made by", "from"),
      ("were", ""), ("was", ""), ("are", ""), ("that are", ""), ("duoc", ""), ("bi", ""), ("da", ""), ("dang", ""),
    ]
    where plain.contains(" \(said) ") {
      forms.append(plain.replacing(" \(said) ", with: meant.isEmpty ? " " : " \(meant) "))
    }
    forms.append(plain + "s")
    // `open tickets` is `tickets_open`.
    if words.count == 2, let first = words.first, let last = words.last { forms.append("\(last.plain) \(first.plain)") }
    if plain.hasSuffix("s") { forms.append(String(plain.dropLast())) }
    if plain.hasSuffix("y") { forms.append(plain.dropLast() + "ies") }
    if plain.hasSuffix("ies") { forms.append(plain.dropLast(3) + "y") }
    return forms
  }

  /// A name with one letter wrong, or two where it is long.
  private func near(_ words: ArraySlice<LooseWord>) -> Match? {
    for length in stride(from: min(longest, words.count), through: 1, by: -1) {
      let part = words.prefix(length)
      guard part.allSatisfy({ $0.kind == .word }) else { continue }
      let wanted = part.map(\.plain).joined(separator: " ")
      // `tl gia hạn` is no slip of `số gia hạn`: of two letters one is half of the word.
      guard
        part.allSatisfy({ $0.plain.count > 2 || LooseWords.all.contains($0.plain) || self.words.contains($0.plain) })
      else { continue }
      // `tỷ lệ khách quay lại` is no slip of `tỷ lệ khách mua lại`: one letter may be, two make another word.
      let isKnown = part.allSatisfy { LooseWords.all.contains($0.plain) || self.words.contains($0.plain) }
      let allowed = wanted.count >= 10 && !isKnown ? 2 : wanted.count >= 5 ? 1 : 0
      guard allowed > 0 else { continue }
      var best: (distance: Int, phrases: [String]) = (allowed + 1, [])
      for phrase in phrases.keys where abs(phrase.count - wanted.count) <= allowed {
        if readsEnglish, marked.contains(phrase) { continue }
        // `unanswered calls` are not `answered calls`.
        if LooseWords.negations.contains(where: { wanted == $0 + phrase }) { continue }
        let distance = NameIndex.distance(from: wanted, to: phrase, atMost: allowed)
        if distance < best.distance {
          best = (distance, [phrase])
        } else if distance == best.distance {
          best.phrases.append(phrase)
        }
      }
      // Two that are as near are two guesses.
      if best.distance <= allowed, best.phrases.count == 1, let entries = phrases[best.phrases[0]] {
        return Match(entries: entries, length: length, isClose: false)
      }
    }
    return nil
  }
}

extension LooseNames.Entry {
  /// Whether the words are the name or the label itself, in no other number.
  func isCalled(_ words: ArraySlice<LooseWord>) -> Bool {
    let written = words.map(\.plain).joined(separator: " ")
    return ([name] + (label.map { [$0] } ?? [])).contains { LooseWord.plain($0) == written }
  }
}
