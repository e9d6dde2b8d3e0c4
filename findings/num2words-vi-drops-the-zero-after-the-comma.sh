#!/usr/bin/env bash
# num2words in Vietnamese reads the decimals as a whole number of hundredths, so 12.05 is "twelve comma five", which a
# listener takes for 12.5, while 12.5 is "twelve comma fifty"; a third decimal is rounded away, and 1.005 is "one". In
# English the same library reads digit by digit.
#
# Seen with num2words 0.5.14, CPython 3.11:
#   12.05  mười hai phẩy năm         12.5   mười hai phẩy năm mươi
# A good guess: the zero after the comma is said, as in the other languages.
# Exits 1 if that changes.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m pip install -q --root-user-action=ignore --disable-pip-version-check --target "$work/lib" num2words==0.5.14
PYTHONPATH="$work/lib" python3 - <<'PY' | tee "$work/seen"
from num2words import num2words
for number in (12.05, 12.5, 1.005):
    print(number, num2words(number, lang="vi"), num2words(number, lang="en"), sep=" | ")
PY
diff "$work/seen" - <<'SEEN' || { echo "changed"; exit 1; }
12.05 | mười hai phẩy năm | twelve point zero five
12.5 | mười hai phẩy năm mươi | twelve point five
1.005 | một | one point zero zero five
SEEN
