"""Draws how something grows as a small SVG: logarithmic both ways, a line for each thing, named where it ends."""

import math
from collections.abc import Iterable, Mapping, Sequence
from xml.sax.saxutils import escape

WIDTH, HEIGHT = 720, 360
LEFT, RIGHT, TOP, BOTTOM = 64, 230, 24, 40
GAP = 14  # between names
# Colours that colour-blind people tell apart (Okabe and Ito, 2008); each line has a name beside it besides.
COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#56B4E9", "#7A6A00", "#000000", "#B00020")

Line = Sequence[tuple[int, float]]  # size, milliseconds


def powers(values: Iterable[float]) -> range:
    """Return the exponents of the powers of ten around some values."""
    found = [math.log10(value) for value in values]
    return range(math.floor(min(found)), max(math.ceil(max(found)), math.floor(min(found)) + 1) + 1)


def draw(title: str, lines: Mapping[str, Line]) -> str:
    """Return the SVG of some lines; every size and time is above zero."""
    points = [point for line in lines.values() for point in line]
    across, up = powers(size for size, _ in points), powers(took for _, took in points)

    def x(size: float) -> float:
        return LEFT + (math.log10(size) - across[0]) / (across[-1] - across[0]) * (WIDTH - LEFT - RIGHT)

    def y(took: float) -> float:
        return HEIGHT - BOTTOM - (math.log10(took) - up[0]) / (up[-1] - up[0]) * (HEIGHT - TOP - BOTTOM)

    parts = [f'<title>{escape(title)}</title><rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>']
    for power in up:
        at = y(10.0**power)
        parts.append(f'<path d="M{LEFT} {at:.1f}H{WIDTH - RIGHT}" stroke="#ddd"/>')
        parts.append(text(LEFT - 6, at + 4, f"{10.0**power:g} ms", "end"))
    parts += [text(x(10.0**power), HEIGHT - BOTTOM + 18, f"{10**power:,}", "middle") for power in across]
    names = beside({name: y(line[-1][1]) for name, line in lines.items()})
    for (name, line), colour in zip(lines.items(), COLOURS, strict=False):
        corners = " ".join(f"{x(size):.1f},{y(took):.1f}" for size, took in line)
        parts.append(f'<polyline points="{corners}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts.append(text(x(line[-1][0]) + 8, names[name] + 4, name, "start", colour))
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" font-family="sans-serif"'
    return f'{head} font-size="12">\n' + "\n".join(parts) + "\n</svg>\n"


def text(x: float, y: float, words: str, anchor: str, colour: str = "#333") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{colour}">{escape(words)}</text>'


def beside(wanted: Mapping[str, float]) -> dict[str, float]:
    """Return heights for names that are near the wanted ones and at least GAP apart."""
    placed, last = dict[str, float](), float("-inf")
    for name, height in sorted(wanted.items(), key=lambda one: one[1]):
        last = placed[name] = max(height, last + GAP)
    return placed
