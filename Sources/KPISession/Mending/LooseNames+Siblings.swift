import KPICompiler
import KPILanguage

extension LooseNames {
  /// The same question of other metrics whose names hold the asked one's: `revenue` has `item_revenue`.
  func siblings(of question: LooseQuestion) -> [LooseQuestion] {
    guard question.subjects.count == 1, let subject = question.subjects.first,
      let match = exact(LooseWord.words(of: subject)[...]), match.length == LooseWord.words(of: subject).count,
      let asked = match.entry(.metric)
    else { return [] }
    return metrics { _ in true }.filter { $0.name != asked.name && ($0.holds(asked) || isOfParts($0, of: asked)) }.map {
      other in
      var question = question
      question.subjects = [other.text(inVietnamese: question.isVietnamese)]
      if question.order?.by == "\(asked.name)_change" { question.order?.by = "\(other.name)_change" }
      return question
    }
  }
}

extension LooseNames.Entry {
  /// Whether the other's name or label is a part of this one's, word by word.
  fileprivate func holds(_ other: Self) -> Bool {
    func isPart(_ part: String?, of whole: String?) -> Bool {
      guard let part, let whole else { return false }
      return " \(fold(Catalog.key(whole)).replacing("_", with: " ")) "
        .contains(" \(fold(Catalog.key(part)).replacing("_", with: " ")) ")
    }
    return isPart(other.name, of: name) || isPart(other.label, of: label)
  }
}
