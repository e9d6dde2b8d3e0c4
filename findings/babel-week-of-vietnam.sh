#!/usr/bin/env bash
# Babel: the week number of Vietnam's locale is not the ISO week. CLDR gives vi_VN Monday weeks, but a first week of one
# day, so from the first days of January on the number is one more than ISO's in every year that begins on Friday,
# Saturday or Sunday: 4 September 2023, an ISO week 36, prints as 37.
#
# Seen with Babel 2.19.0, CPython 3.11:
#   2023-09-04  Babel vi_VN 37  ISO 36   de_DE 36
# A good guess: where weeks begin on Monday, week numbers are ISO's.
# Exits 1 if that changes.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m pip install -q --root-user-action=ignore --disable-pip-version-check --target "$work/lib" babel==2.19.0
PYTHONPATH="$work/lib" python3 - <<'PY' | tee "$work/seen"
from datetime import date
from babel import Locale
from babel.dates import format_date
day = date(2023, 9, 4)
vietnam = Locale.parse("vi_VN")
print("first day", vietnam.first_week_day, "least days", vietnam.min_week_days)
print(day, format_date(day, "w", locale="vi_VN"), day.isocalendar().week, format_date(day, "w", locale="de_DE"))
PY
diff "$work/seen" - <<'SEEN' || { echo "changed"; exit 1; }
first day 0 least days 1
2023-09-04 37 36 36
SEEN
