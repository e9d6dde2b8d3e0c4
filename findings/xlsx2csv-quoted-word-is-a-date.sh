#!/usr/bin/env bash
# xlsx2csv: it looks for date letters inside the quoted text of a number format too, so a count formatted as a number of
# days comes out as the format itself, and one formatted as a month as the month of a day in 1900. The number is gone,
# though every word is quoted as the format asks, and openpyxl and calamine read the number.
#
# Seen with xlsx2csv 0.8.6 (a file of XlsxWriter 3.3.1, also read by openpyxl 3.1.5), CPython 3.11:
#   5 as   0 "ngày"   -> 0 "ngày"      5 as   "Tháng" 0   -> "t12áng" 0      5 as   #,##0 "₫"   -> 5
# A good guess: what stands in quotes is text.
# Exits 1 if that changes.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m pip install -q --root-user-action=ignore --disable-pip-version-check --target "$work/lib" \
  xlsx2csv==0.8.6 xlsxwriter==3.3.1 openpyxl==3.1.5
cat > "$work/ask.py" <<'PY'
import csv
import io
import sys
import openpyxl
import xlsxwriter
from xlsx2csv import Xlsx2csv
path = sys.argv[1]
book = xlsxwriter.Workbook(path)
sheet = book.add_worksheet()
for row, shown in enumerate(('0 "ngày"', '"Tháng" 0', '#,##0 "₫"')):
    sheet.write_number(row, 0, 5, book.add_format({"num_format": shown}))
book.close()
text = io.StringIO()
Xlsx2csv(path).convert(text)
rows = csv.reader(io.StringIO(text.getvalue()))
for cell, row in zip(openpyxl.load_workbook(path).active["A"], rows):
    print(cell.number_format, cell.value, row[0], sep=" | ")
PY
PYTHONPATH="$work/lib" python3 "$work/ask.py" "$work/book.xlsx" | tee "$work/seen"
diff "$work/seen" - <<'SEEN' || { echo "changed"; exit 1; }
0 "ngày" | 5 | 0 "ngày"
"Tháng" 0 | 5 | "t12áng" 0
#,##0 "₫" | 5 | 5
SEEN
