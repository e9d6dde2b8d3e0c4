#!/usr/bin/env bash
# resvg (and CairoSVG alike): a colour that an SVG's style takes from a CSS custom property (`fill: var(--c)`) is drawn
# black, without a warning. Browsers draw the colour. A chart whose colours are variables, so that light and dark
# differ in one place, becomes black bars in whatever turns it into a PNG.
#
# Seen with resvg-py 0.5.0 and CairoSVG 2.9.1 (the latter by hand; it needs the system's libcairo), Pillow 13.0.0:
#   fill: var(--c) with --c: #ff0000   -> (0, 0, 0, 255)
#   fill: #ff0000                      -> (255, 0, 0, 255)
# A good guess: the colour, or nothing drawn and a word about it.
# Exits 1 if that changes.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m pip install -q --root-user-action=ignore --disable-pip-version-check --target "$work/lib" \
  resvg-py==0.5.0 pillow==13.0.0
cat > "$work/draw.py" <<'PY'
import io
from PIL import Image
import resvg_py

def colour(fill):
    image = f"""<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20">
    <style>.a{{--c:#ff0000}}.b{{fill:{fill}}}</style><rect class="a b" width="20" height="20"/></svg>"""
    drawn = Image.open(io.BytesIO(bytes(resvg_py.svg_to_bytes(svg_string=image))))
    return drawn.convert("RGBA").getpixel((10, 10))

print(colour("var(--c)"), colour("#ff0000"))
PY
seen=$(PYTHONPATH="$work/lib" python3 "$work/draw.py" 2>&1)
expected='(0, 0, 0, 255) (255, 0, 0, 255)'
echo "$seen"
if [[ "$seen" != "$expected" ]]; then
  echo "changed: expected $expected"
  exit 1
fi
echo "as described"
