#!/usr/bin/env bash
# Installs a package in a bare Debian and asks a question there: no Swift, nothing but what the package asks for.
#
#     packaging/try-deb.sh FILE.deb FOLDER
#
# Needs root and debootstrap; FOLDER must not exist, and is deleted at the end.
set -euo pipefail
deb=$(realpath "$1")
root=$2
test ! -e "$root" || { echo "$root is there already" >&2; exit 2; }
trap 'umount "$root/proc" 2>/dev/null || true; rm -rf --one-file-system "$root"' EXIT
debootstrap --variant=minbase bookworm "$root" > /dev/null
mount -t proc proc "$root/proc"
cp "$deb" "$root/srv/kpi.deb"
cp /etc/resolv.conf "$root/etc/resolv.conf" 2>/dev/null || true
inside() { chroot "$root" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/ DEBIAN_FRONTEND=noninteractive "$@"; }
if inside sh -c 'command -v swift'; then echo "there is a Swift in there" >&2; exit 1; fi
inside apt-get install -y -qq --no-install-recommends /srv/kpi.deb > /dev/null
inside sh -ec '
  kpi --version
  kpi demo /srv/demo.db --quiet
  kpi /srv/demo.db --today 2023-12-31 -c "show revenue, orders by quarter year 2023" -o /srv/revenue.xlsx
  kpi /srv/demo.db --today 2023-12-31 -c "xem doanh thu theo quý năm 2023"
  kpi /srv/demo.db --today 2023-12-31 -c "set timezone \"Europe/Paris\"" -c "show orders year 2023"
  head -c 2 /srv/revenue.xlsx; echo
  test -s /usr/share/man/man1/kpi.1.gz -o ! -d /usr/share/man/man1
  test -s /usr/share/bash-completion/completions/kpi'
# Nothing of it stays when it is removed.
inside sh -ec '
  files=$(dpkg -L kpi)
  dpkg -r kpi > /dev/null
  ! command -v kpi
  for file in $files; do
    test -d "$file" || ! test -e "$file" || { echo "$file stayed" >&2; exit 1; }
  done
  ! dpkg -s kpi > /dev/null 2>&1'
echo "installed, asked and removed in a bare Debian $(cat "$root/etc/debian_version")"
