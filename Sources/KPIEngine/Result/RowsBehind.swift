/// The rows behind a table's numbers, as far as they are told together with it: what `drill` lists of each.
package struct RowsBehind: Sendable {
  /// A dimension by its name, as a question asks the rows for it.
  package struct Dimension: Sendable, Hashable {
    package var name: String
    package var naming: TableOrigin.Naming

    package init(name: String, naming: TableOrigin.Naming) { (self.name, self.naming) = (name, naming) }
  }

  /// Rows that `drill` lists with the same columns, each once.
  package struct List: Sendable {
    package var columns: [ResultColumn]
    package var rows: [[Value]] = []
    /// By dimension, the value that each row has; only of those that the rows can be asked for.
    package var groups: [Dimension: [TableOrigin.Key]] = [:]
    /// Those whose values are texts: one that no row has need not be any of theirs.
    package var texts: Set<Dimension> = []

    package init(columns: [ResultColumn]) { self.columns = columns }
  }

  /// A number and its rows.
  package struct Cell: Sendable {
    /// Its row in the table; nil is the total.
    package var row: Int?
    /// Its column's position in the table; of a number that only the part `cohorts` has of the row's line, its position
    /// there behind all of the table's.
    package var column: Int
    /// Which list its rows are in, and where.
    package var list: Int
    package var rows: [Int]
    /// How many there are in all.
    package var count: Int
    /// The column of the list that adds up to it; nil where its rows are counted.
    package var summed: Int?
    /// Whether a condition on the question leaves of its rows those that meet it, and no other ones: not where they are
    /// what the counted rows lead to, or are counted by what others of their group do.
    package var canBeCut = true

    package init(
      row: Int?, column: Int, list: Int, rows: [Int], count: Int, summed: Int?, canBeCut: Bool
    ) {
      self.canBeCut = canBeCut
      self.row = row
      self.column = column
      self.list = list
      self.rows = rows
      self.count = count
      self.summed = summed
    }
  }

  package var lists: [List] = []
  package var cells: [Cell] = []
  /// Per row of the table, by the name of a dimension that it has as a key, what the key stands for.
  package var keys: [[String: TableOrigin.Key]] = []
  /// What a further condition on its question would mean; nil where it takes none.
  package var naming: TableOrigin.Naming? = .rows
  /// The dimensions that a condition on the question may be of: what all of its rows have.
  package var dimensions: Set<String> = []
  /// Whether its lines were chosen by their numbers, so that of one group others would be.
  package var areLinesChosen = false
  /// How many numbers have rows that were not asked for at all: too many, or of too many numbers.
  package var leftOut = 0

  package init() {}

  /// How far it goes.
  package struct Limits: Sendable {
    /// Numbers of a table whose rows are listed.
    package var cells: Int
    /// Rows of a number that are listed.
    package var rows: Int
    /// Different rows of a list.
    package var all: Int

    package init(cells: Int, rows: Int, all: Int) {
      self.cells = cells
      self.rows = rows
      self.all = all
    }
  }
}
