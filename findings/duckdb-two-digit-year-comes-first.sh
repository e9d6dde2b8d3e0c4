#!/usr/bin/env bash
# DuckDB: its CSV reader tries year-month-day before day-month-year for years of two digits, and "24" passes for a day,
# so a Vietnamese column dd/mm/yy of the years up to 31 is read the wrong way round, every date of it, without an error:
# 25/12/24 is 24 December 2025. One date of 1999 in the file turns all of them right.
#
# Seen with duckdb 2.0.1 (PyPI), CPython 3.11:
#   25/12/24 31/12/24            -> 2025-12-24 2031-12-24
#   25/12/24 31/12/24 31/12/99   -> 2024-12-25 2024-12-31 1999-12-31
#   25/12/2024 31/12/2024        -> 2024-12-25 2024-12-31
# A good guess: where the four-digit form is understood as day, month, year, the two-digit form is too.
# Exits 1 if that changes.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m pip install -q --root-user-action=ignore --disable-pip-version-check --target "$work/lib" duckdb==2.0.1
cat > "$work/ask.py" <<'PY'
import duckdb
import sys
path = sys.argv[1]
for days in ("25/12/24 31/12/24", "25/12/24 31/12/24 31/12/99", "25/12/2024 31/12/2024"):
    with open(path, "w") as file:
        file.write("\n".join(["ngay,so", *(f"{day},1" for day in days.split())]) + "\n")
    read = duckdb.connect().execute("select typeof(ngay), ngay::varchar from read_csv(?)", [path]).fetchall()
    print(read[0][0], *(day for _, day in read))
PY
PYTHONPATH="$work/lib" python3 "$work/ask.py" "$work/days.csv" | tee "$work/seen"
diff "$work/seen" - <<'SEEN' || { echo "changed"; exit 1; }
DATE 2025-12-24 2031-12-24
DATE 2024-12-25 2024-12-31 1999-12-31
DATE 2024-12-25 2024-12-31
SEEN
