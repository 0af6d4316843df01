"""Draws each sample product: the thing at work, in section or in plan, between dimension lines, one particle lit."""

from collections.abc import Callable
from math import cos, exp, hypot, pi, sin, sqrt

from cluster_cms.drawing import DEEP, NIGHT, NINE, PETROL, ROW, SPARK, WHITE, mix, noise
from products.demo.sheets import Point, Sheet, bend, wheel


def optics() -> Sheet:
    """A lens held by grains in its barrel; the rays still meet on the axis."""
    sheet = Sheet(PETROL)
    sheet.dashes((0, 300), (800, 300), sheet.half)
    for ray in (196, 248, 352, 404):
        sheet.strokes([(0, ray), (400, ray), (664, 300), (800, 300 + (300 - ray) * 0.553)], colour=sheet.dim)
    for side in (1, -1):
        sheet.box(190, 300 - side * 221 - 15, 610, 300 - side * 221 + 15, sheet.pale)
    for x, y in sheet.lattice(15):
        depth, away = 206 - abs(y - 300), abs(x - 400)
        edge = 46 * exp(-(((away - 44) / 66) ** 2)) if away > 44 else 46
        if 5 < depth < edge and not (away < 34 and depth > 44):
            size = noise(x, y)
            tint = sheet.half if size > 0.8 else sheet.pale if size > 0.4 else sheet.dim
            sheet.dot(x, y, 7 if size > 0.55 else 5 if size > 0.25 else 3, tint)
    sheet.shape([*bend((434, 140), (540, 300), (434, 460)), *bend((366, 460), (260, 300), (366, 140))], sheet.full)
    grey = mix(PETROL, WHITE, 0.5)
    sheet.strokes([(350, 300), (450, 300)], [(400, 250), (400, 350)], colour=grey)
    sheet.dot(664, 300, 15, SPARK)
    return sheet


def heat() -> Sheet:
    """Grains that touch carry the heat of a chip down to the fins."""
    sheet = Sheet("#00323b")
    for x, y in sheet.lattice(44):
        if 150 < y < 440:
            warm = exp(-((hypot((x - 400) * 0.8, y - 150) / 190) ** 2))
            sheet.dot(x, y, 20, mix(WHITE, sheet.ground, 0.18 + 0.76 * warm))
            if y < 410:
                sheet.dot(x, y + 44 / sqrt(3), 5, mix(WHITE, sheet.ground, 0.2 + 0.5 * warm))
    sheet.box(0, 446, 800, 464, sheet.dim)
    for x in range(23, 800, 44):
        sheet.box(x, 462, x + 22, 558, sheet.dim)
    sheet.box(290, 84, 510, 134, sheet.full)
    sheet.dot(400, 109, 15, SPARK)
    sheet.strokes([(250, 84), (250, 134)], [(550, 84), (550, 134)], [(250, 109), (160, 109)], [(550, 109), (640, 109)])
    return sheet


def underfill() -> Sheet:
    """Fine grains run between the balls under a chip; the front is on its way."""
    sheet = Sheet(DEEP)
    balls = [178 + number * 111 for number in range(5)]
    sheet.box(108, 150, 692, 286, sheet.full)
    sheet.box(0, 374, 800, 500, sheet.dim)
    for ball in balls:
        sheet.dot(ball, 330, 38, sheet.pale)
        sheet.box(ball - 24, 286, ball + 24, 293, sheet.half)
        sheet.box(ball - 24, 367, ball + 24, 374, sheet.half)
    for x, y in sheet.lattice(11):
        inside = 104 < x < 540 - 40 * (1 - ((y - 330) / 44) ** 2) and 290 < y < 370
        foot = 30 < x <= 108 and 376 - 190 * exp(-((max(0.0, 112 - x) / 34) ** 1.2)) < y < 370
        if (inside or foot) and all(hypot(x - ball, y - 330) > 44 for ball in balls):
            size = noise(x, y)
            sheet.dot(x, y, 5 if size > 0.5 else 4 if size > 0.2 else 3, sheet.half if size > 0.7 else sheet.pale)
    for number in range(25):
        sheet.strokes([(28 + number * 31, 374), (28 + number * 31, 414 + 22 * (number % 3))], colour=sheet.faint)
    sheet.dot(466, 330, 10, SPARK)
    sheet.strokes([(704, 286), (760, 286)], [(736, 286), (736, 374)])
    return sheet


