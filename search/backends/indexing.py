"""Shared by both database backends: writing index entries, columns, and compiling queries from tokens."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, ClassVar

from django.db.models import Model, prefetch_related_objects
from django.utils.functional import cached_property
from django.utils.translation import get_language, override
from modelsearch.query import MATCH_NONE, And, Not, Or, Phrase, PlainText, SearchQuery
from modelsearch.utils import get_content_type_pk
from wagtail.models import Page

from cluster_cms.pages.sites import language_of
from search.models import known_synonyms
from search.tokens import Unit, phrase_unit, query_units

COLUMNS = ("title", "autocomplete", "body")


def meaningful(query: SearchQuery) -> SearchQuery:
    """Return the query without its empty parts, or MATCH_NONE when nothing is left."""
    return _without_empty_parts(query) or MATCH_NONE


def units_of(query: PlainText | Phrase, *, as_typed: bool) -> list[Unit]:
    """Return the units of one leaf of a query."""
    if isinstance(query, PlainText):
        return query_units(query.query_string, as_typed=as_typed, synonyms=known_synonyms())
    unit = phrase_unit(query.query_string, as_typed=as_typed)
    return [unit] if unit else []


def _without_empty_parts(query: SearchQuery) -> SearchQuery | None:
    match query:
        case PlainText() | Phrase():
            return query if units_of(query, as_typed=False) else None
        case And() | Or():
            parts = [part for part in map(_without_empty_parts, query.subqueries) if part]
            return type(query)(parts) if len(parts) > 1 else next(iter(parts), None)
        case Not():
            part = _without_empty_parts(query.subquery)
            return Not(part) if part else None
    return query


class TokenCompiler:
    """Mixin of a query compiler: finds whole words, and Japanese text by any two characters of it.

    `expression` returns one spelling of a unit in the language of the database, `either` stands between two of them.
    With `begun` the last token is only a beginning.
    """

    as_typed = False  # for autocomplete: plurals are kept, and the last word is only a beginning
    query: SearchQuery
    fields: Sequence[str] | None
    # Returns the key and the relevance of at most so many objects that hold the query in these fields.
    scored: Callable[[Sequence[str] | None, int], Iterable[tuple[Any, float]]]
    expression: Callable[..., str]
    either: str

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.query = meaningful(self.query)

    def best_keys(self, most: int) -> list[Any]:
        """Return the keys of at most `most` objects that were found, the most relevant first (see `best`)."""
        return [key for key, _score in self.best(most)]

    def best(self, most: int) -> list[tuple[Any, float]]:
        """Return key and relevance of at most `most` objects that were found, the most relevant first.

        Where more are found, those whose title says it and the newest are ranked: a word that stands on every page has
        no best page, and ranking all of them takes the longer the more there are.
        """
        if isinstance(self.query, Not):  # nothing was asked for, or only what shall not be there
            return []
        found = dict(self.scored(self.fields, most))
        if len(found) == most:
            found |= dict(self.scored(["title"], most))
        return sorted(found.items(), key=lambda pair: (-pair[1], -pair[0]))[:most]

    def expressions(self, query: PlainText | Phrase) -> list[str]:
        """Return the units of one leaf of the query in the language of the database."""
        units = units_of(query, as_typed=self.as_typed)
        return [self._any_spelling(unit, begun=self.as_typed and unit is units[-1]) for unit in units]

    def _any_spelling(self, unit: Unit, *, begun: bool) -> str:
        spellings = [self.expression(spelling, begun=begun) for spelling in (unit, *unit.others)]
        return f"({self.either.join(spellings)})"


class ReadOnce:
    """Mixin of an indexer: reads each field of its object once, where the stock one reads all for each column."""

    obj: Model

    @cached_property
    def values(self) -> dict[Any, list[tuple[Any, str]]]:
        return {}

    def prepare_field(self, obj: Model, field: Any) -> Iterator[tuple[Any, str]]:
        stock: Any = super()
        if obj is not self.obj:  # of an object that the field leads to
            return iter(stock.prepare_field(obj, field))
        if field not in self.values:
            self.values[field] = list(stock.prepare_field(obj, field))
        return iter(self.values[field])


class TokenIndex:
    """Mixin of an index class: writes the entries that `indexer_class` makes of objects in one statement."""

    indexer_class: ClassVar[type[Any]]
    backend: Any
    entries: Any
    _refresh_title_norms: Callable[[], None]

    def add_items(self, model: type[Model], objs: Iterable[Model]) -> None:
        """Write or replace the index entries of objects of one model."""
        objs = list(objs)
        prefetch_related_objects(objs, *getattr(model, "search_relations", ()))
        indexers = [self.indexer_class(obj, self.backend) for obj in objs]
        if not indexers or not indexers[0].search_fields:
            return
        content_type = get_content_type_pk(model)
        self.entries.bulk_create(
            [self._entry(content_type, indexer) for indexer in indexers],
            update_conflicts=True,
            unique_fields=["content_type", "object_id"],
            update_fields=[*COLUMNS, "title_norm"],
        )
        self._refresh_title_norms()

    def _entry(self, content_type: int, indexer: Any) -> Model:
        spoken = language_of(indexer.obj) if isinstance(indexer.obj, Page) else get_language()
        with override(spoken):  # what a page says depends on its own language, not on who indexes it
            values = {column: getattr(indexer, column) for column in COLUMNS}
        return self.entries.model(content_type_id=content_type, object_id=indexer.id, **values)


def columns_of(fields: Sequence[str] | None) -> list[str]:
    """Return the index columns that hold these search fields: the title has its own, all others share one."""
    wanted = {"title" if field == "title" else "body" for field in fields or ("title", "body")}
    return sorted(wanted, reverse=True)
