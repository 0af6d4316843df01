"""Texts in the styles of real companies, every line with the place that it should find."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from policy.pasting.parsing import parse
from policy.pasting.structure import ParsedText, Placed

TEXTS = Path(__file__).parent / "texts"
# The letter before each line, and the role that its first piece should have; "+" goes on with the line before.
CODES = {
    "T": {"title"},
    "I": {"intro"},
    "D": {"date"},
    "C": {"clause"},
    "P": {"part"},
    "R": {"row"},
    "B": {"caption"},
    "L": {"lead"},
    "1": {"item"},
    "2": {"subitem"},
    "3": {"subitem"},  # a third level: below the sub-items, with its mark and a reason
    "E": {"closing"},
    "X": {"left over"},
    "+": {"+"},
}
NAMED = frozenset("PRX3+")  # what always needs a reason in words


@dataclass(frozen=True)
class PlacedText:
    """A text and the code of each line, by the number of the line."""

    name: str
    text: str
    codes: dict[int, str]

    def first_pieces(self) -> dict[int, Placed]:
        found: dict[int, Placed] = {}
        for piece in self.parsed().placed:
            found.setdefault(piece.number, piece)
        return found

    def parsed(self) -> ParsedText:
        return parse(self.text)

    def wrong(self) -> list[str]:
        """Return the lines that did not find their place, each with what it became."""
        pieces = self.first_pieces()
        lines = self.text.split("\n")
        became = {number: "+" if one.joiner is not None else one.role.value for number, one in pieces.items()}
        return [
            f"{code} {lines[number - 1]} -> {became.get(number)}"
            for number, code in self.codes.items()
            if became.get(number) not in CODES[code]
        ]


def placed_texts(*names: str) -> Iterator[PlacedText]:
    for name in names:
        for section in (TEXTS / f"{name}.txt").read_text(encoding="utf-8").split("=== ")[1:]:
            title, *lines = section.rstrip("\n").split("\n")
            codes = {number: line[0] for number, line in enumerate(lines, 1) if line.strip()}
            yield PlacedText(title, "\n".join(line[2:] for line in lines), codes)
