"""A small catalogue for the tests of finder and comparison, without a database."""

from decimal import Decimal

from products.catalogue.entries import Catalogue, Entry, Group, Measured, Quantity


def both(text: str) -> dict[str, str]:
    return {"ja": text, "en": text}


def measured(low: str | None = None, typical: str | None = None, high: str | None = None, **more: str) -> Measured:
    low_, typical_, high_ = (None if text is None else Decimal(text) for text in (low, typical, high))
    words = {name: both(text) for name, text in more.items()}
    return Measured(low_, typical_, high_, words.get("text", {}), words.get("condition", {}))


def entry(key: str, family: str = "resin", uses: tuple[str, ...] = (), **values: Measured) -> Entry:
    numbers = (f"{key.upper()}-1K", "OLD-77") if key == "cx-210" else ()
    return Entry(
        key,
        family,
        both(key.upper()),
        both(""),
        both(f"/products/{family}/{key}/"),
        uses=frozenset(uses),
        part_numbers=numbers,
        values=values,
    )


def catalogue() -> Catalogue:
    """Return three resins and a gear."""
    return Catalogue(
        entries=(
            entry("cx-210", uses=("optics",), cte=measured(None, "11"), flow=measured("15", "18", "22")),
            entry("cx-330", uses=("power",), cte=measured(None, "15"), flow=measured(None, "42")),
            entry("cx-120", uses=("power",), cte=measured(None, "26"), flow=measured(None, None, "1")),
            entry("mm-08", "parts", uses=("optics",), size=measured("-2", None, "2")),
        ),
        families={
            "resin": Group("resin", both("Resins"), quantities=("cte", "flow")),
            "parts": Group("parts", both("Parts"), quantities=("size",)),
        },
        uses={"optics": Group("optics", both("Optics")), "power": Group("power", both("Power"))},
        quantities={
            "cte": Quantity("cte", both("Expansion"), "ppm/K", in_finder=True, unit_family="expansion"),
            "flow": Quantity("flow", both("Viscosity"), "Pa·s", in_finder=True, unit_family="viscosity"),
            "size": Quantity("size", both("Tolerance"), "µm", in_finder=True, unit_family="length"),
        },
    )
