#!/bin/sh
# Checks the model, runs the tests, then the checks of the morning; ends with the first status that is not 0.
#   DB=shop.db ./ci.sh
set -eu
cd "$(dirname "$0")"
KPI=${KPI:-kpi}
DB=${DB:-shop.db}
"$KPI" check crm.model.kpi --db "$DB"
"$KPI" test tests --db "$DB" --model crm.model.kpi --allow-read . --junit "${JUNIT:-junit.xml}"
mkdir -p "${FAILURES:-failures}"
"$KPI" run scripts/morning.kpi --db "$DB" --model crm.model.kpi --today "${TODAY:-2024-03-31}" --failures "${FAILURES:-failures}"
