#!/usr/bin/env bash
# SQLite 3.40 (Debian 12's): with `trusted_schema` off, one index over a JSON function makes every table of the file
# unreadable, other tables too, and the error is that of a damaged file (SQLITE_CORRUPT, "malformed database schema").
# A newer SQLite takes JSON functions for harmless and reads the file.
#
# Seen with apsw 3.40.0.0 and 3.53.0.0, Linux, CPython 3.11; a table without any index is asked:
#   3.40.0  trusted: 7   not trusted: CorruptError, unsafe use of json_extract()
#   3.53.0  trusted: 7   not trusted: 7
# A good guess: the setting keeps a function from being called, where it would be called.
# Exits 1 if that changes.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cat > "$work/ask.py" <<'PY'
import apsw
import sys
path = sys.argv[1]
made = apsw.Connection(path)
made.execute("create table notes(body); create index i on notes(json_extract(body, '$.k'))")
made.execute("create table other(x); insert into other values (7)")
made.close()
said = []
for trusted in (1, 0):
    asked = apsw.Connection(path)
    asked.execute(f"pragma trusted_schema = {trusted}")
    try:
        said.append(str(asked.execute("select x from other").fetchone()[0]))
    except apsw.Error as error:
        said.append(f"{type(error).__name__} {str(error).split(' - ')[-1]}")
print(apsw.sqlitelibversion(), *said, sep=" | ")
PY
for version in 3.40.0.0 3.53.0.0; do
  python3 -m pip install -q --root-user-action=ignore --disable-pip-version-check --target "$work/$version" "apsw==$version"
  PYTHONPATH="$work/$version" python3 "$work/ask.py" "$work/$version.db"
done | tee "$work/seen"
diff "$work/seen" - <<'SEEN' || { echo "changed"; exit 1; }
3.40.0 | 7 | CorruptError unsafe use of json_extract()
3.53.0 | 7 | 7
SEEN
