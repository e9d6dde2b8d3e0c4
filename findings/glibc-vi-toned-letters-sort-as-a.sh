#!/usr/bin/env bash
# glibc's Vietnamese order knows ă, â, ê, ô, ơ and ư as letters of their own only without a tone mark: with one they
# count as a, e, o and u. So "bắc" stands before "bán" and "tấn" before "tang", while "băng" keeps its place: so in
# `sort` and in all that compares through the C library. ICU's order for `vi` keeps the letters apart.
#
# Seen with glibc 2.36 (Debian 12, package locales), vi_VN.UTF-8, beside ICU 72.1 (PyICU-binary 2.7.4):
#   glibc  ba bác bắc bấc bán băng bâng      ICU  ba bác bán bắc băng bấc bâng
# A good guess: the locale's own alphabet holds with tone marks too; most Vietnamese words have one.
# Exits 1 if that changes.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m pip install -q --root-user-action=ignore --disable-pip-version-check --target "$work/lib" \
  pyicu-binary==2.7.4
mkdir -p "$work/lists/partial" "$work/cache/archives/partial"
apt() { apt-get -qq -o "Dir::State::lists=$work/lists" -o "Dir::Cache=$work/cache" -o APT::Sandbox::User=root "$@"; }
apt update
(cd "$work" && apt download locales && dpkg -x locales_*.deb files)
I18NPATH="$work/files/usr/share/i18n" localedef -i vi_VN -f UTF-8 "$work/vi_VN.UTF-8"
words="băng bấc ba bán bắc bâng bác"
{
  getconf GNU_LIBC_VERSION
  LOCPATH="$work" LC_ALL=vi_VN.UTF-8 sort <(printf '%s\n' $words) | xargs
  PYTHONPATH="$work/lib" python3 -c '
import icu
import sys
order = icu.Collator.createInstance(icu.Locale("vi"))
print("ICU", icu.ICU_VERSION)
print(*sorted(sys.argv[1:], key=order.getSortKey))
' $words
} | tee "$work/seen"
diff "$work/seen" - <<'SEEN' || { echo "changed"; exit 1; }
glibc 2.36
ba bác bắc bấc bán băng bâng
ICU 72.1
ba bác bán bắc băng bấc bâng
SEEN
