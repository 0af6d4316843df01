"""Draws the sample pictures of the company on the hexagonal lattice of the look."""

from collections.abc import Callable
from math import cos, hypot, pi, sin, sqrt

from cluster_cms.drawing import DEEP, NIGHT, PAPER, PETROL, ROW, SPARK, WHITE, Canvas, mix, noise

MapColours = tuple[str, str, str, str, str]  # paper, roads, water, railway, ink
DARK_PAPER, LAMP = "#0a272d", "#c3d4d7"
DAY: MapColours = (PAPER, WHITE, "#bcd3d8", "#5d8088", PETROL)
BY_NIGHT: MapColours = (DARK_PAPER, "#1d474f", "#0f3f49", "#5d8088", "#d5e2e4")


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


def halftone(canvas: Canvas, pitch: float, tone: Callable[[float, float], float], ink: str = PETROL) -> Canvas:
    """Print tones (0 to 1) as dots of the lattice."""
    for x, y in canvas.lattice(pitch):
        canvas.dot(x, y, pitch * 0.5 * max(0.0, min(1.0, tone(x, y))) ** 0.5, ink)
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


def lamp_light_tone(x: float, y: float) -> float:
    """Return the same man by night: face and collar lit from one side, the room dark."""
    if hypot((x - 300) / 98, (y - 290) / 122) < 1:
        return max(0.1, 0.95 - 0.0042 * max(0, x - 215)) * (0.42 if y < 222 else 1)
    if abs(x - 300) < 44 and 380 < y < 470:
        return 0.62 - 0.005 * (x - 256)
    if hypot((x - 300) / 268, (y - 820) / 372) < 1:
        return 0.46 - 0.36 * x / 600
    return 0.03 + 0.05 * (1 - x / 600)


def lit_works_tone(x: float, y: float) -> float:
    """Return the works by night: the windows are lit, the sky holds a last light behind the roof."""
    roof = 250 + ((x - 120) % 190) * 0.42 if 120 < x < 880 else 999
    tower = 190 if 905 < x < 985 else 999
    if y > 470:
        return 0.04 + 0.3 * max(0, 1 - abs(x - 500) / 560) * max(0, 1 - (y - 470) / 90)
    if y > min(roof, tower):
        return 0.95 if 350 < y < 420 and 120 < x < 880 and (x - 120) % 95 > 40 else 0
    return 0.03 + 0.42 * min(1, max(0, y) / 470) ** 1.6


def president() -> bytes:
    return halftone(Canvas(600, 720, PAPER), 15, portrait_tone).png()


def president_at_night() -> bytes:
    return halftone(Canvas(600, 720, DARK_PAPER), 15, lamp_light_tone, LAMP).png()


def works() -> bytes:
    canvas = halftone(Canvas(1080, 600, PAPER), 13, works_tone)
    canvas.dot(945, 176, 7, SPARK)
    return canvas.png()


def works_at_night() -> bytes:
    canvas = halftone(Canvas(1080, 600, DARK_PAPER), 13, lit_works_tone, LAMP)
    canvas.dot(945, 176, 7, SPARK)
    return canvas.png()


def area_map(colours: MapColours = DAY) -> bytes:
    """Station, railway, river and roads around the works; the names stand on the page."""
    paper, roads, water, rail, ink = colours
    canvas = Canvas(640, 640, paper)
    canvas.line([(-20, 560), (140, 526), (300, 566), (420, 540), (560, 508), (680, 470)], 52, water)
    for road in (
        [(-20, 210), (680, 210)],
        [(-20, 400), (680, 370)],
        [(150, -20), (150, 530)],
        [(440, -20), (470, 680)],
    ):
        canvas.line([(float(x), float(y)) for x, y in road], 20, roads)
    canvas.line([(-20, 96), (680, 120)], 8, rail)
    canvas.shape([(96, 76), (208, 76), (208, 124), (96, 124)], ink)
    canvas.line([(150, 128), (150, 210), (449, 210), (455, 300)], 4, ink)
    canvas.nine(456, 400, 20, 8, ink)
    return canvas.png()


def second_map(colours: MapColours = DAY) -> bytes:
    """Motorway, street and basin around the second works."""
    paper, roads, water, rail, ink = colours
    canvas = Canvas(640, 640, paper)
    canvas.line([(-20, 40), (680, 20)], 30, rail)
    for road in ([(-20, 430), (680, 410)], [(130, 30), (150, 430)], [(470, 420), (480, 680)], [(300, 30), (310, 420)]):
        canvas.line([(float(x), float(y)) for x, y in road], 20, roads)
    canvas.dot(300, 540, 62, water)
    canvas.line([(135, 50), (150, 428), (470, 418), (474, 330)], 4, ink)
    canvas.nine(476, 300, 20, 8, ink)
    return canvas.png()
