import Glibc
import KPILanguage
import KPIOutput

extension ExportFile.Refusal {
  /// Why a file could not be written, whatever was thrown.
  init(_ error: any Error, name: String) {
    switch error {
    case let refusal as ExportFile.Refusal: self = refusal
    case DocumentFailure.tooManyRows(let count, let limit):
      self.init(
        code: "too-many-rows",
        message: "`\(shown(name))` cannot hold \(count) rows: a sheet holds \(limit) beside its heading and notes",
        notes: ["write a file that ends in `.csv`, or `| take \(limit)` before it"])
    case DocumentFailure.tooManyColumns(let count, let limit):
      self.init(
        code: "too-many-columns",
        message: "`\(shown(name))` cannot hold \(count) columns: a sheet holds \(limit)",
        notes: ["write a file that ends in `.csv`"])
    case DocumentFailure.system(let number):
      let reason = Message(known: String(cString: strerror(number)).lowercased())
      self.init(code: "cannot-export", message: "cannot write `\(shown(name))`: \(reason)")
    case DocumentFailure.incomplete:
      self.init(
        code: "cannot-export",
        message: "cannot write `\(shown(name))`: not all of it could be written; the disk may be full")
    case DocumentFailure.library(let reason):
      self.init(code: "cannot-export", message: "cannot write `\(shown(name))`: \(reason)")
    case DocumentFailure.severalTables:
      self.init(
        code: "many-tables", message: "`\(shown(name))` can hold one table, and there are several",
        notes: ["write a file that ends in `.xlsx`, or one file for each with `| export`"])
    case DocumentFailure.noTable:
      self.init(code: "cannot-export", message: "there is no table that `\(shown(name))` could hold")
    case DocumentFailure.noPlaceForText:
      self.init(
        code: "cannot-export", message: "`\(shown(name))` holds a table; what `print` writes has no place in it")
    case DocumentFailure.noProgram: self = .noParquetProgram
    case DocumentFailure.noPictureLibrary: self = .noPictureLibrary
    case DocumentFailure.program(let program, let status, let said):
      let lines = said.split(whereSeparator: \.isNewline).prefix(5).map { shown(String($0)) }
      self.init(
        code: "cannot-export", message: "cannot write `\(shown(name))`: `\(program)` ended with status \(status)",
        notes: lines.map { Message(written: $0) })
    default: self.init(code: "cannot-export", message: "cannot write `\(shown(name))`: \("\(error)")")
    }
  }

  /// That no PNG can be drawn here.
  static let noPictureLibrary = ExportFile.Refusal(
    code: "cannot-export",
    message: "`.png` is drawn by the Python library vl-convert, which no `python3` in the folders of PATH has",
    notes: ["`pip install vl-convert-python` installs it; `.svg` needs nothing"])

  /// That Parquet cannot be written here.
  static let noParquetProgram = ExportFile.Refusal(
    code: "cannot-export",
    message: "`.parquet` is written by DuckDB's program `duckdb`, which is not in any folder of PATH",
    notes: ["install it, or write a file that ends in `.csv`"])
}
