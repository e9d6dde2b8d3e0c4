#!/usr/bin/env bash
# Polars: a quotient of two Decimal columns has as many decimals as its dividend. Amounts of đồng and counts have none,
# so a rate of 1 won of 3 deals is 0, of 2 is 1, an average order of 200 đồng over 3 is 67. From integer columns of the same
# values the quotient is a double. Databases that have decimals deliver them through Arrow as Decimal, unasked.
#
# Seen with polars 2.1.0, CPython 3.11.
# A good guess: decimals of a quotient go beyond its parts', as in PostgreSQL, MySQL, Spark, Arrow.
# Exits 1 if that changes.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m pip install -q --root-user-action=ignore --disable-pip-version-check --target "$work/lib" polars==2.1.0
PYTHONPATH="$work/lib" python3 - <<'PY' | tee "$work/seen"
from decimal import Decimal
import polars as pl
values = {'won': [1, 2, 200], 'of': [3, 3, 3]}
for kind in pl.Int64, pl.Decimal(18, 0), pl.Decimal(18, 2):
    ratio = pl.DataFrame(values, schema={'won': kind, 'of': kind}).select(pl.col('won') / pl.col('of')).to_series()
    print(kind, ':', ratio.dtype, *[round(x, 4) for x in ratio])
PY
diff "$work/seen" - <<'SEEN' || { echo "changed"; exit 1; }
Int64 : Float64 0.3333 0.6667 66.6667
Decimal(precision=18, scale=0) : Decimal(precision=38, scale=0) 0.0000 1.0000 67.0000
Decimal(precision=18, scale=2) : Decimal(precision=38, scale=2) 0.3300 0.6700 66.6700
SEEN
