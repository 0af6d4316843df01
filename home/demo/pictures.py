"""Draws the sample pictures on a hexagonal lattice, at twice their size, so that scaling down smooths the edges."""

from collections.abc import Callable, Iterator, Sequence
from io import BytesIO
from math import cos, hypot, pi, sin, sqrt

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


def compound() -> bytes:
    """Grains of three sizes, packed: a filled epoxy under the microscope."""
    canvas, pitch = Canvas(800, 600, PETROL), 40
    for x, y in canvas.lattice(pitch):
        n = noise(x, y)
        canvas.dot(
            x, y, pitch * (0.46 if n > 0.62 else 0.3 if n > 0.3 else 0.14), mix(WHITE, PETROL, 0.2 + 0.5 * noise(y, x))
        )
        canvas.dot(x, y + pitch / sqrt(3), pitch * 0.07, mix(WHITE, PETROL, 0.35))
    canvas.dot(480, 300 - 2 * ROW * pitch, pitch * 0.46, SPARK)
    return canvas.png()


def moulding() -> bytes:
    """A micro gear in plan between two dimension lines."""
    canvas, x, y = Canvas(800, 600, DEEP), 400, 300
    for site in canvas.lattice(40):
        canvas.dot(*site, 2, mix(WHITE, DEEP, 0.24))
    for points in (
        [(204, 552), (596, 552)],
        *([(at, 538), (at, 566)] for at in (204, 596)),
        *([(at, 520), (at, 330)] for at in (204, 596)),
    ):
        canvas.line(points, 2, mix(WHITE, DEEP, 0.6))
    teeth = ((168, -0.41), (196, -0.235), (196, 0.235), (168, 0.41))
    angles = [(radius, 2 * pi * (tooth + offset) / 18) for tooth in range(18) for radius, offset in teeth]
    canvas.shape(
        [(x + radius * cos(angle), y + radius * sin(angle)) for radius, angle in angles], mix(WHITE, DEEP, 0.86)
    )
    canvas.nine(x, y, 40, 14, DEEP)
    return canvas.png()


def inkjet() -> bytes:
    """Drops leaving their nozzles, one a moment ahead of the others."""
    canvas = Canvas(800, 600, NIGHT)
    for column in range(-6, 7):
        canvas.dot(400 + column * 64, 56, 11, mix(WHITE, NIGHT, 0.3))
        for drop in range(9):
            y, radius = 130 + drop * 58 + 26 * sin((column + 6) * 0.55), 17 - abs(column) * 1.5 - drop * 0.8
            canvas.dot(400 + column * 64, y, max(radius, 2), mix(WHITE, NIGHT, 0.95 - drop * 0.085))
    canvas.dot(464, 130 + 4 * 58 + 26 * sin(7 * 0.55), 13, SPARK)
    return canvas.png()


def halftone(canvas: Canvas, pitch: float, tone: Callable[[float, float], float]) -> Canvas:
    """Print grey values (0 to 1) as dots of the lattice."""
    for x, y in canvas.lattice(pitch):
        canvas.dot(x, y, pitch * 0.5 * max(0.0, min(1.0, tone(x, y))) ** 0.5, PETROL)
    return canvas


def portrait_tone(x: float, y: float) -> float:
    if hypot((x - 300) / 98, (y - 290) / 122) < 1:
        return 0.3 + 0.55 * max(0, (x - 210) / 190) + (0.25 if y < 220 else 0)
    if abs(x - 300) < 44 and 380 < y < 470:
        return 0.5 + 0.004 * (x - 256)
    if hypot((x - 300) / 268, (y - 820) / 372) < 1:
        return 0.5 + 0.45 * x / 600
    return 0.02 + 0.16 * (1 - x / 600)


def works_tone(x: float, y: float) -> float:
    if y > 470:
        return 0.14 + 0.1 * ((y - 470) / 130)
    roof = 250 + ((x - 120) % 190) * 0.42 if 120 < x < 880 else 999
    tower = 190 if 905 < x < 985 else 999
    if y > min(roof, tower):
        return 0.2 if 350 < y < 420 and 120 < x < 880 and (x - 120) % 95 > 40 else 0.8
    return 0.04 + 0.26 * max(0, 1 - y / 420) ** 2


def president() -> bytes:
    return halftone(Canvas(600, 720, PAPER), 15, portrait_tone).png()


def works() -> bytes:
    canvas = halftone(Canvas(1080, 600, PAPER), 13, works_tone)
    canvas.dot(945, 176, 7, SPARK)
    return canvas.png()


def area_map() -> bytes:
    """Station, railway, river and roads around the works."""
    canvas = Canvas(1000, 560, PAPER)
    canvas.line([(-20, 470), (160, 436), (330, 452), (520, 440), (720, 412), (1040, 350)], 44, "#bcd3d8")
    for road in (
        [(0, 150), (1000, 150)],
        [(0, 330), (1000, 290)],
        [(230, 0), (230, 560)],
        [(640, 0), (680, 560)],
        [(860, 0), (860, 560)],
    ):
        canvas.line([(float(x), float(y)) for x, y in road], 16, WHITE)
    canvas.line([(0, 74), (1000, 114)], 5, "#5d8088")
    canvas.shape([(196, 60), (268, 60), (268, 104), (196, 104)], PETROL)
    canvas.line([(232, 104), (232, 150), (420, 150), (420, 224), (516, 224)], 3, PETROL)
    canvas.nine(540, 224, 20, 8, PETROL)
    return canvas.png()
