"""Makes a picture that is stored and shown as a photograph: grains of glass, near and far, under a lamp."""

from io import BytesIO
from math import sqrt

from PIL import Image, ImageChops, ImageFilter, ImageOps

from cluster_cms.drawing import noise

SIZE = WIDTH, HEIGHT = 1200, 800
# How deep: the pixels between grains, their radius, how far they are out of focus, and the light on them (of 255).
LAYERS = ((64.0, 30.0, 14, 110), (96.0, 44.0, 5, 170), (150.0, 62.0, 0, 235))
SHADOW, GLASS, GLEAM = "#06222a", "#6f9aa0", "#f7f2e6"


def grain(radius: float, light: int) -> Image.Image:
    """Return a ball lit from the upper left, in shades of grey."""
    side = round(2 * radius)
    round_off = ImageOps.invert(Image.radial_gradient("L")).resize((side * 2, side * 2))
    lit = round_off.crop((side // 2 + side // 5, side // 2 + side // 5, side + side // 2 + side // 5, side * 17 // 10))
    return lit.resize((side, side)).point(lambda tone: min(255, round((tone / 255) ** 1.6 * light * 1.15)))


def disc(side: int) -> Image.Image:
    """Return where a ball is: a white disc with a soft edge."""
    return Image.radial_gradient("L").resize((side, side)).point(lambda far: max(0, min(255, (178 - far) * 24)))


def grains() -> bytes:
    """Return the picture as JPEG."""
    scene = Image.new("L", SIZE, 26)
    for pitch, radius, blur, light in LAYERS:
        ball, shape = grain(radius, light), disc(round(2 * radius))
        for row in range(-1, round(HEIGHT / pitch / 0.86) + 2):
            for column in range(-1, round(WIDTH / pitch) + 2):
                if noise(column * 7 + pitch, row * 3) < 0.34:
                    continue
                shift = noise(row + pitch, column) - 0.5
                x = (column + row % 2 / 2 + shift * 0.4) * pitch
                y = (row * sqrt(3) / 2 + shift * 0.3) * pitch
                scene.paste(ball, (round(x - radius), round(y - radius)), shape)
        scene = scene.filter(ImageFilter.GaussianBlur(blur)) if blur else scene
    lamp = ImageOps.invert(Image.radial_gradient("L")).resize((WIDTH * 2, HEIGHT * 2)).crop((500, 300, 1700, 1100))
    lit = ImageChops.multiply(scene, lamp.point(lambda tone: min(255, round(70 + tone * 0.9))))
    grainy = Image.blend(lit, ImageChops.overlay(lit, Image.effect_noise(SIZE, 24)), 0.18)
    file = BytesIO()
    ImageOps.colorize(grainy, SHADOW, GLEAM, GLASS, midpoint=130).save(file, "JPEG", quality=74)
    return file.getvalue()
