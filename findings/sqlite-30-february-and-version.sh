#!/usr/bin/env bash
# SQLite: a day that does not exist moved by a month between 3.44 and 3.45. Before, date('2023-02-30') gave the text back
# as it was, so that `strftime('%m', x)` counts such an order in February and the usual check `date(x) = x` lets it
# through; since then it is 2 March. In the older versions any modifier makes 2 March of it, too, in the same query.
#
# Seen with apsw 3.44.0.0 (SQLite 3.44.0) and apsw 3.45.3.0 (SQLite 3.45.3), Linux, CPython 3.11:
#   3.44.0  date 2023-02-30  check 1  month 02  with '+0 days': 2023-03-02, month 03
#   3.45.3  date 2023-03-02  check 0  month 03  with '+0 days': 2023-03-02, month 03
# A good guess: null, in every version; Debian 12 has 3.40, so a report moves when the server is upgraded.
# Exits 1 if that changes.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cat > "$work/ask.py" <<'PY'
import apsw
row = apsw.Connection(":memory:").execute(
    "select date(x), date(x) = x, strftime('%m', x), date(x, '+0 days'), strftime('%m', x, '+0 days') "
    "from (select '2023-02-30' as x)").fetchone()
print(apsw.sqlitelibversion(), *row)
PY
for version in 3.44.0.0 3.45.3.0; do
  python3 -m pip install -q --root-user-action=ignore --disable-pip-version-check --target "$work/$version" "apsw==$version"
  PYTHONPATH="$work/$version" python3 "$work/ask.py"
done | tee "$work/seen"
diff "$work/seen" - <<'SEEN' || { echo "changed"; exit 1; }
3.44.0 2023-02-30 1 02 2023-03-02 03
3.45.3 2023-03-02 0 03 2023-03-02 03
SEEN
