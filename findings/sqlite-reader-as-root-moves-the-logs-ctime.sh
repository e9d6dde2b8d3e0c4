#!/usr/bin/env bash
# SQLite: who opens a database in WAL mode read-only and reads from it changes nothing; run by root (a container, a cron
# job of the system), the same reader moves the ctime of the `-wal` file, whose owner, size, mtime and bytes stay as they
# were. Whoever tells by ctime whether a database has changed sees a change after each of his own reads.
#
# Seen with apsw 3.54.1.0 (SQLite 3.54.1), Linux, CPython 3.11; a writer stays open, a second passes between the looks:
#   as root     ctime of the log moves, its mtime, size and bytes do not; of the database nothing moves
#   as another  nothing moves
# A good guess: a connection that may not write leaves no trace in the log, whoever runs it.
# Exits 1 if that changes, 2 where it is not run by root.
set -euo pipefail
if [ "$(id -u)" != 0 ]; then echo "only root sees it"; exit 2; fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m pip install -q --root-user-action=ignore --disable-pip-version-check --target "$work/lib" apsw==3.54.1.0
cat > "$work/ask.py" <<'PY'
import os
import sys
import time
user, folder = int(sys.argv[1]), sys.argv[2]
sys.path.insert(0, sys.argv[3])
import apsw
if user:
    os.setuid(user)
path = os.path.join(folder, "crm.db")
writer = apsw.Connection(path)
writer.execute("pragma journal_mode=wal")
writer.execute("create table orders(id integer primary key)")
writer.execute("insert into orders values (1)")
def look():
    log, own = os.stat(path + "-wal"), os.stat(path)
    with open(path + "-wal", "rb") as file:
        content = file.read()
    return dict(ctime=log.st_ctime_ns, mtime=log.st_mtime_ns, owner=log.st_uid, size=log.st_size, bytes=content,
                database=(own.st_ctime_ns, own.st_mtime_ns))
before = look()
time.sleep(1.1)
reader = apsw.Connection(path, flags=apsw.SQLITE_OPEN_READONLY)
count = reader.execute("select count(*) from orders").fetchone()[0]
after = look()
moved = [name for name in before if before[name] != after[name]]
print("root" if user == 0 else "another", "read", count, "moved:", *(moved or ["-"]))
PY
for user in 0 65534; do
  mkdir "$work/$user"
  chown "$user" "$work/$user"
  chmod 755 "$work"
  python3 "$work/ask.py" "$user" "$work/$user" "$work/lib"
done | tee "$work/seen"
diff "$work/seen" - <<'SEEN' || { echo "changed"; exit 1; }
root read 1 moved: ctime
another read 1 moved: -
SEEN
