import KPILanguage
import KPISQL

extension SQLRefusal {
  /// Why there is no SQL for a question.
  var message: Message {
    switch self {
    case .viewer: "there is no SQL for what one viewer may see"
    case .spans: "there is no SQL for targets of so many periods"
    case .top: "there is no SQL for `top`: of equal numbers it takes those that come first in the alphabet"
    case .foldedText: "there is no SQL for texts compared without case or marks: databases know no Vietnamese letters"
    case .textOrder: "there is no SQL for texts in alphabetical order: databases order by other alphabets"
    case .repeatedKeys: "there is no SQL for rows whose keys repeat"
    case .nullKeys: "there is no SQL for rows without a key"
    case .noRowID: "there is no SQL for rows that have no key of their own"
    case .missingTable: "there is no SQL for a table that the database does not have"
    case .nul: "there is no SQL for a text with a NUL character"
    case .timeFormat: "there is no SQL for times in a format of their own"
    case .clocks: "there is no SQL for hours in a time zone whose clocks are changed"
    case .columnType: "there is no SQL for a column of that type there"
    case .partOfGroup: "there is no SQL for shares within a group yet"
    case .tens: "there is no SQL for rounding to tens"
    case .rowsBefore: "there is no SQL for this number of the rows before a row"
    case .modelAlone: "there is no SQL for an answer that comes from the model alone"
    case .misplaced: "there is no SQL for this plan"
    }
  }
}
