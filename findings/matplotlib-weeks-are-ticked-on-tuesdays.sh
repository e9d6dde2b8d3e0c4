#!/usr/bin/env bash
# matplotlib's WeekdayLocator, without a day, puts the ticks of weeks on Tuesdays: its day is given as 1, while its own
# names count from Monday as 0. A weekly line whose points are Mondays has no point above any tick, and each tick's label
# is a date of which there is no point. `WeekdayLocator(byweekday=MO)` ticks Mondays.
#
# Seen with matplotlib 3.11.2, CPython 3.11.
# A good guess: weeks begin on Monday (or, elsewhere, on Sunday).
# Exits 1 if that changes.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m pip install -q --root-user-action=ignore --disable-pip-version-check --target "$work/lib" matplotlib==3.11.2
PYTHONPATH="$work/lib" MPLCONFIGDIR="$work" python3 - <<'PY' | tee "$work/seen"
import datetime
from matplotlib import dates
month = datetime.datetime(2023, 9, 1), datetime.datetime(2023, 9, 30)
for locator in dates.WeekdayLocator(), dates.WeekdayLocator(byweekday=dates.MO):
    print(*(day.strftime('%A %d') for day in dates.num2date(locator.tick_values(*month))), sep=', ')
print('MO is', int(dates.MO.weekday))
PY
diff "$work/seen" - <<'SEEN' || { echo "changed"; exit 1; }
Tuesday 05, Tuesday 12, Tuesday 19, Tuesday 26
Monday 04, Monday 11, Monday 18, Monday 25
MO is 0
SEEN
