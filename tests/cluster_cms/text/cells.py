"""Texts for the guard of cells, in `cells.json`: what a spreadsheet reads as something else, and harmless ones.

Each of the former was tried in LibreOffice, or Excel is known for it. "MARS 5" is a day in French alone.
"""

import json
from pathlib import Path

HELD: dict[str, list[str]] = json.loads(Path(__file__).with_suffix(".json").read_text(encoding="utf-8"))
HARMLESS = HELD.pop("harmless")
NASTY = [text for texts in HELD.values() for text in texts]
