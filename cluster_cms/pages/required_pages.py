"""Pages that a language never loses: the last one of each type that names `required_because` (home page, contact page).

A page counts while visitors reach it for good: live, without a time at which it expires, below the home page of its
language, and neither it nor a page above is restricted. What would lose the last one is refused (pages.tree_guards).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from django.conf import settings
from django.db import connection
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from wagtail.models import Locale, Page, PageViewRestriction, Site, get_page_models

Key = tuple[type[Page], str]  # a page type and a language


class ChangeRefused(Exception):
    """A change of the page tree that is never allowed; holds all reasons, as sentences in the active language."""

    def __init__(self, reasons: Iterable[str]) -> None:
        self.reasons = list(reasons)
        super().__init__(" ".join(self.reasons))


@dataclass(frozen=True)
class Place:
    """Where one page stands: its type, its language and its Wagtail `url_path`."""

    key: Key
    url_path: str


@dataclass(frozen=True)
class Tree:
    """The pages that count, the `url_path` of the home page of each language, and those of restricted pages."""

    places: frozenset[Place]
    homes: frozenset[tuple[str, str]]  # language, url_path
    restricted: frozenset[str]

    def reached(self) -> set[Key]:
        """Return the types and languages of which visitors reach a page."""
        return {place.key for place in self.places if self.is_reached(place)}

    def is_reached(self, place: Place) -> bool:
        at_home = any(place.key[1] == language and place.url_path.startswith(home) for language, home in self.homes)
        return at_home and not any(place.url_path.startswith(path) for path in self.restricted)

    def without(self, url_path: str, *, below: bool = True) -> "Tree":
        """Return the tree without a page, and without those below it."""
        gone = [p for p in self.places if p.url_path == url_path or (below and p.url_path.startswith(url_path))]
        return replace(self, places=self.places.difference(gone))

    def moved(self, before: str, after: str) -> "Tree":
        """Return the tree with a page, and those below it, at another place."""

        def to(path: str) -> str:
            return after + path.removeprefix(before) if path.startswith(before) else path

        return Tree(
            frozenset(replace(place, url_path=to(place.url_path)) for place in self.places),
            frozenset((language, to(home)) for language, home in self.homes),
            frozenset(map(to, self.restricted)),
        )

    def with_place(self, model: type[Page], language: str, url_path: str) -> "Tree":
        """Return the tree in which a page counts that is new, or expires."""
        return replace(self, places=self.places | {Place((model, language), url_path)})

    def restricting(self, url_path: str) -> "Tree":
        """Return the tree with one more page that is restricted."""
        return replace(self, restricted=self.restricted | {url_path})

    def refuse_losses(self, after: "Tree") -> None:
        """Raise ChangeRefused when `after` has lost what this tree has."""
        if lost := self.reached() - after.reached():
            in_order = sorted(lost, key=lambda key: (key[1] != settings.LANGUAGE_CODE, key[0].__name__))
            raise ChangeRefused(reason(*key) for key in in_order)


def reason(model: type[Page], language: str) -> str:
    """Return why the last page of a type in a language stays."""
    named = {"language": Locale(language_code=language).get_display_name(), "reason": model.required_because}
    return _("%(language)s: %(reason)s") % named


def required_models() -> list[type[Page]]:
    return [model for model in get_page_models() if getattr(model, "required_because", "")]


def read_tree() -> Tree:
    """Return the tree as stored; in a transaction, two that would each take one of the last two pages wait."""
    sites = Site.objects.filter(is_default_site=True)
    if connection.in_atomic_block:
        list(sites.select_for_update(no_key=True).order_by("pk"))  # rows that name a site are still added
    restricted = PageViewRestriction.objects.values_list("page__url_path", flat=True)
    return Tree(frozenset(stored_places()), homes_below(sites), frozenset(restricted))


def stored_places() -> Iterator[Place]:
    for model in required_models():
        pages = model._default_manager.filter(live=True, expire_at=None).order_by()
        for language, url_path in pages.values_list("locale__language_code", "url_path"):
            yield Place((model, language), url_path)


def homes_below(sites: QuerySet[Site]) -> frozenset[tuple[str, str]]:
    """Return language and `url_path` of the root page of sites and of its translations."""
    roots = Page.objects.filter(translation_key__in=sites.values("root_page__translation_key"))
    return frozenset(roots.order_by().values_list("locale__language_code", "url_path"))
