#!/usr/bin/env bash
# pyarrow: the mean of decimals has the type of its column, so of đồng (no decimals) it is rounded to whole đồng, of
# counts to whole things: the mean of 1 and 2 is 2, of 0, 0 and 1 is 0, in a column and by group. Its variance and its
# quantiles are doubles, and so is Polars' mean of the same column.
#
# Seen with pyarrow 26.0.1, polars 2.1.0, CPython 3.11.
# A good guess: a mean of decimals is a double, or has more decimals than the column, as in PostgreSQL, Spark, MySQL.
# Exits 1 if that changes.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m pip install -q --root-user-action=ignore --disable-pip-version-check --target "$work/lib" pyarrow==26.0.1 polars==2.1.0
PYTHONPATH="$work/lib" python3 - <<'PY' | tee "$work/seen"
from decimal import Decimal
import polars, pyarrow, pyarrow.compute as compute
for values in ('1', '2'), ('0', '0', '1'), ('2', '2', '3', '3', '3'):
    column = pyarrow.array([Decimal(v) for v in values], pyarrow.decimal128(18, 0))
    table = pyarrow.table({'g': [1] * len(column), 'a': column})
    print(*values, ':', compute.mean(column), table.group_by('g').aggregate([('a', 'mean')])['a_mean'][0], compute.variance(column).type,
          '%.3f' % polars.from_arrow(column).mean())
PY
diff "$work/seen" - <<'SEEN' || { echo "changed"; exit 1; }
1 2 : 2 2 double 1.500
0 0 1 : 0 0 double 0.333
2 2 3 3 3 : 3 3 double 2.600
SEEN
