#!/usr/bin/env bash
# DuckDB: a half cast to an integer goes to the even neighbour from DOUBLE and away from zero from DECIMAL, from text
# and in round(), so 2.5 becomes 2 or 3 by the type of its column, which for a CSV or an expression is chosen silently
# (2.5 is a DECIMAL, 5 / 2 a DOUBLE).
#
# Seen with duckdb 2.0.1 (PyPI), CPython 3.11:
#   cast(2.5 as int) = 3   cast(5 / 2 as int) = 2   cast('2.5' as int) = 3   round(5 / 2) = 3.0
# A good guess: equal numbers cast to equal integers.
# Exits 1 if that changes.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m pip install -q --root-user-action=ignore --disable-pip-version-check --target "$work/lib" duckdb==2.0.1
PYTHONPATH="$work/lib" python3 - <<'PY' | tee "$work/seen"
import duckdb
print(duckdb.__version__, *duckdb.execute("""
  select typeof(2.5), cast(2.5 as int), typeof(5 / 2), cast(5 / 2 as int), cast('2.5' as int), round(5 / 2)
""").fetchone())
PY
diff "$work/seen" - <<'SEEN' || { echo "changed"; exit 1; }
2.0.1 DECIMAL(2,1) 3 DOUBLE 2 3 3.0
SEEN
