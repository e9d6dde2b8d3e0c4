#!/usr/bin/env bash
# DuckDB: date_diff counts the boundaries crossed for every unit but the week, where it divides the days by seven. From
# Sunday to Monday is 0 weeks, though date_trunc puts the two days into different weeks, while from 31 January to
# 1 February is 1 month. So the week of a cohort ("weeks since signing up") is not the difference of two week starts.
#
# Seen with duckdb 2.0.1 (PyPI), CPython 3.11:
#   date_diff   year 1   quarter 1   month 1   week 0      over a boundary of each, one day apart
# A good guess: one function counts in one way; ClickHouse, Snowflake and SQL Server count the boundaries of weeks too.
# Exits 1 if that changes.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m pip install -q --root-user-action=ignore --disable-pip-version-check --target "$work/lib" duckdb==2.0.1
PYTHONPATH="$work/lib" python3 - <<'PY' | tee "$work/seen"
import duckdb
for unit, before, after in (
    ("year", "2023-12-31", "2024-01-01"),
    ("quarter", "2024-03-31", "2024-04-01"),
    ("month", "2024-01-31", "2024-02-01"),
    ("isoyear", "2024-12-29", "2024-12-30"),
    ("week", "2024-12-29", "2024-12-30"),
):
    crossed, starts = duckdb.connect().execute(
        "select date_diff($1, $2::date, $3::date), date_trunc($1, $2::date) <> date_trunc($1, $3::date)",
        [unit, before, after],
    ).fetchone()
    print(unit, before, after, "crossed", crossed, "other start", starts)
PY
diff "$work/seen" - <<'SEEN' || { echo "changed"; exit 1; }
year 2023-12-31 2024-01-01 crossed 1 other start True
quarter 2024-03-31 2024-04-01 crossed 1 other start True
month 2024-01-31 2024-02-01 crossed 1 other start True
isoyear 2024-12-29 2024-12-30 crossed 1 other start True
week 2024-12-29 2024-12-30 crossed 0 other start True
SEEN
