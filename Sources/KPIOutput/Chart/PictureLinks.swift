/// What the parts of a picture are called in the page around it; empty where there is none that answers.
struct PictureLinks {
  /// The name of a number whose rows the page has.
  var numbers: [ChartScene.TableCell: String] = [:]
  /// The number of the group that a row of the table is, where others can be cut down to it.
  var groups: [Int: Int] = [:]

  func attribute(of number: ChartScene.Number?) -> String {
    guard let cell = number?.cell, let name = numbers[cell] else { return "" }
    return " data-c=\"\(name)\""
  }

  func attribute(naming number: ChartScene.Number?) -> String {
    guard let row = number?.cell?.row, let group = groups[row] else { return "" }
    return " data-g=\"\(group)\""
  }
}
