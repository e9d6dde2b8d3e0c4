#!/usr/bin/env bash
# csvkit: a column of labels such as 1d, 7d, 1w (retention days, sizes, cable lengths: 5m) is taken for durations, so
# "7d" and "1w" become one value, csvjson writes "7 days, 0:00:00", and csvsql --insert stores the label as an
# instant in January 1970. One label of another form ("D7") keeps the column a text. `-I` turns the guessing off.
#
# Seen with csvkit 2.2.0 (agate 1.14.2), SQLAlchemy 2.1.9, CPython 3.11:
#   7d -> 1970-01-08 00:00:00.000000    1w -> the same
# A good guess: types are numbers, dates and texts, and a number with a letter is a text.
# Exits 1 if that changes.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m pip install -q --root-user-action=ignore --disable-pip-version-check --target "$work/lib" \
  csvkit==2.2.0 agate==1.14.2 agate-sql==0.7.3 sqlalchemy==2.1.9
export PYTHONPATH="$work/lib"
printf 'after,users\n1d,40\n7d,25\n1w,25\n' > "$work/kept.csv"
{
  "$work/lib/bin/csvjson" "$work/kept.csv"; echo
  "$work/lib/bin/csvsql" --insert --db "sqlite:///$work/kept.db" "$work/kept.csv"
  python3 -c 'import sqlite3, sys; print(*sqlite3.connect(sys.argv[1]).execute("select after from kept"))' "$work/kept.db"
  "$work/lib/bin/csvjson" -I "$work/kept.csv"; echo
} | tee "$work/seen"
diff "$work/seen" - <<'SEEN' || { echo "changed"; exit 1; }
[{"after": "1 day, 0:00:00", "users": 40.0}, {"after": "7 days, 0:00:00", "users": 25.0}, {"after": "7 days, 0:00:00", "users": 25.0}]
('1970-01-02 00:00:00.000000',) ('1970-01-08 00:00:00.000000',) ('1970-01-08 00:00:00.000000',)
[{"after": "1d", "users": "40"}, {"after": "7d", "users": "25"}, {"after": "1w", "users": "25"}]
SEEN