def potting() -> Sheet:
    """A winding in its case, filled with grains of one size up to the brim."""
    sheet = Sheet("#003f4a")
    for x, y in sheet.lattice(24):
        if 180 < x < 620 and 150 < y < 480 and all(hypot(x - place, y - 315) > 74 for place in (300, 500)):
            sheet.dot(x, y, 9, sheet.half if noise(x, y) > 0.5 else sheet.dim)
    for place in (300, 500):
        for radius in (22, 36, 50, 64):
            sheet.ring(place, 315, radius, sheet.pale, 6)
    for wall in ([(166, 120), (166, 494), (634, 494), (634, 120)],):
        sheet.strokes(wall, width=12, colour=sheet.full)
    sheet.strokes([(200, 150), (600, 150)], colour=sheet.pale)
    sheet.dot(400, 315, 11, SPARK)
    sheet.dimension(160, 640, 552)
    return sheet


def gears() -> Sheet:
    """Two wheels in mesh, drawn with their pitch circles."""
    sheet, module, x, y, angle = Sheet(DEEP), 13, 330.0, 322.0, -0.42
    gap = module * 19
    other_x, other_y = x + gap * cos(angle), y + gap * sin(angle)
    for site in sheet.lattice(40):
        sheet.dot(*site, 2, sheet.faint)
    sheet.shape(wheel(x, y, 26, module, angle), sheet.pale)
    sheet.shape(wheel(other_x, other_y, 12, module, angle + pi + pi / 12), sheet.full)
    sheet.ring(x, y, module * 13, sheet.half)
    sheet.ring(other_x, other_y, module * 6, sheet.half)
    for place, (across, down) in enumerate(NINE):
        sheet.dot(x + across * 38, y + down * ROW * 38, 13, SPARK if place == 2 else sheet.ground)
    sheet.dot(other_x, other_y, 20, sheet.ground)
    left, right = x - module * 13.95, other_x + module * 6.95
    sheet.dimension(left, right, 552)
    sheet.strokes([(left, 518), (left, y + 40)], [(right, 518), (right, other_y + 60)])
    return sheet


def channels() -> Sheet:
    """Two streams meet, mix in bends and leave by three ways, sorted by size."""
    sheet = Sheet("#00404b")
    sheet.strokes([(96, 84), (704, 84), (704, 516), (96, 516), (96, 84)])
    sheet.strokes(*([(96 + at * 38, 516), (96 + at * 38, 507 - 7 * (at % 4 == 0))] for at in range(17)))
    mixer: list[Point] = [
        (262, 300),
        (290, 300),
        (290, 176),
        (346, 176),
        (346, 424),
        (402, 424),
        (402, 176),
        (458, 176),
    ]
    mixer += [(458, 424), (498, 424), (498, 300), (530, 300), (650, 300)]
    arms = [bend((150, y), (210, y), (210, 300), (262, 300)) for y in (190, 410)]
    fans = [bend((530, 300), (590, 300), (580, y), (650, y)) for y in (180, 420)]
    sheet.strokes(*arms, mixer, *fans, width=34, colour=sheet.faint)
    for number, (x, y) in enumerate((290.0 + 56 * bent, 184.0 + 24 * at) for bent in range(4) for at in range(10)):
        size, tint = ((9, sheet.full), (4, sheet.pale), (6, sheet.pale))[number % 3]
        sheet.dot(x + (5 if number % 2 else -5), y, size, tint)
    for number in range(3):
        sheet.dot(574 + number * 22, 278 - number * 36, 4, sheet.pale)
        sheet.dot(560 + number * 30, 300, 6, sheet.pale)
        sheet.dot(576 + number * 22, 324 + number * 36, 9, SPARK if number == 1 else sheet.full)
    for port in ((150, 190), (150, 410), (656, 180), (656, 300), (656, 420)):
        sheet.dot(*port, 27, sheet.pale)
        sheet.dot(*port, 18, sheet.ground)
    return sheet


def barrel() -> Sheet:
    """A lens barrel from the front; every ring has one centre."""
    sheet, x, y = Sheet("#003a44"), 400, 300
    sheet.dashes((20, y), (780, y), sheet.dim)
    sheet.dashes((x, 20), (x, 580), sheet.dim)
    for number in range(90):
        turn = 2 * pi * number / 90
        ends = [(x + radius * cos(turn), y + radius * sin(turn)) for radius in (214, 232)]
        sheet.strokes(ends, width=5, colour=sheet.pale)
    rings = ((200, "pale", 22), (168, "faint", 36), (140, "half", 2), (122, "full", 14), (84, "dim", 40))
    for radius, tint, width in (*rings, (28, "half", 2), (44, "half", 2)):
        sheet.ring(x, y, radius, getattr(sheet, tint), width)
    sheet.dot(x, y, 11, SPARK)
    sheet.dimension(200, 600, 556)
    sheet.strokes([(200, 320), (200, 542)], [(600, 320), (600, 542)])
    return sheet


