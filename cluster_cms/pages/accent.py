"""The company's own colour: checked on paper, derived for dark screens, and given out as a small stylesheet.

Contrast: WCAG 2.2, 1.4.3 and its definition of relative luminance.
"""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

COLOUR = re.compile(r"#[0-9a-f]{6}", re.IGNORECASE)
LIGHT = ("#ffffff", "#f7f9f9")  # --surface and --sunken of 1-tokens.css, and what stands on the solid colour
DARK = ("#071a1e", "#052328", "#062025")  # --surface, --sunken, --raised
LEAST = 4.5  # to 1, for text
DARK_LEAST = 7.0  # as the colours of the site have on dark screens
WHITE, BLACK = "#ffffff", "#000000"
STEPS = 20
SHEET = """@media (forced-colors: none) {{
@layer tokens {{
:root {{ --accent: {light}; --accent-hover: {darker}; --solid: {light}; --solid-hover: {darker};
  --grain: {darker}; --spark: {light}; --on-spark: #ffffff; }}
@media (prefers-color-scheme: dark) {{
:root {{ --accent: {dark}; --accent-hover: #ffffff; --solid: {dark}; --solid-hover: #ffffff; --on-solid: {on_dark};
  --spark: {dark}; --on-spark: {on_dark}; }}
}}
}}
}}
"""


def channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def luminance(colour: str) -> float:
    """Return the relative luminance, 0 to 1."""
    shares = [value / 255 for value in channels(colour)]
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: str, second: str) -> float:
    """Return the ratio of two colours, 1 to 21."""
    low, high = sorted((luminance(first), luminance(second)))
    return (high + 0.05) / (low + 0.05)


def least_contrast(colour: str, grounds: tuple[str, ...]) -> float:
    return min(contrast(colour, ground) for ground in grounds)


def mixed(colour: str, other: str, share: float) -> str:
    """Return a colour with a share of another, 0 to 1."""
    pairs = zip(channels(colour), channels(other), strict=True)
    return "#" + "".join(f"{round(one + (two - one) * share):02x}" for one, two in pairs)


def darker(colour: str) -> str:
    return mixed(colour, BLACK, 0.35)


def on_dark(colour: str) -> str:
    """Return the colour for dark screens: thinned with white until it can be read."""
    found = (mixed(colour, WHITE, step / STEPS) for step in range(STEPS + 1))
    return next(one for one in found if least_contrast(one, DARK) >= DARK_LEAST)


def validate_accent(colour: str) -> None:
    """Raise ValidationError for what is no colour, and for one that cannot be read, with the contrast it reaches."""
    if not COLOUR.fullmatch(colour):
        raise ValidationError(_("Write the colour as # and six digits, for example #006173."), code="colour")
    reached = least_contrast(colour, LIGHT)
    if reached < LEAST:
        raise ValidationError(
            _("The contrast with the page is %(reached)s to 1; %(least)s to 1 is needed. Choose a darker colour."),
            code="contrast",
            params={"reached": f"{int(reached * 100) / 100:.2f}", "least": f"{LEAST}"},
        )


def stylesheet(colour: str) -> str:
    """Return the rules that put a colour in the place of the site's own; the reader's forced colours go first."""
    light = colour.lower()
    return SHEET.format(light=light, darker=darker(light), dark=on_dark(light), on_dark=DARK[0])
