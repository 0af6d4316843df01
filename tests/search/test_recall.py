"""What visitors of the demo site type finds what they mean, and puts it first: `queries.csv` has words and addresses.

Addresses are those without the language. Precision is counted among as many of the first results as were expected, at
most five.
"""

import csv
from collections.abc import Iterable
from pathlib import Path

import pytest
from django.test import RequestFactory
from django.utils.translation import override

from cluster_cms.pages.languages import LANGUAGES
from cluster_cms.pages.search_sources import search_sources, search_views
from products.models import PartNumber
from search.finding import PAGES, VIEWS, find_all, readable_pages
from search.results import load_results
from search.suggestions import suggest

QUERIES = list(csv.DictReader((Path(__file__).parent / "queries.csv").read_text(encoding="utf-8").splitlines()))
PART_NUMBERS = 200
Key = tuple[str, int]


@pytest.fixture
def addresses(database: None) -> dict[str, dict[Key, str]]:
    """The address of everything that can be found, without host and language, by language."""
    return {language: addresses_in(language) for language in LANGUAGES}


def addresses_in(language: str) -> dict[Key, str]:
    request = RequestFactory().get("/search/")
    keys = [(PAGES, key) for key in readable_pages(language).values_list("pk", flat=True)]
    keys += [(VIEWS, at) for at in range(len(search_views(language)))]
    for name, source in search_sources().items():
        keys += [(name, key) for key in source.records(language).values_list("pk", flat=True)]
    with override(language):
        results = load_results(keys, units=[], language=language, request=request)
    return {key: one.url.removeprefix("/en") if language == "en" else one.url for key, one in results.items()}


def found(words: str, language: str, addresses: dict[str, dict[Key, str]]) -> list[str]:
    with override(language):
        return [addresses[language][key] for key in find_all(words, language=language).keys]


def average(shares: Iterable[float]) -> float:
    known = list(shares)
    return sum(known) / len(known)


def test_what_is_meant_is_found_and_stands_first(addresses: dict[str, dict[Key, str]]) -> None:
    rows = [(row, row["expected"].split()) for row in QUERIES if row["kind"] == "query"]
    answers = [(row, expected, found(row["words"], row["language"], addresses)) for row, expected in rows]
    missed = [(row["words"], sorted({*expected} - {*urls})) for row, expected, urls in answers if {*expected} - {*urls}]
    recall = average(len({*expected} & {*urls}) / len(expected) for _row, expected, urls in answers)
    precision = average(
        len({*expected} & {*urls[: min(5, len(expected))]}) / min(5, len(expected)) for _row, expected, urls in answers
    )
    assert len(rows) >= 150
    assert recall >= 0.98, missed
    assert precision >= 0.9, f"{precision:.3f}"


def typed(number: str) -> set[str]:
    """Return ways in which a part number is typed: widths, cases, hyphens, and its beginnings."""
    squeezed = "".join(filter(str.isalnum, number))
    wide = "".join(chr(ord(one) + 0xFEE0) for one in number)
    hyphens = {number.replace("-", other) for other in (" ", "/", "ー", "−", "‐", "")}
    beginnings = {part[:end] for part in (number.lower(), squeezed) for end in range(4, len(part))}
    return {number, wide, squeezed.lower(), wide.lower(), *hyphens, *beginnings}


def test_part_numbers_are_found_as_people_type_them(addresses: dict[str, dict[Key, str]]) -> None:
    numbers = PartNumber.objects.select_related("product").order_by("pk")
    asked = [(words, one.product.key) for one in numbers for words in sorted(typed(one.number)) if len(words) > 2]
    urls = {words: found(words, "ja", addresses) for words, _key in asked}
    missed = [(words, key) for words, key in asked if not any(f"/{key}/" in url for url in urls[words])]
    assert len(asked) >= PART_NUMBERS
    assert len(missed) <= len(asked) * 0.01, missed


def test_what_was_mistyped_leads_to_what_is_found(database: None) -> None:
    rows = [row for row in QUERIES if row["kind"] == "mistyped"]
    assert {row["words"]: suggest(row["words"], language=row["language"]) for row in rows} == {
        row["words"]: row["expected"] for row in rows
    }
