#!/usr/bin/env bash
# Sail: the rows of `union all` have the type of its first part. A number with a point behind a whole one ends the query with
# an error about data loss, and where the first part is of 32 bits the others silently lose digits: 16777217 becomes 16777216.
# `values` of the same numbers has a type for all of them, as every union of Spark's has.
#
# Seen with pysail 0.7.2 through pyspark-client 4.2.0 (pyarrow 26.0.1, pandas 2.3.3), CPython 3.11:
#   select 1 union all select 2.5                 -> error        (Spark 4.3: decimal(11,1), 1.0 and 2.5)
#   select cast(1 as float) union all select 16777217 -> float, 16777216  (Spark 4.3: double, 16777217)
# A good guess: what speaks Spark's dialect widens the parts of a union as Spark does, or refuses the query for its types.
# Exits 1 if that changes.
set -euo pipefail
work=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server"; rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install -q --disable-pip-version-check \
  pysail==0.7.2 pyspark-client==4.2.0 pyarrow==26.0.1 pandas==2.3.3
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
SAIL_MODE=local "$work/venv/bin/sail" spark server --ip 127.0.0.1 --port "$port" > "$work/log" 2>&1 &
server=$!
cat > "$work/ask.py" <<'PY'
import os
import socket
import sys
import time
import warnings
warnings.simplefilter("ignore")
from pyspark.sql import SparkSession
port = int(sys.argv[1])
for _ in range(200):
    with socket.socket() as s:
        if s.connect_ex(("127.0.0.1", port)) == 0:
            break
    time.sleep(0.1)
session = SparkSession.builder.remote(f"sc://127.0.0.1:{port}").create()
for query in ("select 1 as a union all select 2.5", "select cast(1 as float) as a union all select 16777217", "select col1 as a from (values (1), (2.5)) as v"):
    try:
        table = session.sql(query).toArrow()
        print(query, "|", table.schema.field("a").type, *(str(v) for v in table.column("a").to_pylist()))
    except Exception as error:
        print(query, "| error:", str(error).splitlines()[0])
sys.stdout.flush()
os._exit(0)
PY
"$work/venv/bin/python" "$work/ask.py" "$port" | tee "$work/seen"
diff "$work/seen" - <<'SEEN' || { echo "changed"; exit 1; }
select 1 as a union all select 2.5 | error: Rescaling Decimal value would cause data loss
select cast(1 as float) as a union all select 16777217 | float 1.0 16777216.0
select col1 as a from (values (1), (2.5)) as v | decimal128(11, 1) 1.0 2.5
SEEN
