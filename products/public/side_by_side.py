"""The page that compares two to four products."""

from typing import Any

from django.http import HttpRequest

from cluster_cms.pages.languages import active_language
from products.catalogue.entries import Catalogue, Entry
from products.catalogue.loading import catalogue, with_all_values
from products.comparison.choosing import ITEM, ROWS, Choice, read_choice
from products.comparison.rows import comparison_rows
from products.public.listing import pictures_of, product_rows, status_words

MOST_PROPOSED = 12


def begin_comparison(request: HttpRequest) -> Choice:
    """Return which products a request asks to compare."""
    return read_choice(request.GET.getlist(ITEM), request.GET.get(ROWS, ""), catalogue(active_language()))


def comparison_context(choice: Choice) -> dict[str, Any]:
    """Return what the template of the comparison prints: a table, or what else to choose."""
    language = active_language()
    known = catalogue(language)
    context = {"choice": choice, "left_over": [entry.names[language] for entry in choice.left_over]}
    if not choice.is_enough:
        return {**context, "proposed": proposed_rows(choice, known, language)}
    rows = comparison_rows(known, with_all_values(choice.entries), language)
    differing = [row for row in rows if row.differs]
    return {
        **context,
        "columns": columns(choice, language),
        "names": [entry.names[language] for entry in choice.entries],
        "rows": differing if choice.only_different else rows,
        "row_count": len(rows),
        "different_count": len(differing),
        "all_query": choice.query(only_different=False),
        "different_query": choice.query(only_different=True),
    }


def columns(choice: Choice, language: str) -> list[dict[str, Any]]:
    pictures = pictures_of(choice.entries)
    return [
        {
            "key": entry.key,
            "name": entry.names[language],
            "address": entry.addresses[language],
            "status": status_words(entry.status),
            "picture": pictures.get(entry.picture or 0),
            "without": choice.query(without=entry.key),
        }
        for entry in choice.entries
    ]


def proposed_rows(choice: Choice, known: Catalogue, language: str) -> list[Any]:
    """Return products to choose from: those of the same family as the chosen one first."""
    families = {entry.family for entry in choice.entries}
    others = [entry for entry in known.entries if entry not in choice.entries]
    ordered: list[Entry] = sorted(others, key=lambda entry: entry.family not in families)
    return product_rows([*choice.entries, *ordered][:MOST_PROPOSED], known, language)
