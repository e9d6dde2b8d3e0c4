import CSQLite

/// Functions that queries have beside SQLite's own.
extension Connection {
  /// `nfc(TEXT)`: the text as `kpi` reads it, composed, so that texts that look the same are the same.
  func addComposing() throws(StoreError) {
    let code = sqlite3_create_function_v2(
      handle, "nfc", 1, SQLITE_UTF8 | SQLITE_DETERMINISTIC, nil,
      { context, _, arguments in
        guard let value = arguments?[0], let start = sqlite3_value_text(value) else {
          return sqlite3_result_null(context)
        }
        let text = Bytes(start, count: Int(sqlite3_value_bytes(value)))
        CanonicalText.with(text) { composed, _ in
          composed.base.withMemoryRebound(to: CChar.self, capacity: composed.count) { base in
            // SAFETY: SQLite copies the bytes before this returns.
            let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
            sqlite3_result_text(context, base, Int32(truncatingIfNeeded: composed.count), copied)
          }
        }
      }, nil, nil, nil)
    guard code == SQLITE_OK else { throw error(code) }
  }
}
