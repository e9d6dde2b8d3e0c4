#!/usr/bin/env bash
# SQLite: sum(), total() and avg() of REAL are compensated from 3.43 on and plain before, so the same file has two sums;
# a large amount and its cancellation even swallow what lies between them.
#
# Seen with apsw 3.42.0.1 (SQLite 3.42.0) and apsw 3.43.0.0 (SQLite 3.43.0), Linux, CPython 3.11:
#   3.42.0  ten times 0.1 = 0.9999999999999999   1e100, 1, -1e100 = 0.0
#   3.43.0  ten times 0.1 = 1.0                  1e100, 1, -1e100 = 1.0
# A good guess: a database's own aggregate is the same in every version, or at least where it is compared with `=`.
# Debian 12 has 3.40 (plain sums), so a check against the system's sqlite3 must not compare REAL sums digit by digit.
# Exits 1 if that changes.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cat > "$work/ask.py" <<'PY'
import apsw
number = lambda sql: apsw.Connection(":memory:").execute(sql).fetchone()[0]
tenths = number("with recursive t(i) as (select 1 union all select i + 1 from t where i < 10) select sum(0.1) from t")
cancelled = number("select sum(x) from (select 1e100 as x union all select 1.0 union all select -1e100)")
print(apsw.sqlitelibversion(), tenths, cancelled)
PY
for version in 3.42.0.1 3.43.0.0; do
  python3 -m pip install -q --root-user-action=ignore --disable-pip-version-check --target "$work/$version" "apsw==$version"
  PYTHONPATH="$work/$version" python3 "$work/ask.py"
done | tee "$work/seen"
diff "$work/seen" - <<'SEEN' || { echo "changed"; exit 1; }
3.42.0 0.9999999999999999 0.0
3.43.0 1.0 1.0
SEEN
