"""How measured values are printed: numbers without idle zeros, ranges, and the place of a value on its scale."""

from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from products.catalogue.entries import Measured, Span

NO_BREAK = "\N{NO-BREAK SPACE}"
MISSING = "—"
SCALE_WIDTH = 118  # of the drawing of a gauge, whose ends lie at 1 and 119


def number_text(number: Decimal) -> str:
    """Return a number as it was measured: with a point, without exponent, a minus sign, spaces from 10,000 on."""
    text = f"{abs(number):f}"
    whole, point, rest = text.partition(".")
    rest = rest.rstrip("0")
    if len(whole) > 4:
        whole = f"{int(whole):,}".replace(",", NO_BREAK)
    return f"{'−' if number < 0 else ''}{whole}{point if rest else ''}{rest}"


def value_text(value: Measured, language: str) -> str:
    """Return a value without its unit: the typical one, a range, a limit, or its words."""
    if not value.is_number:
        return value.texts.get(language, "") or MISSING
    if value.typical is not None:
        return number_text(value.typical)
    if value.minimum is not None and value.maximum is not None:
        return range_text(value.minimum, value.maximum)
    return f"≥{NO_BREAK}{number_text(value.minimum)}" if value.minimum is not None else limit_text(value)


def limit_text(value: Measured) -> str:
    return f"≤{NO_BREAK}{number_text(value.maximum)}" if value.maximum is not None else MISSING


def range_text(low: Decimal, high: Decimal) -> str:
    """Return a range; one that is even about zero as ±."""
    if low == -high and high > 0:
        return f"±{number_text(high)}"
    return number_text(low) if low == high else f"{number_text(low)}–{number_text(high)}"


def whole_places(text: str) -> int:
    """Return how many digits stand before the point, 1 to 4, by which a column of numbers is aligned."""
    whole = text.partition(".")[0].lstrip("−±≤≥" + NO_BREAK).partition("–")[0]
    return max(1, min(4, len(whole.replace(NO_BREAK, ""))))


@dataclass(frozen=True)
class Gauge:
    """A value on the scale of its family: its place in the drawing, and what is written at both ends."""

    place: str
    low: str
    high: str


def gauge(value: Measured, family: Span | None) -> Gauge | None:
    """Return where a value lies in the span of its family; None where there is nothing to compare it with."""
    shown = middle(value)
    if shown is None or family is None or family[0] == family[1]:
        return None
    low, high = scale(*family)
    share = (shown - low) / (high - low)
    return Gauge(f"{1 + float(share) * SCALE_WIDTH:.1f}", number_text(low), number_text(high))


def middle(value: Measured) -> Decimal | None:
    """Return the number by which a value stands on a scale."""
    if value.is_tolerance:
        return value.maximum
    known = [number for number in (value.typical, value.minimum, value.maximum) if number is not None]
    if value.typical is None and len(known) == 2:
        return (known[0] + known[1]) / 2
    return known[0] if known else None


def scale(low: Decimal, high: Decimal) -> tuple[Decimal, Decimal]:
    """Return the round ends of a scale that holds two numbers: multiples of 1, 2 or 5 with a power of ten."""
    step = round_step((high - low) / 4)
    start = Decimal(0) if 0 <= low <= (high - low) else (low / step).to_integral_value(ROUND_FLOOR) * step
    return start, (high / step).to_integral_value(ROUND_CEILING) * step


def round_step(size: Decimal) -> Decimal:
    power = Decimal(10) ** size.adjusted()
    return next(
        (factor * power for factor in (Decimal(1), Decimal(2), Decimal(5)) if factor * power >= size), 10 * power
    )
