"""The sheet on which sample products are drawn: tints, axes, dimension lines, curves and gears."""

from collections.abc import Sequence
from itertools import pairwise
from math import cos, hypot, pi, sin

from cluster_cms.drawing import WHITE, Canvas, mix

Point = tuple[float, float]
WIDTH, HEIGHT = 800, 600


class Sheet(Canvas):
    """A ground with five tints of paper on it, faint to full."""

    def __init__(self, ground: str) -> None:
        super().__init__(WIDTH, HEIGHT, ground)
        self.ground = ground
        shares = (0.16, 0.34, 0.56, 0.8, 0.94)
        self.faint, self.dim, self.half, self.pale, self.full = (mix(WHITE, ground, share) for share in shares)

    def strokes(self, *lines: Sequence[Point], width: float = 2, colour: str = "") -> None:
        for points in lines:
            self.line(points, width, colour or self.half)

    def box(self, left: float, top: float, right: float, bottom: float, colour: str) -> None:
        self.shape([(left, top), (right, top), (right, bottom), (left, bottom)], colour)

    def ring(self, x: float, y: float, radius: float, colour: str, width: float = 2) -> None:
        steps = [2 * pi * step / 180 for step in range(181)]
        self.line([(x + radius * cos(turn), y + radius * sin(turn)) for turn in steps], width, colour)

    def dashes(self, start: Point, end: Point, colour: str) -> None:
        """Draw an axis: long and short dashes in turn."""
        length, at = hypot(end[0] - start[0], end[1] - start[1]), 0.0
        across, down = (end[0] - start[0]) / length, (end[1] - start[1]) / length
        for number in range(200):
            size = 44 if number % 2 == 0 else 6
            if at < length:
                stop = min(at + size, length)
                ends = [(start[0] + across * place, start[1] + down * place) for place in (at, stop)]
                self.line(ends, 2, colour)
            at += size + 10

    def dimension(self, left: float, right: float, y: float) -> None:
        """Draw a dimension line, closed by two ticks."""
        self.strokes([(left, y), (right, y)], *([(x, y - 14), (x, y + 14)] for x in (left, right)))


def bend(*points: Point) -> list[Point]:
    """Return points on a Bézier curve of any degree."""
    curve = []
    for step in range(25):
        share, line = step / 24, list(points)
        while len(line) > 1:
            line = [(a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share) for a, b in pairwise(line)]
        curve += line
    return curve


def wheel(x: float, y: float, teeth: int, module: float, turn: float) -> list[Point]:
    """Return the outline of a gear."""
    profile = ((-1.15, -0.36), (-0.2, -0.25), (0.95, -0.12), (0.95, 0.12), (-0.2, 0.25), (-1.15, 0.36))
    places = [
        (module * (teeth / 2 + height), 2 * pi * (tooth + offset) / teeth + turn)
        for tooth in range(teeth)
        for height, offset in profile
    ]
    return [(x + radius * cos(angle), y + radius * sin(angle)) for radius, angle in places]
