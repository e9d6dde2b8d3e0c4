#!/usr/bin/env bash
# Makes a Debian package of what `make install` puts into a folder.
#
#     packaging/deb.sh FOLDER FILE.deb
#
# The packages that it needs are those whose libraries the program names, and the time zones; Swift's own libraries are inside.
set -euo pipefail
root=$1
file=$2
program=$root/usr/bin/kpi
version=$("$program" --version)
architecture=$(dpkg --print-architecture)

# The package of each library that the program itself names, or opens for workbooks, with the version that is here as the
# least one.
depends=
workbooks=$(grep -ao 'libxlsxwriter\.so\.[0-9]*' "$program" | head -1)
for library in $(objdump -p "$program" | awk '$1 == "NEEDED" { print $2 }') "$workbooks"; do
  path=$({ ldd "$program"; ldconfig -p; } | awk -v name="$library" '$1 == name { print $NF ~ /^\(/ ? $3 : $NF } $1 ~ "/" name "$" { print $1 }' | head -1)
  package=$(for place in "$path" "$(readlink -f "$path")" "/usr$path"; do
    dpkg-query -S "$place" 2>/dev/null || true
  done | sed -n '1s/:.*//p')
  test -n "$package" || { echo "no package has $library" >&2; exit 1; }
  # Without the revision, which another build of the same version does not have.
  least=$(dpkg-query -W -f '${Version}\n' "$package" | head -1 | sed 's/-[^-]*$//')
  case ", $depends," in *", $package ("*) ;; *) depends=${depends:+$depends, }"$package (>= $least)" ;; esac
done

mkdir -p "$root/DEBIAN"
cat > "$root/DEBIAN/control" <<CONTROL
Package: kpi
Version: $version
Section: database
Priority: optional
Architecture: $architecture
Depends: $depends, tzdata
Suggests: bash-completion
Installed-Size: $(du -sk --exclude=DEBIAN "$root" | cut -f1)
Maintainer: The kpi contributors <kpi@localhost>
Description: answers one-line questions about a CRM's numbers
 kpi reads a SQLite database, never writes to it, and answers one-line
 questions about it: how much was sold, who sold it, where customers come from,
 how long they take to buy. The keywords are English or Vietnamese.
CONTROL
doc=$root/usr/share/doc/kpi
{
  cat "$doc/NOTICE"
  echo
  echo "The text of the GNU General Public License, version 3, is in /usr/share/common-licenses/GPL-3, that of the"
  echo "Apache License, version 2.0, in /usr/share/common-licenses/Apache-2.0."
} > "$doc/copyright"
rm -f "$doc/LICENSE" "$doc/NOTICE"
gzip -9nf "$root/usr/share/man/man1/kpi.1"
(cd "$root" && find usr -type f -print0 | sort -z | xargs -0 md5sum) > "$root/DEBIAN/md5sums"
find "$root" -type d -exec chmod 755 {} +
dpkg-deb --root-owner-group --build "$root" "$file"
