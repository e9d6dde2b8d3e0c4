#!/usr/bin/env bash
# SQLite: round(x, 2) of a half moved by one hundredth between 3.42 and 3.43: before, the number's 15-digit text was
# rounded (2.675 is 2.68), since then its binary value (2.67), so a rate printed by SQL differs from last year's.
#
# Seen with apsw 3.42.0.1 (SQLite 3.42.0) and apsw 3.43.0.0 (SQLite 3.43.0), Linux, CPython 3.11:
#   3.42.0  2.675 -> 2.68  0.285 -> 0.29  1.005 -> 1.01
#   3.43.0  2.675 -> 2.67  0.285 -> 0.28  1.005 -> 1.0
# A good guess: round() of a stored number does not depend on the library's version.
# Exits 1 if that changes.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cat > "$work/ask.py" <<'PY'
import apsw
row = apsw.Connection(":memory:").execute("select round(2.675, 2), round(0.285, 2), round(1.005, 2)").fetchone()
print(apsw.sqlitelibversion(), *row)
PY
for version in 3.42.0.1 3.43.0.0; do
  python3 -m pip install -q --root-user-action=ignore --disable-pip-version-check --target "$work/$version" "apsw==$version"
  PYTHONPATH="$work/$version" python3 "$work/ask.py"
done | tee "$work/seen"
diff "$work/seen" - <<'SEEN' || { echo "changed"; exit 1; }
3.42.0 2.68 0.29 1.01
3.43.0 2.67 0.28 1.0
SEEN
