#!/usr/bin/env bash
# sqlglot: translating SQLite's `/` for DuckDB keeps the integer division only where both sides are CASTs to an integer;
# of counts and of literals it makes DuckDB's real division, so the same query has another
# number there, though the translator took care of the division by zero in the same expression.
#
# Seen with sqlglot 30.30.0, duckdb 2.0.1, CPython 3.11 (its own sqlite3):
#   count(*) / count(x) over 3 rows, 2 with x    SQLite 1    translated for DuckDB 1.5
# A good guess: the translation of a query gives the same number, or says that it does not know the types.
# Exits 1 if that changes.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m pip install -q --root-user-action=ignore --disable-pip-version-check --target "$work/lib" \
  sqlglot==30.30.0 duckdb==2.0.1
PYTHONPATH="$work/lib" python3 - <<'PY' | tee "$work/seen"
import sqlite3
import duckdb
import sqlglot
rows = " from (select 1 as x union all select 2 union all select null) as t"
for term in ("count(*) / count(x)", "7 / 2", "cast(count(*) as integer) / cast(count(x) as integer)"):
    translated = sqlglot.transpile(f"select {term}{rows}", read="sqlite", write="duckdb")[0]
    print(
        sqlite3.connect(":memory:").execute(f"select {term}{rows}").fetchone()[0],
        duckdb.connect().execute(translated).fetchone()[0],
        translated.removeprefix("SELECT ").split(" FROM ")[0],
        sep=" | ",
    )
PY
diff "$work/seen" - <<'SEEN' || { echo "changed"; exit 1; }
1 | 1.5 | COUNT(*) / NULLIF(COUNT(x), 0)
3 | 3.5 | 7 / NULLIF(2, 0)
1 | 1 | CAST(COUNT(*) AS INT) // CAST(COUNT(x) AS INT)
SEEN
