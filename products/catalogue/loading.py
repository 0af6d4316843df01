"""Reads the catalogue: a handful of queries for all products, kept until something public changes."""

from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache

from django.db.models import F, Q
from wagtail.models import Page

from cluster_cms.pages.content_stamp import per_stamp
from cluster_cms.pages.languages import ENGLISH, JAPANESE, in_both_languages
from cluster_cms.pages.sites import language_of, linkable
from products.catalogue.entries import Catalogue, Entry, Group, Measured, Quantity, Texts
from products.models import Application, Family, FamilyProperty, PartNumber, Product, Property, PropertyValue

NUMBERS = ("minimum", "typical", "maximum")
WORDS = ("text_ja", "text_en", "condition_ja", "condition_en")
KEY_PROPERTIES = 6  # of a family, that are read for lists beside the properties of the finder


@per_stamp
def catalogue(language: str) -> Catalogue:
    """Return the products with a public page in a language, with the values that lists and the finder need."""
    return whole_catalogue().in_language(language)


@per_stamp
def whole_catalogue() -> Catalogue:
    families = read_families()
    return Catalogue(
        entries=tuple(read_entries(families)),
        families=families,
        uses={record.key: group_of(record) for record in Application.objects.order_by("pk")},
        quantities={record.key: quantity_of(record) for record in Property.objects.order_by("sort_order", "pk")},
    )


@per_stamp
def names_of(model: type[Family] | type[Product]) -> dict[int, Texts]:
    """Return the names of all families or products by their id."""
    return {
        record.pk: in_both_languages(record, "name") for record in model._default_manager.only("name_ja", "name_en")
    }


def read_families() -> dict[str, Group]:
    """Return the families by key, with the keys of their properties and the addresses of their pages."""
    ordered = defaultdict(list)
    rows = FamilyProperty.objects.order_by("family_id", "sort_order", "pk").values_list("family_id", "property__key")
    for family, key in rows:
        ordered[family].append(key)
    addresses = page_addresses("familypage__family_id")
    return {
        record.key: Group(
            record.key,
            in_both_languages(record, "name"),
            in_both_languages(record, "summary"),
            tuple(ordered[record.pk]),
            addresses[record.pk],
        )
        for record in Family.objects.order_by("pk")
    }


def group_of(record: Application) -> Group:
    return Group(record.key, in_both_languages(record, "name"))


def quantity_of(record: Property) -> Quantity:
    return Quantity(
        record.key,
        in_both_languages(record, "name"),
        "" if record.unit == "1" else record.unit,
        record.in_finder,
        in_both_languages(record, "definition"),
        record.symbol,
        record.unit_family,
    )


def page_addresses(owner: str) -> dict[int, dict[str, str]]:
    """Return the addresses of public pages by the id of the record that they show, then by language."""
    found: dict[int, dict[str, str]] = defaultdict(dict)
    pages = Page.objects.live().exclude(**{owner: None}).annotate(shown=F(owner))
    for page in linkable(pages):
        found[page.shown][language_of(page)] = page.url
    return found


def read_entries(families: dict[str, Group]) -> Iterable[Entry]:
    """Yield the published products in their order."""
    addresses = page_addresses("productpage__product_id")
    needed = {key for group in families.values() for key in group.quantities[:KEY_PROPERTIES]}
    values = read_values(Q(property__in_finder=True) | Q(property__key__in=needed))
    uses, numbers = read_uses(), read_part_numbers()
    records = Product.objects.filter(live=True).select_related("family", "successor")
    for record in records.order_by("family_id", "sort_order", "pk"):
        yield Entry(
            key=record.key,
            family=record.family.key,
            names=in_both_languages(record, "name"),
            summaries=in_both_languages(record, "summary"),
            addresses=addresses[record.pk],
            status=record.status,
            successor=record.successor.key if record.successor else "",
            uses=frozenset(uses[record.pk]),
            part_numbers=tuple(numbers[record.pk]),
            picture=record.picture_id,
            values=values[record.pk],
        )


def read_uses() -> dict[int, list[str]]:
    found = defaultdict(list)
    for product, key in Product.applications.through.objects.values_list("product_id", "application__key"):
        found[product].append(key)
    return found


def read_part_numbers() -> dict[int, list[str]]:
    found = defaultdict(list)
    for product, number in PartNumber.objects.values_list("product_id", "number"):
        found[product].append(number)
    return found


def read_values(which: Q) -> dict[int, dict[str, Measured]]:
    """Return values by the id of their product, then by the key of their property."""
    found: dict[int, dict[str, Measured]] = defaultdict(dict)
    rows = PropertyValue.objects.filter(which).values_list("product_id", "property__key", *NUMBERS, *WORDS, "method")
    for product, key, low, typical, high, *words, method in rows:
        found[product][key] = Measured(low, typical, high, both(*words[:2]), both(*words[2:]), method)
    return found


@lru_cache(maxsize=4096)
def both(japanese: str, english: str) -> Texts:
    """Return texts by language; the same object for the same texts, of which values have few."""
    return {JAPANESE: japanese.strip(), ENGLISH: english.strip()}


def measured(record: PropertyValue) -> Measured:
    """Return a stored value as plain data."""
    words: dict[str, Texts] = {name: in_both_languages(record, name) for name in ("text", "condition")}
    return Measured(record.minimum, record.typical, record.maximum, words["text"], words["condition"], record.method)


def with_all_values(entries: Iterable[Entry]) -> list[Entry]:
    """Return products with all their values, by one query for all of them."""
    chosen = list(entries)
    rows = PropertyValue.objects.filter(product__key__in=[entry.key for entry in chosen])
    values: dict[str, dict[str, Measured]] = defaultdict(dict)
    for record in rows.annotate(key=F("property__key"), owner=F("product__key")):
        values[record.owner][record.key] = measured(record)
    return [Entry(**{**vars(entry), "values": values[entry.key]}) for entry in chosen]
