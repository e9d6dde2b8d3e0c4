/// What tells a state of PostgreSQL's from every other.
///
/// Every transaction that changes something, a table's definition and its rights included, has a number, and the snapshot tells
/// which numbers are done: two equal snapshots of one server see the same rows of a plain table. Numbers could come again
/// where the server's files are put back to an earlier day: it is started anew then, so the moment of its start is part of
/// the state. A server that follows another has no numbers of its own.
///
/// Source: https://www.postgresql.org/docs/15/functions-info.html, "Transaction ID and Snapshot Information Functions".
enum PostgreSQLState {
  /// One row: the server, its start, whether it follows another, the snapshot, the database, who asks with whose rights and
  /// where he looks for tables.
  static let query = """
    SELECT s.system_identifier::text, c.timeline_id::text, pg_catalog.pg_postmaster_start_time()::text,
      pg_catalog.pg_is_in_recovery()::text, pg_catalog.txid_current_snapshot()::text,
      (SELECT d.oid::text FROM pg_catalog.pg_database d WHERE d.datname = pg_catalog.current_database()),
      session_user::text, current_user::text, pg_catalog.current_schemas(true)::text, pg_catalog.version()
    FROM pg_catalog.pg_control_system() s CROSS JOIN pg_catalog.pg_control_checkpoint() c
    """

  /// Where in a row it says that the server follows another.
  private static let recovery = 3

  /// How many of the tables, with all that is read with them, may give other rows without a transaction: views, foreign tables,
  /// tables that a crash empties, policies that show each his own, storage of other kinds.
  ///
  /// - Parameter names: with their schemas, quoted.
  static func otherTables(than names: [String]) -> String {
    let given = names.map { "('\($0.replacing("'", with: "''"))'::pg_catalog.regclass::oid)" }.joined(separator: ", ")
    return """
      WITH RECURSIVE t(id) AS (
        SELECT v.id FROM (VALUES \(given.isEmpty ? "(0::oid)" : given)) v(id)
        UNION SELECT i.inhrelid FROM pg_catalog.pg_inherits i JOIN t ON i.inhparent = t.id)
      SELECT count(*)::text FROM t LEFT JOIN pg_catalog.pg_class c ON c.oid = t.id
        LEFT JOIN pg_catalog.pg_am a ON a.oid = c.relam
      WHERE NOT coalesce(c.relkind IN ('r', 'm', 'p') AND c.relpersistence = 'p' AND NOT c.relrowsecurity
        AND (c.relkind = 'p' OR a.amname = 'heap'), false)
      """
  }

  /// The state that a row of `query` tells; nil where it tells none.
  static func bytes(_ row: [String]) -> [UInt8]? {
    guard row.count > recovery, row[recovery] == "false", !row.contains("") else { return nil }
    return row.flatMap { Array($0.utf8) + [0] }
  }
}
