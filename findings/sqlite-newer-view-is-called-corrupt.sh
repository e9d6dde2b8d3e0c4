#!/usr/bin/env bash
# SQLite: a view in the syntax of a newer version makes an older one call the whole file corrupt (SQLITE_CORRUPT,
# "malformed database schema"), for every table, though not a byte is damaged and the view is not asked.
#
# Seen with a file written by apsw 3.53.0.0 and read by apsw 3.40.0.0, Linux, CPython 3.11; the view says
# string_agg(x, ',' order by x), which older versions cannot parse:
#   3.53.0  2
#   3.40.0  CorruptError malformed database schema (v) - near "order": syntax error
# A good guess: only who asks for the view is told, and that it is its syntax.
# Exits 1 if that changes.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cat > "$work/ask.py" <<'PY'
import apsw
import os
import sys
path = sys.argv[1]
if not os.path.exists(path):
    made = apsw.Connection(path)
    made.execute("create table t(x); insert into t values (1), (2)")
    made.execute("create view v as select string_agg(x, ',' order by x) as texts from t")
    made.close()
try:
    print(apsw.sqlitelibversion(), apsw.Connection(path).execute("select count(*) from t").fetchone()[0])
except apsw.Error as error:
    print(apsw.sqlitelibversion(), str(error))
PY
for version in 3.53.0.0 3.40.0.0; do
  python3 -m pip install -q --root-user-action=ignore --disable-pip-version-check --target "$work/$version" "apsw==$version"
  PYTHONPATH="$work/$version" python3 "$work/ask.py" "$work/file.db"
done | tee "$work/seen"
diff "$work/seen" - <<'SEEN' || { echo "changed"; exit 1; }
3.53.0 2
3.40.0 CorruptError: malformed database schema (v) - near "order": syntax error
SEEN
