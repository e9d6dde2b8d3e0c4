/// What `kpi push` says to PostgreSQL.
enum PushSQL {
  /// What begins a session.
  static let settings = [
    "SET timezone = 'UTC'", "SET datestyle = 'ISO, YMD'", "SET extra_float_digits = 1",
    "SET standard_conforming_strings = on", "SET client_min_messages = warning",
    "SET default_transaction_read_only = off", "SET synchronous_commit = on",
  ]

  /// A text as SQL has it, under `standard_conforming_strings`.
  static func literal(_ text: String) -> String { "'" + text.replacing("'", with: "''") + "'" }

  static func schemas(named name: String) -> String {
    "SELECT nspname::text FROM pg_catalog.pg_namespace WHERE nspname = \(literal(name))"
  }

  /// A row for whatever has a name that a table would take: name, kind, comment.
  static func relations(in schema: String) -> String {
    """
    SELECT c.relname::text, c.relkind::text, coalesce(pg_catalog.obj_description(c.oid, 'pg_class'), '')::text
    FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = \(literal(schema))
    """
  }
}

extension PushType {
  /// As SQL names it.
  package var sql: String {
    switch self {
    case .boolean: "boolean"
    case .bigint: "bigint"
    case .double: "double precision"
    case .text: "text"
    case .date: "date"
    case .timestamp: "timestamp"
    case .timestamptz: "timestamptz"
    case .bytea: "bytea"
    case .numeric(let scale): "numeric(18, \(scale))"
    }
  }

  /// What adds a column's values up as a whole number.
  func sum(of name: String) -> String {
    switch self {
    case .boolean: "count(*) FILTER (WHERE \(name))"
    case .bigint: "sum(\(name)) * 10000"
    case .numeric: "sum(\(name)) * 10000"
    // Every bit of it.
    case .double:
      "sum(('x' || pg_catalog.encode(pg_catalog.float8send(\(name)), 'hex'))::bit(64)::bigint::numeric)"
    case .text, .bytea: "sum(pg_catalog.octet_length(\(name)))"
    case .date: "sum((\(name) - date '1970-01-01')::numeric) * 86400000000"
    case .timestamp, .timestamptz: "sum(extract(epoch from \(name))::numeric * 1000000)"
    }
  }
}
