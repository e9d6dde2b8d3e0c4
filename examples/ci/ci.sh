#!/bin/sh
# Checks the model, runs the tests, then the checks of the morning; ends with the first status that is not 0.
#   ./ci.sh               asks the small shop that comes with this folder
#   DB=crm.db ./ci.sh     asks another database
set -eu
cd "$(dirname "$0")"
KPI=${KPI:-kpi}
FAILURES=${FAILURES:-failures}
if [ -z "${DB:-}" ]; then
  DB=shop.db
  rm -f "$DB"
  if command -v sqlite3 > /dev/null; then
    sqlite3 "$DB" < shop.sql
  else
    python3 -c 'import sqlite3; sqlite3.connect("shop.db").executescript(open("shop.sql").read())'
  fi
fi
"$KPI" check crm.model.kpi --db "$DB"
"$KPI" fmt --check .
"$KPI" test tests --db "$DB" --model crm.model.kpi --allow-read . --junit "${JUNIT:-junit.xml}"
"$KPI" run scripts/morning.kpi --db "$DB" --model crm.model.kpi --today "${TODAY:-2024-03-31}" --failures "$FAILURES"
