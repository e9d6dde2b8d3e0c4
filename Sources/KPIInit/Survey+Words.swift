/// Words that programs set before all names, and that say nothing of what the names are of.
extension Survey {
  /// The longest mark of a table before its columns: `l_` of `lineitem`, `ps_` of `partsupp`.
  private static let longestMark = 3

  mutating func cutCommonWords() {
    cutCommonWordOfTables()
    for index in tables.indices { tables[index].cutCommonWordOfColumns(longest: Self.longestMark) }
  }

  /// `olist_orders`, `olist_customers`, `wp_posts`, `wp_users`: the word that most tables begin with.
  private mutating func cutCommonWordOfTables() {
    let firsts = Dictionary(grouping: tables.map(\.words).filter { $0.folded.count > 1 }, by: { $0.folded[0] })
    guard let (word, those) = firsts.max(by: { ($0.value.count, $1.key) < ($1.value.count, $0.key) }),
      those.count > 2, those.count * 5 >= tables.count * 4
    else { return }
    let thing = Words(word).singular.joined
    // `customer_notes` beside `customers`, or beside a `customer_id`, are of customers.
    guard !tables.contains(where: { $0.words.singular.joined == thing }),
      !tables.contains(where: { table in
        table.columns.contains { Drafter.stem(of: $0.words)?.singular.joined == thing }
      })
    else { return }
    let cut = tables.map {
      $0.words.folded.first == word && $0.words.folded.count > 1 ? $0.words.dropFirst() : $0.words
    }
    guard Set(cut.map(\.singular.joined)).count == cut.count else { return }
    for index in tables.indices { tables[index].words = cut[index] }
  }
}

extension TableFacts {
  /// `l_orderkey`, `l_partkey`, `l_tax`: a mark of the table before each of its columns.
  fileprivate mutating func cutCommonWordOfColumns(longest: Int) {
    guard columns.count > 2, let mark = columns[0].words.folded.first, mark.count <= longest,
      !Drafter.keyBeginnings.contains(mark), mark != "is",
      columns.allSatisfy({ $0.words.folded.count > 1 && $0.words.folded[0] == mark })
    else { return }
    for index in columns.indices { columns[index].words = columns[index].words.dropFirst() }
  }
}