def pulse() -> Sheet:
    """Nine moments of one drop, from the nozzle to free flight."""
    sheet = Sheet(NIGHT)
    for moment, radius in enumerate((0, 9, 12, 15, 18, 20, 21, 22, 22)):
        x, tint = 130 + moment * 67, mix(WHITE, NIGHT, 0.5 + 0.05 * moment)
        corners: list[Point] = [(-25, 40), (25, 40), (25, 70), (10, 96), (-10, 96), (-25, 70)]
        sheet.shape([(x + across, y) for across, y in corners], sheet.dim)
        y = 96 + moment * moment * 2.5 + moment * 26
        if 0 < moment < 6:  # still on its thread
            waist, half = 8 - moment, 96 + (y - 96) * 0.4
            left = bend((x - waist * 0.8, y), (x - waist, half), (x - 9, 96))
            sheet.shape([*bend((x + 9, 96), (x + waist, half), (x + waist * 0.8, y)), *left], tint)
        if moment == 6:  # the thread has torn
            sheet.shape([(x, y - 96), (x + 9, y - 12), (x - 9, y - 12)], tint)
            sheet.dot(x, y - 104, 4, tint)
        if moment == 7:
            sheet.dot(x, y - 62, 6, tint)
        sheet.dot(x, y, radius, SPARK if moment == 8 else tint)
    sheet.strokes([(80, 40), (720, 40)], width=3)
    sheet.strokes(
        [(40, 96), (40, 536)], *([(40, 96 + at * 40), (62 - 10 * bool(at % 5), 96 + at * 40)] for at in range(12))
    )
    return sheet


def array() -> Sheet:
    """Nine nozzles print a lattice on a moving web."""
    sheet, pitch = Sheet("#00323b"), 72
    sheet.box(60, 40, 740, 104, sheet.pale)
    for nozzle in range(9):
        across = 400 + (nozzle - 4) * pitch
        sheet.dot(across, 104, 10, sheet.ground)
        sheet.dot(across, 72, 7, sheet.half)
        for drop in range(3):
            tint = SPARK if (nozzle, drop) == (6, 1) else mix(WHITE, sheet.ground, 0.92 - 0.1 * drop)
            sheet.dot(across, 168 + drop * 56 + (nozzle * 37) % 50, 9 - drop, tint)
    for row in range(6):
        for place in range(9 - row % 2):
            x, y = 400 + (place - 4 + (row % 2) / 2) * pitch, 372 + row * pitch * ROW / 1.6
            sheet.dot(x, y, 17, mix(WHITE, sheet.ground, 0.94 - 0.13 * row))
    sheet.strokes([(0, 348), (800, 348)], [(0, 586), (800, 586)])
    return sheet


def watch() -> Sheet:
    """A drop in the frame of the camera, with the places it came from."""
    sheet = Sheet("#00252c")
    for x, y, across, down in ((110, 70, 60, 60), (690, 70, -60, 60), (690, 530, -60, -60), (110, 530, 60, -60)):
        sheet.strokes([(x, y + down), (x, y), (x + across, y)], width=4, colour=sheet.pale)
    for at in range(21):
        size = 9 if at % 5 else 18
        sheet.strokes(
            [(110, 160 + at * 14), (110 + size, 160 + at * 14)], [(200 + at * 20, 530), (200 + at * 20, 530 - size)]
        )
    for y, share in ((112, 0.14), (172, 0.24), (246, 0.38)):
        sheet.ring(400, y, 62, mix(WHITE, sheet.ground, share))
    for y, radius, tint in ((366, 84, sheet.full), (226, 7, sheet.pale), (196, 4, sheet.half)):
        sheet.dot(400, y, radius, tint)
    grey = mix(sheet.ground, WHITE, 0.42)
    sheet.strokes([(290, 366), (510, 366)], [(400, 256), (400, 476)], colour=grey)
    sheet.dot(400, 366, 10, SPARK)
    sheet.strokes([(540, 282), (540, 450)], [(526, 282), (554, 282)], [(526, 450), (554, 450)])
    return sheet


def packed(key: str) -> Sheet:
    """Grains packed as no other product packs them: for products without a drawing of their own."""
    sheet, seed = Sheet(PETROL), sum(map(ord, key))
    for x, y in sheet.lattice(36):
        size = noise(x + seed, y - seed)
        sheet.dot(
            x, y, 36 * (0.45 if size > 0.66 else 0.28 if size > 0.33 else 0.12), mix(WHITE, PETROL, 0.2 + 0.5 * size)
        )
    sheet.dot(400, 300, 16, SPARK)
    return sheet


DRAWINGS: dict[str, Callable[[], Sheet]] = {
    "cx-210": optics,
    "cx-330": heat,
    "cx-120": underfill,
    "cx-100": potting,
    "mm-08": gears,
    "mf-20": channels,
    "ml-40": barrel,
    "pulsedrop-1": pulse,
    "pulsedrop-9": array,
    "dropwatch": watch,
}


def drawing(key: str) -> bytes:
    """Return the drawing of a sample product as PNG."""
    sheet = DRAWINGS[key]() if key in DRAWINGS else packed(key)
    return sheet.png()
