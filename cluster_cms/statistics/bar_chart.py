"""The bars of a chart, drawn on the server as SVG; its numbers stand beside it in a table."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

HEIGHT = 100  # units; the picture is stretched to the width that it has
STEP = 10  # units from one bar to the next


@dataclass(frozen=True)
class Bar:
    """One bar: place and size in units of the picture, and what it stands for."""

    x: int
    y: float
    height: float
    label: str
    number: int


@dataclass(frozen=True)
class BarChart:
    bars: list[Bar]
    top: int  # the number at the upper edge
    first: str
    last: str

    @property
    def width(self) -> int:
        return STEP * len(self.bars)


def bar_chart(numbers: Sequence[tuple[str, int]]) -> BarChart:
    """Return the chart of a number for each label."""
    top = round_up(max((number for _label, number in numbers), default=0))
    bars = [
        Bar(STEP * at, round(HEIGHT - height, 2), height, label, number)
        for at, (label, number) in enumerate(numbers)
        for height in [round(HEIGHT * number / top, 2)]
    ]
    return BarChart(bars, top, bars[0].label if bars else "", bars[-1].label if bars else "")


def round_up(number: int) -> int:
    """Return the next number of one digit and noughts: 10 for 7, 50 for 43, 2000 for 1234."""
    if number <= 10:
        return 10
    unit: int = 10 ** floor(log10(number))
    return ceil(number / unit) * unit
