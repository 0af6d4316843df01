"""The picture of a shared page that has none of its own: the lattice of the site, its grains set by the title.

No font for Japanese is part of the site, so the picture holds no words: the card shows the title beside it.
"""

from functools import lru_cache
from hashlib import sha256
from io import BytesIO

from django.core.exceptions import SuspiciousOperation
from django.core.files.storage import default_storage
from django.urls import reverse
from PIL import Image, ImageDraw, ImageOps
from wagtail.models import Page

from cluster_cms.pages.accent import darker
from cluster_cms.pages.site_settings import CompanySettings, default_site

WIDTH, HEIGHT = 1200, 630  # pixels, as cards show them
PAPER, PETROL, DOT, ORANGE = "#ffffff", "#003741", "#bdcbce", "#fb5b01"
STEP, RADIUS = 60, 14  # pixels


def fingerprint(title: str, accent: str = "") -> str:
    """Return the part of the address that changes with the title and the company's colour."""
    return sha256(f"{title}{accent}".encode()).hexdigest()[:16]


def company_accent() -> str:
    """Return the company's own colour; empty for that of the site."""
    return CompanySettings.for_site(default_site()).accent


def colours(accent: str) -> tuple[str, str]:
    """Return the colours of the grains and of the one among them."""
    return (darker(accent), accent) if accent else (PETROL, ORANGE)


def card_address(page: Page) -> str:
    """Return the address of the picture drawn for a page."""
    return reverse("card_picture", args=[page.pk, fingerprint(page.title, company_accent())])


@lru_cache(maxsize=32)
def card_png(seed: str, accent: str) -> bytes:
    """Return the picture for a fingerprint and a colour; the same one each time."""
    grain, spark = colours(accent)
    image = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    draw = ImageDraw.Draw(image)
    places = [
        (x + (STEP // 2 if row % 2 else 0), y)
        for row, y in enumerate(range(STEP // 2, HEIGHT, STEP - 8))
        for x in range(STEP // 2, WIDTH, STEP)
    ]
    for place in places:
        draw.circle(place, RADIUS // 2, DOT)
    mixed = sorted(places, key=lambda place: fingerprint(f"{seed} {place}"))
    for place in mixed[1:61]:
        draw.circle(place, RADIUS, grain)
    draw.circle(mixed[0], RADIUS, spark)
    return as_png(image)


def mark_image(size: int, accent: str) -> Image.Image:
    """Return the mark of the site as a square picture: the grains of mark.svg on paper."""
    colour, spark = colours(accent)
    image = Image.new("RGB", (size * 4, size * 4), PAPER)
    draw, unit = ImageDraw.Draw(image), size * 4 / 100
    grains = [(32, 9), (22, 27), (12, 44), (32, 44), (52, 44), (22, 61), (42, 61), (32, 79)]
    for grain in grains:
        draw.circle(((grain[0] + 18) * unit, (grain[1] + 6) * unit), 8.5 * unit, colour)
    draw.circle((60 * unit, 33 * unit), 8.5 * unit, spark)
    return image.resize((size, size), Image.Resampling.LANCZOS)


def as_png(image: Image.Image) -> bytes:
    file = BytesIO()
    image.save(file, "PNG", optimize=True)
    return file.getvalue()


@lru_cache(maxsize=8)
def icon_png(size: int, logo: str, accent: str) -> bytes:
    """Return the icon as a square PNG; drawn once, for whoever asks often is not to cost processor time."""
    return as_png(icon_image(size, logo, accent))


@lru_cache(maxsize=2)
def icon_ico(logo: str, accent: str) -> bytes:
    """Return the icon as a file of 16, 32 and 48 pixels."""
    file = BytesIO()
    icon_image(48, logo, accent).save(file, "ICO", sizes=[(16, 16), (32, 32), (48, 48)])
    return file.getvalue()


def icon_image(size: int, logo: str, accent: str) -> Image.Image:
    """Return the company's logo, a file of the media folder, on a square of paper; without one the mark of the site."""
    try:
        with default_storage.open(logo) as file, Image.open(file) as picture:
            fitted = ImageOps.contain(picture.convert("RGBA"), (size, size), Image.Resampling.LANCZOS)
    except (OSError, SuspiciousOperation, ValueError):
        return mark_image(size, accent)
    square = Image.new("RGB", (size, size), PAPER)
    square.paste(fitted, ((size - fitted.width) // 2, (size - fitted.height) // 2), fitted)
    return square
