"""Units of measurement by kind of quantity, and numbers as people type them with their unit.

Factors: The International System of Units (SI Brochure), 9th edition, and ISO 80000.
"""

import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from unicodedata import normalize

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class UnitFamily(models.TextChoices):
    """The kinds of quantity; units of one kind can be converted into each other."""

    LENGTH = "length", _("length")
    VOLUME = "volume", _("volume")
    MASS = "mass", _("mass")
    DENSITY = "density", pgettext_lazy("property", "density")
    TEMPERATURE = "temperature", _("temperature")
    PRESSURE = "pressure", _("pressure, strength or modulus")
    VISCOSITY = "viscosity", _("viscosity")
    EXPANSION = "expansion", _("thermal expansion")
    CONDUCTIVITY = "conductivity", _("thermal conductivity")
    RESISTIVITY = "resistivity", _("electric resistivity")
    FIELD = "field", _("dielectric strength")
    VOLTAGE = "voltage", _("voltage")
    POWER = "power", _("power")
    FREQUENCY = "frequency", _("frequency")
    SPEED = "speed", _("speed")
    TIME = "time", pgettext_lazy("quantity", "time")
    RATIO = "ratio", _("ratio")
    COUNT = "count", _("number without a unit")
    TEXT = "text", _("words, nothing measured")


# By kind of quantity: each unit with its factor to the first one; those of temperature have an offset as well.
UNITS: Mapping[str, Mapping[str, str]] = {
    UnitFamily.LENGTH: {"m": "1", "cm": "1e-2", "mm": "1e-3", "µm": "1e-6", "nm": "1e-9"},
    UnitFamily.VOLUME: {"L": "1", "mL": "1e-3", "µL": "1e-6", "nL": "1e-9", "pL": "1e-12", "m³": "1e3", "cm³": "1e-3"},
    UnitFamily.MASS: {"kg": "1", "g": "1e-3", "mg": "1e-6", "µg": "1e-9", "t": "1e3"},
    UnitFamily.DENSITY: {"kg/m³": "1", "g/cm³": "1e3", "g/mL": "1e3"},
    UnitFamily.TEMPERATURE: {"°C": "1", "K": "1"},
    UnitFamily.PRESSURE: {"Pa": "1", "kPa": "1e3", "MPa": "1e6", "GPa": "1e9", "bar": "1e5", "N/mm²": "1e6"},
    UnitFamily.VISCOSITY: {"Pa·s": "1", "mPa·s": "1e-3", "cP": "1e-3"},
    UnitFamily.EXPANSION: {"1/K": "1", "ppm/K": "1e-6", "ppm/°C": "1e-6"},
    UnitFamily.CONDUCTIVITY: {"W/(m·K)": "1", "mW/(m·K)": "1e-3"},
    UnitFamily.RESISTIVITY: {"Ω·m": "1", "Ω·cm": "1e-2", "TΩ·m": "1e12", "GΩ·m": "1e9"},
    UnitFamily.FIELD: {"V/m": "1", "kV/mm": "1e6", "MV/m": "1e6"},
    UnitFamily.VOLTAGE: {"V": "1", "kV": "1e3", "mV": "1e-3"},
    UnitFamily.POWER: {"W": "1", "kW": "1e3", "mW": "1e-3"},
    UnitFamily.FREQUENCY: {"Hz": "1", "kHz": "1e3", "MHz": "1e6", "GHz": "1e9"},
    UnitFamily.SPEED: {"m/s": "1", "mm/s": "1e-3", "m/min": "0.016666666667"},
    UnitFamily.TIME: {"s": "1", "ms": "1e-3", "µs": "1e-6", "min": "60", "h": "3600", "d": "86400"},
    UnitFamily.RATIO: {"1": "1", "%": "1e-2", "ppm": "1e-6"},
    UnitFamily.COUNT: {"": "1"},
    UnitFamily.TEXT: {"": "1"},
}
OFFSETS = {"K": Decimal("-273.15")}  # added to reach degrees Celsius
# Other spellings that mean the same unit, after NFKC: the two micro signs, middle dots, ohms, products, superscripts.
SPELLINGS = str.maketrans(
    {"\u03bc": "\u00b5", "\u2126": "\u03a9", "・": "·", "•": "·", "*": "·", "−": "-", "–": "-", "²": "2", "³": "3"}
)
WORDS = {"℃": "°C", "C": "°C", "l": "L", "ml": "mL", "ul": "µL", "um": "µm", "micron": "µm", "cp": "cP", "degC": "°C"}
NUMBER = re.compile(r"([-+]?(?:\d{1,3}(?:[, ]\d{3})+|\d+)(?:\.\d+)?(?:[eE][-+]?\d{1,2})?)(.*)\Z", re.DOTALL)
GOES_ON = re.compile(r"[\d.,+-]")  # behind a number: it was another one, or a range
LARGEST = Decimal("1e15")
PLACES = 9  # digits behind the point that are stored


class WrongUnit(Exception):
    """The unit is none of those that the property takes; `as_unit` is the number in its unit, where that is known."""

    def __init__(self, typed: str, as_unit: Decimal | None = None) -> None:
        super().__init__(typed)
        self.typed, self.as_unit = typed, as_unit


class NoNumber(Exception):
    """The text is no number, or one that cannot be stored exactly."""


def spelled(unit: str) -> str:
    """Return a unit in its usual spelling; width, blanks and look-alike signs do not matter."""
    plain = re.sub(r"\s", "", normalize("NFKC", unit)).translate(SPELLINGS)
    plain = plain.replace("°c", "°C")
    known = {one.translate(SPELLINGS): one for units in UNITS.values() for one in units if one}
    return known.get(plain) or WORDS.get(plain, plain)


def number_of(typed: str, family: str, unit: str) -> Decimal:
    """Return the number of a text such as "1,200" or "0.3 µm", in a unit. Raises NoNumber and WrongUnit."""
    plain = normalize("NFKC", typed).translate(SPELLINGS).strip()
    found = NUMBER.match(plain)
    if not found or GOES_ON.match(found[2]):
        raise NoNumber
    number = stored(found[1].replace(",", "").replace(" ", ""))
    given = spelled(found[2])
    if given and given != unit:
        raise WrongUnit(given, converted(number, family, given, unit))
    return number


def stored(text: str) -> Decimal:
    """Return a number that the database keeps digit by digit. Raises NoNumber."""
    try:
        number = Decimal(text)
    except InvalidOperation as error:
        raise NoNumber from error
    if abs(number) >= LARGEST or number != round(number, PLACES):
        raise NoNumber
    return number


def converted(number: Decimal, family: str, given: str, unit: str) -> Decimal | None:
    """Return a number in another unit of the same kind; None where the units are not of one kind."""
    units = UNITS.get(family, {})
    if given not in units or unit not in units:
        return None
    base = number * Decimal(units[given]) + OFFSETS.get(given, 0)
    return Decimal(f"{((base - OFFSETS.get(unit, 0)) / Decimal(units[unit])).normalize():f}")
