#!/usr/bin/env bash
# A table of Spark's that is cut into parts (`partitioned by`) has no rows after `alter table … rename to`, in the catalog that
# Spark keeps in memory (what `pip install pyspark` starts with, and a Spark Connect server without a metastore): the folder is moved,
# but each part is still looked for where it was. Nothing fails, and `show partitions` lists all of them; `msck repair table` mends
# it. A table without parts keeps its rows.
#
# Seen with pyspark 4.3.0, Java 17, CPython 3.11. A good guess: renaming changes a name.
# Exits 1 if that changes.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
java -version > "$work/log" 2>&1 || { apt-get -qq update && apt-get -qq install -y openjdk-17-jre-headless; } > "$work/log" 2>&1
python3 -m pip install -q --root-user-action=ignore --disable-pip-version-check --target "$work/lib" pyspark==4.3.0
cat > "$work/ask.py" <<'PY'
import sys

from pyspark.sql import SparkSession

spark = (SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false").config("spark.sql.shuffle.partitions", "1")
         .config("spark.sql.warehouse.dir", sys.argv[1] + "/warehouse").getOrCreate())
rows = "select id, id % 3 as month from range(9)"


def count(name):
    return spark.table(name).count()


for kind, parts in ("whole", ""), ("parts", "partitioned by (month)"):
    spark.sql(f"create table {kind} using parquet {parts} as {rows}")
    before = count(kind)
    spark.sql(f"alter table {kind} rename to {kind}_renamed")
    print(f"{kind}: {before} rows, renamed {count(kind + '_renamed')}")
print("parts that are listed:", spark.sql("show partitions parts_renamed").count())
spark.sql("msck repair table parts_renamed")
print("repaired:", count("parts_renamed"), "rows")
print("in its folder:", spark.read.parquet(sys.argv[1] + "/warehouse/parts_renamed").count(), "rows")
PY
(cd "$work" && PYTHONPATH="$work/lib" PYSPARK_PYTHON=python3 python3 "$work/ask.py" "$work" 2> "$work/log") | tee "$work/seen"
diff "$work/seen" - <<'SEEN' || { echo "changed"; exit 1; }
whole: 9 rows, renamed 9
parts: 9 rows, renamed 0
parts that are listed: 3
repaired: 9 rows
in its folder: 9 rows
SEEN
