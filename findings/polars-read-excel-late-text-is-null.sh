#!/usr/bin/env bash
# polars: read_excel decides a column's type by its first 1000 rows and then makes null, without a warning, of every
# later cell that is something else: a late code of letters, a late "chưa rõ" among dates. In a yes/no column a late 7
# is even true. read_csv stops with an error there. `infer_schema_length=None` keeps all cells.
#
# Seen with polars 2.1.0 over fastexcel 0.21.0 (a file of XlsxWriter 3.3.1), CPython 3.11; row 1001 is the other one:
#   code Int64, null     day Date, null     vip Boolean, true
# A good guess: what does not fit the type that was guessed is an error, as in read_csv.
# Exits 1 if that changes.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m pip install -q --root-user-action=ignore --disable-pip-version-check --target "$work/lib" \
  polars==2.1.0 fastexcel==0.21.0 xlsxwriter==3.3.1
cat > "$work/ask.py" <<'PY'
import datetime
import io
import sys
import polars
import xlsxwriter
path = sys.argv[1]
book = xlsxwriter.Workbook(path)
sheet = book.add_worksheet()
day = book.add_format({"num_format": "dd/mm/yyyy"})
sheet.write_row(0, 0, ["code", "day", "vip"])
for row in range(1, 1001):
    sheet.write_row(row, 0, [row, None, True])
    sheet.write_datetime(row, 1, datetime.date(2024, 1, 5), day)
sheet.write_row(1001, 0, ["HN-7", "chưa rõ", 7])
book.close()
for how in ({}, {"infer_schema_length": None}):
    read = polars.read_excel(path, **how)
    print(*read.dtypes, "|", read.height, *read.row(-1))
lines = "\n".join(["code", *map(str, range(1, 1001)), "HN-7"])
try:
    print(polars.read_csv(io.StringIO(lines)).row(-1))
except polars.exceptions.ComputeError as error:
    print("read_csv:", str(error).splitlines()[0])
PY
PYTHONPATH="$work/lib" python3 "$work/ask.py" "$work/book.xlsx" | tee "$work/seen"
diff "$work/seen" - <<'SEEN' || { echo "changed"; exit 1; }
Int64 Date Boolean | 1001 None None True
String String Int64 | 1001 HN-7 chưa rõ 7
read_csv: could not parse `HN-7` as dtype `i64` at column 'code' (column number 1)
SEEN
