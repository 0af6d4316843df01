"""Draws on a hexagonal lattice, at twice the size, so that scaling down smooths the edges."""

from collections.abc import Iterator, Sequence
from io import BytesIO
from math import sin, sqrt

from PIL import Image, ImageDraw

ROW = sqrt(3) / 2
SCALE = 2
PETROL, DEEP, NIGHT, PAPER, WHITE, SPARK = "#003741", "#004c59", "#00282f", "#e6eef0", "#ffffff", "#fb5b01"
NINE = [(0, -2), (-0.5, -1), (0.5, -1), (-1, 0), (0, 0), (1, 0), (-0.5, 1), (0.5, 1), (0, 2)]


class Canvas:
    """A ground colour and dots on it, in pixels of the finished picture."""

    def __init__(self, width: int, height: int, ground: str) -> None:
        self.size = self.width, self.height = width, height
        self.image = Image.new("RGB", (width * SCALE, height * SCALE), ground)
        self.pen = ImageDraw.Draw(self.image)

    def dot(self, x: float, y: float, radius: float, colour: str) -> None:
        if radius > 0.3:
            corners = [(at + side) * SCALE for side in (-radius, radius) for at in (x, y)]
            self.pen.ellipse(corners, fill=colour)

    def line(self, points: Sequence[tuple[float, float]], width: float, colour: str) -> None:
        self.pen.line(
            [(x * SCALE, y * SCALE) for x, y in points], fill=colour, width=round(width * SCALE), joint="curve"
        )

    def shape(self, points: list[tuple[float, float]], colour: str) -> None:
        self.pen.polygon([(x * SCALE, y * SCALE) for x, y in points], fill=colour)

    def lattice(self, pitch: float) -> Iterator[tuple[float, float]]:
        """Yield the points of a lattice over the frame; one of them is its centre."""
        x0, y0 = self.width / 2, self.height / 2
        rows, columns = int(y0 / pitch / ROW) + 2, int(x0 / pitch) + 2
        for row in range(-rows, rows + 1):
            for column in range(-columns, columns + 1):
                yield x0 + (column + (row % 2) / 2) * pitch, y0 + row * ROW * pitch

    def nine(self, x: float, y: float, pitch: float, radius: float, colour: str) -> None:
        """Draw the mark: nine particles, the third one lit."""
        for place, (across, down) in enumerate(NINE):
            self.dot(x + across * pitch, y + down * ROW * pitch, radius, SPARK if place == 2 else colour)

    def png(self) -> bytes:
        file = BytesIO()
        self.image.resize(self.size, Image.Resampling.LANCZOS).save(file, "PNG", compress_level=6)
        return file.getvalue()


def noise(x: float, y: float) -> float:
    return (sin(round(x) * 12.9898 + round(y) * 78.233) * 43758.5453) % 1


def mix(ink: str, paper: str, share: float) -> str:
    pairs = [(int(ink[at : at + 2], 16), int(paper[at : at + 2], 16)) for at in (1, 3, 5)]
    return "#" + "".join(f"{round(one * share + other * (1 - share)):02x}" for one, other in pairs)
