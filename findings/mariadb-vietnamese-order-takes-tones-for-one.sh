#!/usr/bin/env bash
# MariaDB: the collation that is made for Vietnamese tells ă, â, đ, ơ from a, d, o, but takes the five tones for one letter:
# "giá" (price) = "giả" (fake) = "gia", and `group by` makes one group of them, under the name of whichever row came first.
# The newer one of that name, utf8mb4_uca1400_vietnamese_ai_ci, does the same; only those in `_as_ci` tell tones apart.
#
# Seen with MariaDB 10.11 (Debian 12).
# A good guess: a collation for a language tells its words apart.
# Exits 1 if that changes.
set -euo pipefail
work=$(mktemp -d)
as() { if [ "$(id -u)" = 0 ]; then runuser -u nobody -- "$@"; else "$@"; fi; }
trap 'kill "$server" 2> "$work/log" || true; wait || true; rm -rf "$work"' EXIT
server=
command -v mariadbd > "$work/log" || { apt-get -qq update && apt-get -qq install -y mariadb-server; } > "$work/log"
[ "$(id -u)" != 0 ] || chown nobody "$work"
as mariadb-install-db --no-defaults --datadir="$work/data" --auth-root-authentication-method=normal --skip-test-db > "$work/log" 2>&1
as "$(command -v mariadbd)" --no-defaults --datadir="$work/data" --skip-networking --socket="$work/s" --pid-file="$work/pid" > "$work/log" 2>&1 &
ask() { mariadb --no-defaults --default-character-set=utf8mb4 -N -B -S "$work/s" -u root "$@"; }
for _ in $(seq 100); do ask -e 'select 1' > "$work/out" 2>&1 && break; sleep 0.2; done
server=$(cat "$work/pid")
ask -e "select regexp_substr(version(), '^[0-9]+[.][0-9]+')" | sed 's/^/MariaDB /'
for collation in utf8mb4_vietnamese_ci utf8mb4_uca1400_vietnamese_ai_ci utf8mb4_uca1400_vietnamese_as_ci; do
  ask -e "create or replace database f character set utf8mb4 collate $collation; create table f.t (word varchar(9));
    insert into f.t values ('giá'), ('giả'), ('gia'), ('giâ'), ('đo'), ('do');
    select '$collation', count(distinct word), sum(word = 'gia') from f.t"
done | tee "$work/seen"
diff "$work/seen" - <<'SEEN' || { echo "changed"; exit 1; }
utf8mb4_vietnamese_ci	4	3
utf8mb4_uca1400_vietnamese_ai_ci	4	3
utf8mb4_uca1400_vietnamese_as_ci	6	1
SEEN
