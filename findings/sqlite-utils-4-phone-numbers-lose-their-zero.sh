#!/usr/bin/env bash
# sqlite-utils 4: `insert --csv` now finds types by itself, where 3 made every column text. A column of digits is an integer
# whatever its first digit, so Vietnam's phone numbers (0912345678) lose the zero, codes such as 007 become 7, and two that
# differ in it alone fall together; 475.000 (đồng) is 475. `--no-detect-types` keeps them.
#
# Seen with sqlite-utils 4.2.1 and 3.39, CPython 3.11.
# A good guess: digits behind a zero are an identifier and stay text (as with DuckDB's or the older version's reader).
# Exits 1 if that changes.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for version in 3.39 4.2.1; do
  python3 -m pip install -q --root-user-action=ignore --disable-pip-version-check --target "$work/$version" "sqlite-utils==$version"
done
printf 'phone,code,amount\n0912345678,007,475.000\n0903111222,7,1.234\n' > "$work/kh.csv"
for version in 3.39 4.2.1; do
  export PYTHONPATH="$work/$version"
  python3 -m sqlite_utils insert "$work/$version.db" kh "$work/kh.csv" --csv > /dev/null 2>&1
  echo "$version"
  python3 -m sqlite_utils rows "$work/$version.db" kh
done | tee "$work/seen"
diff "$work/seen" - <<'SEEN' || { echo "changed"; exit 1; }
3.39
[{"phone": "0912345678", "code": "007", "amount": "475.000"},
 {"phone": "0903111222", "code": "7", "amount": "1.234"}]
4.2.1
[{"phone": 912345678, "code": 7, "amount": 475.0},
 {"phone": 903111222, "code": 7, "amount": 1.234}]
SEEN
