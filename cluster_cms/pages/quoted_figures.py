"""Figures that pages quote from records, such as a property of a product: an app registers where they come from."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from wagtail import hooks


@dataclass(frozen=True)
class Figure:
    """A figure in one language: what it is, the value with its unit, and the condition under which it was measured."""

    name: str
    text: str
    condition: str


@dataclass(frozen=True)
class FigureSource:
    """Where figures come from."""

    quantities: Callable[[], list[tuple[str, str]]]  # keys and names of what can be quoted
    find: Callable[[Any, str, str], Figure | None]  # by record, key and language; None where it is not public


def figure_sources() -> list[FigureSource]:
    """Return what apps registered (hook `register_quoted_figures`)."""
    return [register() for register in hooks.get_hooks("register_quoted_figures")]


def quantity_choices() -> list[tuple[str, str]]:
    """Return what can be quoted, as choices of a form."""
    return [choice for source in figure_sources() for choice in source.quantities()]


def find_figure(record: Any, key: str, language: str) -> Figure | None:
    """Return a figure of a record; None where it is gone, or not public."""
    found = (source.find(record, key, language) for source in figure_sources())
    return next((figure for figure in found if figure), None)
