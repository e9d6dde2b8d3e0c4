#!/usr/bin/env bash
# Spark's `java_method` (`reflect`) ends the whole query where an argument of a primitive type is null, with an
# IllegalArgumentException of Java's reflection, after every row before it. `try_reflect`, or `case when x is not null`, gives null there.
#
# Seen with pyspark 4.3.0, Java 17, CPython 3.11. A good guess: null in, null out, as of nearly all of Spark's functions.
# Exits 1 if that changes.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
java -version > "$work/log" 2>&1 || { apt-get -qq update && apt-get -qq install -y openjdk-17-jre-headless; } > "$work/log" 2>&1
python3 -m pip install -q --root-user-action=ignore --disable-pip-version-check --target "$work/lib" pyspark==4.3.0
cat > "$work/ask.py" <<'PY'
from pyspark.sql import SparkSession

spark = SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false").getOrCreate()
rows = "from values (cast(1.5 as double)), (cast(null as double)) as t(x)"


def ask(name, text):
    try:
        print(f"{name}: {[row[0] for row in spark.sql(f'select {text} {rows}').collect()]}")
    except Exception as e:
        print(f"{name}: fails, {'IllegalArgumentException' if 'IllegalArgumentException' in str(e) else type(e).__name__}")


for call in "java_method", "try_reflect":
    ask(call, f"{call}('java.lang.Double', 'doubleToRawLongBits', x)")
ask("guarded", "case when x is not null then java_method('java.lang.Double', 'doubleToRawLongBits', x) end")
ask("sqrt", "sqrt(x)")
PY
(cd "$work" && PYTHONPATH="$work/lib" PYSPARK_PYTHON=python3 python3 "$work/ask.py" 2> "$work/log") | tee "$work/seen"
diff "$work/seen" - <<'SEEN' || { echo "changed"; exit 1; }
java_method: fails, IllegalArgumentException
try_reflect: ['4609434218613702656', None]
guarded: ['4609434218613702656', None]
sqrt: [1.224744871391589, None]
SEEN
