#!/usr/bin/env bash
# Vega-Lite: `stack: "normalize"` divides by the sum of the absolute values and draws absolute shares, so a negative part
# (refunds) stands among the others as a positive share, also in the text that describes the bar, and the axis runs from
# 0 to 100 %. The same data with a plain stack goes below zero.
#
# Seen with vl-convert-python 1.9.0.post1 (Vega-Lite 6.4), CPython 3.11; sales 8, refunds -2:
#   normalize  sales 80 %  refunds 20 %      plain  sales 8  refunds −2
# A good guess: shares of the sum (133 % and −33 %), or an error.
# Exits 1 if that changes.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m pip install -q --root-user-action=ignore --disable-pip-version-check --target "$work/lib" \
  vl-convert-python==1.9.0.post1
PYTHONPATH="$work/lib" python3 - <<'PY' | tee "$work/seen"
import re
import vl_convert
for stack in ("normalize", "zero"):
    drawn = vl_convert.vegalite_to_svg({
        "data": {"values": [{"m": "5/2024", "k": "sales", "v": 8}, {"m": "5/2024", "k": "refunds", "v": -2}]},
        "mark": "bar",
        "encoding": {
            "x": {"field": "m", "type": "nominal"},
            "y": {"field": "v", "type": "quantitative", "stack": stack},
            "color": {"field": "k", "type": "nominal"},
        },
    }, vl_version="6.4")
    print(stack, *(word for bar in re.findall(r'v: ([^;"]+); k: (\w+)', drawn) for word in bar))
PY
diff "$work/seen" - <<'SEEN' || { echo "changed"; exit 1; }
normalize 80% sales 20% refunds
zero 8 sales −2 refunds
SEEN
