#!/usr/bin/env bash
# SQLite: a REAL becomes a text of 15 digits up to 3.51 and of up to 17 from 3.53 on, so the same `group by`, `||` or
# CAST over the same file gives other texts, and two different numbers that were one group are two.
#
# Seen with apsw 3.51.3.0 (SQLite 3.51.3) and apsw 3.53.0.0 (SQLite 3.53.0), Linux, CPython 3.11:
#   3.51.3  0.3                  1.0e+15             1 group
#   3.53.0  0.30000000000000004  1000000000000000.0  2 groups
# A good guess: what one SQLite wrote as text the next one writes alike.
# Exits 1 if that changes.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cat > "$work/ask.py" <<'PY'
import apsw
ask = lambda sql: apsw.Connection(":memory:").execute(sql).fetchall()
(sum_text, large), = ask("select cast(0.1 + 0.2 as text), cast(1e15 as text)")
groups = ask("select cast(x as text) from (select 0.1 + 0.2 as x union all select 0.3) group by 1")
print(apsw.sqlitelibversion(), sum_text, large, len(groups))
PY
for version in 3.51.3.0 3.53.0.0; do
  python3 -m pip install -q --root-user-action=ignore --disable-pip-version-check --target "$work/$version" "apsw==$version"
  PYTHONPATH="$work/$version" python3 "$work/ask.py"
done | tee "$work/seen"
diff "$work/seen" - <<'SEEN' || { echo "changed"; exit 1; }
3.51.3 0.3 1.0e+15 1
3.53.0 0.30000000000000004 1000000000000000.0 2
SEEN
