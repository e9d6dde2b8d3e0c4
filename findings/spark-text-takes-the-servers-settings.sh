#!/usr/bin/env bash
# Spark: `${name}` in a statement is replaced by the session's setting of that name before the statement is read, also within a
# quoted text and whatever stands around it. So a condition on a value that holds such letters asks for another value:
# 'gói ${spark.app.name}' is 'gói kpi'. No quoting helps; written as '\u0024{spark.app.name}' the text stays what it is, as it does
# when it is bound as a parameter, and for names that are no setting.
#
# Seen with PySpark 4.3.0 (Java 17), and the same through Spark Connect by adbc-driver-spark 0.3.0; Sail 0.7.2 replaces nothing.
# A good guess: what stands between quotes, with its quotes and backslashes escaped, is the text.
# Exits 1 if that changes. Needs Java 17 and some 500 MB.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install -q --disable-pip-version-check pyspark==4.3.0
cat > "$work/ask.py" <<'PY'
from pyspark.sql import SparkSession
spark = (SparkSession.builder.master("local[1]").appName("kpi").config("spark.ui.enabled", "false")
         .config("spark.driver.host", "127.0.0.1").config("spark.driver.bindAddress", "127.0.0.1").getOrCreate())
text = "gói ${spark.app.name}"
spark.createDataFrame([(text,), ("gói kpi",)], "name string").createOrReplaceTempView("packages")
print("quoted:", *(row.name for row in spark.sql(f"select name from packages where name = '{text}'").collect()))
print("bound: ", *(row.name for row in spark.sql("select name from packages where name = ?", args=[text]).collect()))
escaped = text.replace("$", "\\u0024")
print("escaped:", *(row.name for row in spark.sql(f"select name from packages where name = '{escaped}'").collect()))
spark.conf.set("spark.sql.variable.substitute", "false")
print("without substitution:", *(row.name for row in spark.sql(f"select name from packages where name = '{text}'").collect()))
PY
SPARK_LOCAL_IP=127.0.0.1 "$work/venv/bin/python" "$work/ask.py" 2>/dev/null | tee "$work/seen"
diff "$work/seen" - <<'SEEN' || { echo "changed"; exit 1; }
quoted: gói kpi
bound:  gói ${spark.app.name}
escaped: gói ${spark.app.name}
without substitution: gói ${spark.app.name}
SEEN
