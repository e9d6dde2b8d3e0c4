#!/usr/bin/env bash
# pandas: read_json turns a column of quoted JSON strings into integers where all of them look like numbers, so a phone
# number or a code loses its leading zero, although JSON said that it is a text; read_csv, which has no types, does no
# worse. A column with one other text in it stays text. `dtype=False` keeps the strings.
#
# Seen with pandas 3.1.1, CPython 3.11:
#   {"phone": "0912345678"} -> int64 912345678      with dtype=False -> 0912345678
# A good guess: a reader of JSON keeps JSON's types.
# Exits 1 if that changes.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m pip install -q --root-user-action=ignore --disable-pip-version-check --target "$work/lib" pandas==3.1.1
PYTHONPATH="$work/lib" python3 - <<'PY' | tee "$work/seen"
import io
import pandas
lines = '{"phone":"0912345678","code":"007"}\n{"phone":"0912345679","code":"7b"}\n'
read = lambda **how: pandas.read_json(io.StringIO(lines), lines=True, **how)
print(pandas.__version__, read().phone.dtype, read().phone[0], read().code[0], read(dtype=False).phone[0])
PY
diff "$work/seen" - <<'SEEN' || { echo "changed"; exit 1; }
3.1.1 int64 912345678 007 0912345678
SEEN
