#!/usr/bin/env bash
# The library in the wheel of the ADBC driver of PostgreSQL is compiled without optimisation: what is inlined in any release
# build is a function there that is called for every value (37 of `std::unique_ptr<…>::get() const` alone), and the bytes
# of a number are swapped by a call with a frame of its own, in place of one instruction. Reading rows is what the driver is
# for: of what a load of 15 million rows takes, more than half is in such functions.
#
# Seen with adbc-driver-postgresql 1.13.0 (manylinux, x86-64), binutils 2.40 of Debian 12.
# A good guess: what is published is a release build.
# Exits 1 if that changes.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
command -v objdump > "$work/log" || { apt-get -qq update && apt-get -qq install -y binutils; } > "$work/log"
python3 -m pip install -q --root-user-action=ignore --disable-pip-version-check --no-deps --target "$work/lib" \
  adbc-driver-postgresql==1.13.0
library=$work/lib/adbc_driver_postgresql/libadbc_driver_postgresql.so
{
  echo "unique_ptr::get: $(nm -C --defined-only "$library" | grep -c 'std::unique_ptr<.*>::get() const')"
  objdump -d -C --no-show-raw-insn "$library" | awk '/^[0-9a-f]+ <adbcpq::SwapNetworkToHost\(unsigned short\)>:/ { inside = 1; next }
    inside && /call/ { print "bytes are swapped by a call of " $NF } inside && /ret/ { inside = 0 }'
} | tee "$work/seen"
diff "$work/seen" - <<'SEEN' || { echo "changed"; exit 1; }
unique_ptr::get: 37
bytes are swapped by a call of <__bswap_16>
SEEN
