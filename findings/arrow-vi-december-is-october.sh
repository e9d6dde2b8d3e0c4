#!/usr/bin/env bash
# Arrow, Vietnamese: the months 11 and 12 are written "Tháng Mười Một" and "Tháng Mười Hai", October "Tháng Mười". At
# the end of a text the first name that fits is taken and the rest is left unread, so a month of December is read as
# October, without an error. With the year behind the name it is read right.
#
# Seen with arrow 1.4.0, CPython 3.11:
#   2023 Tháng Mười Hai -> 2023-10    Tháng Mười Hai 2023 -> 2023-12
# A good guess: what `format` writes in a locale, `get` reads back in that locale.
# Exits 1 if that changes.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m pip install -q --root-user-action=ignore --disable-pip-version-check --target "$work/lib" arrow==1.4.0
PYTHONPATH="$work/lib" python3 - <<'PY' | tee "$work/seen"
import arrow
for form in 'YYYY MMMM', 'MMMM YYYY':
    for month in 10, 11, 12:
        text = arrow.get(2023, month, 1).format(form, locale='vi')
        print(text, '->', arrow.get(text, form, locale='vi').format('YYYY-MM'))
PY
diff "$work/seen" - <<'SEEN' || { echo "changed"; exit 1; }
2023 Tháng Mười -> 2023-10
2023 Tháng Mười Một -> 2023-10
2023 Tháng Mười Hai -> 2023-10
Tháng Mười 2023 -> 2023-10
Tháng Mười Một 2023 -> 2023-11
Tháng Mười Hai 2023 -> 2023-12
SEEN
