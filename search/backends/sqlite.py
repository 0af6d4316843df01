"""Search on SQLite's FTS5 (https://www.sqlite.org/fts5.html): our tokens, ranked by one bm25 query."""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db import connections
from django.db.models import Exists, F, FloatField, Func, IntegerField, OuterRef, QuerySet, TextField, Value
from django.db.models.expressions import RawSQL
from django.db.models.functions import Cast, Concat, NullIf, StrIndex
from django.utils.functional import cached_property
from modelsearch.backends.database.sqlite import query as fts
from modelsearch.backends.database.sqlite import sqlite as stock
from modelsearch.query import MatchAll, Not, Phrase, PlainText, SearchQuery
from modelsearch.utils import get_descendants_content_types_pks

from search.backends.indexing import ReadOnce, TokenCompiler, TokenIndex, columns_of
from search.tokens import Unit, index_tokens

# So many of the best hits come in order of relevance, all others after them; nobody turns a hundred pages.
RANKED = 1000


class SqliteTokenIndexer(ReadOnce, stock.ObjectIndexer):
    """Makes the index text of one object: its tokens with blanks between them."""

    def prepare_value(self, value: object) -> str:
        # The full stop keeps the last word of a field apart from the first of the next: blanks in Japanese say nothing.
        return "" if value is None else f"{super().prepare_value(value)}。"

    @property
    def title(self) -> str:
        return " ".join(index_tokens(super().title))

    @property
    def body(self) -> str:
        return " ".join(index_tokens(super().body))

    @property
    def autocomplete(self) -> str:
        return " ".join(index_tokens(super().autocomplete, as_typed=True))


class TokenSQLiteIndex(TokenIndex, stock.SQLiteIndex):
    """The FTS5 index, filled with tokens."""

    indexer_class = SqliteTokenIndexer


class Expression(fts.Lexeme):
    """A finished FTS5 expression: its tokens are letters and digits only, so nothing in it needs escaping."""

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list[str]]:
        return "%s", [self.value]


class Relevance(Func):
    """bm25 over the columns autocomplete, body, title: a word of the title counts like ten of the body."""

    template = f"bm25({stock.SQLiteFTSIndexEntry._meta.db_table}, 1.0, 1.0, 10.0)"
    output_field = FloatField()


def positive(query: SearchQuery) -> SearchQuery:
    """Return what a query asks for, or what a negative one excludes: FTS5 knows no query of negations alone."""
    normalized = fts.normalize(query)
    return normalized.subquery if isinstance(normalized, Not) else normalized


class TokenSQLiteCompiler(TokenCompiler, stock.SQLiteSearchQueryCompiler):
    """Compiles queries for FTS5."""

    either = " OR "

    def build_search_query_content(self, query: SearchQuery, config: object = None) -> Any:
        if not isinstance(query, PlainText | Phrase):
            return super().build_search_query_content(query, config=config)
        operator = getattr(query, "operator", "and").upper()
        return fts.SearchQueryExpression(Expression(f" {operator} ".join(self.expressions(query))))

    @staticmethod
    def expression(unit: Unit, *, begun: bool) -> str:
        phrase = " ".join(unit.tokens)
        return f'"{phrase}" *' if unit.prefix or begun else f'"{phrase}"'

    def search(
        self, config: object, start: int | None, stop: int | None, score_field: str | None = None
    ) -> "QuerySet[Any]":
        """Return the objects found; the most relevant first unless the queryset's own order was asked for."""
        if isinstance(self.query, MatchAll):
            return self.queryset[start:stop]
        if isinstance(self.query, Not) and isinstance(self.query.subquery, MatchAll):
            return self.queryset.none()
        if isinstance(self.query, Not):
            found = self.queryset.exclude(pk__in=self._keys())
        else:
            found = self.queryset.filter(pk__in=self._keys())
        if score_field:
            found = found.annotate(**{score_field: self._position()})
        if self.order_by_relevance:
            found = found.order_by(self._position().asc(nulls_last=True), "-pk")
        elif not found.query.order_by:
            found = found.order_by("-pk")  # the same order on every page of results
        return found[start:stop]

    @cached_property
    def ranked_keys(self) -> list[Any]:
        """The primary keys of all hits as the database stores them, the most relevant first."""
        ids = self.hits(self.columns).order_by(Relevance()).values_list("index_entry__object_id", flat=True)
        return list(self._as_stored(ids))

    def scored(self, fields: Sequence[str] | None, most: int) -> Iterable[tuple[Any, float]]:
        key = self.queryset.model._meta.pk
        wanted = self.queryset.order_by().filter(pk=Cast(OuterRef("index_entry__object_id"), IntegerField()))
        rows = self.hits(columns_of(fields)).filter(Exists(wanted)).order_by("-pk")  # as FTS5 reads them
        found = rows.values_list("index_entry__object_id", Relevance())[:most]
        return [(key.to_python(value), -score) for value, score in found]

    def hits(self, columns: list[str]) -> QuerySet[Any]:
        """Return the index entries that hold the query in these columns."""
        return stock.SQLiteFTSIndexEntry.objects.filter(
            fts.MatchExpression(columns, self.build_search_query(positive(self.query))),
            index_entry__content_type__in=get_descendants_content_types_pks(self.queryset.model),
        )

    @property
    def columns(self) -> list[str]:
        """The columns of the FTS5 table to look into."""
        return columns_of(self.fields)

    def _as_stored(self, ids: Iterable[str]) -> Iterator[Any]:
        key = self.queryset.model._meta.pk
        for value in ids:
            yield key.get_db_prep_value(key.to_python(value), connections[self.queryset.db])

    def _keys(self) -> RawSQL:
        # One parameter however many hits there are: SQLite limits their number.
        return RawSQL("SELECT value FROM json_each(%s)", [json.dumps(self.ranked_keys)])

    def _position(self) -> NullIf:
        # The place of ",7," in ",3,7,12,": the rank of a row in one parameter; null for those not ranked.
        ranking = Value("".join(f",{key}" for key in self.ranked_keys[:RANKED]) + ",")
        return NullIf(StrIndex(ranking, Concat(Value(","), Cast(F("pk"), TextField()), Value(","))), Value(0))


class TokenSQLiteAutocompleteCompiler(TokenSQLiteCompiler, stock.SQLiteAutocompleteQueryCompiler):
    """Finds by the beginning of the last word."""

    as_typed = True
    columns = ["autocomplete"]


class TokenSQLiteBackend(stock.SQLiteSearchBackend):
    """Wagtail's search on SQLite, for Japanese and English."""

    index_class = TokenSQLiteIndex
    query_compiler_class = TokenSQLiteCompiler
    autocomplete_query_compiler_class = TokenSQLiteAutocompleteCompiler
