#!/usr/bin/env bash
# libxlsxwriter: it writes each part of a workbook into a temporary file, reads that back and packs it, and never looks
# whether the writing went well. Where the file for a sheet cannot grow (a full disk, a quota, a limit), `workbook_close`
# still returns LXW_NO_ERROR, and the workbook has half a sheet: some readers open it, none sees all rows.
#
# Seen with libxlsxwriter 1.1.4 (Debian 12), read by the zip and XML of CPython 3.11.
# A good guess: a library that returns an error code returns one when a write fails.
# Exits 1 if that changes. Needs gcc, libxlsxwriter-dev, python3.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
cat > book.c <<'C'
#include <signal.h>
#include <stdio.h>
#include <xlsxwriter.h>
int main(void) {
  signal(SIGXFSZ, SIG_IGN);
  lxw_workbook *book = workbook_new("book.xlsx");
  lxw_worksheet *sheet = workbook_add_worksheet(book, NULL);
  for (int row = 0; row < 20000; row++) worksheet_write_number(sheet, row, 0, row, NULL);
  lxw_error error = workbook_close(book);
  printf("workbook_close: %d, %s\n", error, lxw_strerror(error));
  return 0;
}
C
gcc -o book book.c -lxlsxwriter
# Every file may have 200 KiB: the workbook needs less, the sheet's own file more.
(ulimit -f 200; TMPDIR="$work" ./book) | tee seen
python3 - <<'PY' | tee -a seen
import xml.etree.ElementTree as ET
import zipfile
text = zipfile.ZipFile("book.xlsx").read("xl/worksheets/sheet1.xml")
try:
    ET.fromstring(text)
    print("the sheet is whole")
except ET.ParseError:
    print(f"the sheet is cut, rows: {'all' if text.count(b'<row ') >= 20000 else 'some'}")
PY
diff seen - <<'SEEN' || { echo "changed"; exit 1; }
workbook_close: 0, No error.
the sheet is cut, rows: some
SEEN
