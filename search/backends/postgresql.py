"""Search on PostgreSQL (https://www.postgresql.org/docs/current/datatype-textsearch.html).

Vectors and queries are written out here, so neither the server's parser, nor its dictionaries, nor its locale
have a say in them.
"""

from collections.abc import Iterable, Sequence
from functools import reduce
from typing import Any

from django.contrib.postgres.search import SearchQuery as PostgresQuery
from django.contrib.postgres.search import SearchVectorField
from django.db.models import F, Value
from django.db.models.functions import Cast
from modelsearch.backends.database.postgres import postgres as stock
from modelsearch.query import Phrase, PlainText, SearchQuery

from search.backends.indexing import ReadOnce, TokenCompiler, TokenIndex, columns_of
from search.tokens import Unit, index_tokens

# A position above 16383 is stored as 16383; beginning again keeps the phrases of long texts findable.
LAST_POSITION = 16_000
# A vector may take 1 MB; what a longer text says beyond that is not found.
MAX_BYTES = 1_000_000
Vector = tuple[F, F | float]


class PostgresTokenIndexer(ReadOnce, stock.ObjectIndexer):
    """Makes the index vectors of one object from its tokens."""

    def prepare_value(self, value: object) -> str:
        return "" if value is None else super().prepare_value(value)

    def as_vector(self, texts: Iterable[tuple[str, str]], for_autocomplete: bool = False) -> Cast:
        weighted = (
            (token, weight) for text, weight in texts for token in index_tokens(text, as_typed=for_autocomplete)
        )
        return Cast(Value(_vector(weighted)), SearchVectorField())


class TokenPostgresIndex(TokenIndex, stock.PostgresIndex):
    """The index of vectors, filled with tokens."""

    indexer_class = PostgresTokenIndexer


class TokenQuery(PostgresQuery):
    """A finished tsquery: its tokens are letters and digits only, so nothing in it needs escaping."""

    template = "(%(expressions)s)::tsquery"


class TokenPostgresCompiler(TokenCompiler, stock.PostgresSearchQueryCompiler):
    """Compiles queries for PostgreSQL."""

    either = " | "

    def build_tsquery_content(self, query: SearchQuery, config: object = None, invert: bool = False) -> Any:
        if not isinstance(query, PlainText | Phrase):
            return super().build_tsquery_content(query, config=config, invert=invert)
        operator = "|" if getattr(query, "operator", "and") == "or" else "&"
        return TokenQuery(Value(f" {operator} ".join(self.expressions(query))), invert=invert)

    @staticmethod
    def expression(unit: Unit, *, begun: bool) -> str:
        *first, last = (f"'{token}'" for token in unit.tokens)
        return "(" + " <-> ".join([*first, f"{last}:*" if unit.prefix or begun else last]) + ")"

    def scored(self, fields: Sequence[str] | None, most: int) -> Iterable[tuple[Any, float]]:
        vectors = vectors_in(fields)
        columns: Any = reduce(joined, (vector for vector, _boost in vectors))
        found = self.queryset.order_by().annotate(_vector_=columns).filter(_vector_=self.build_tsquery(self.query))
        rank = self._build_rank_expression(vectors, None)
        return list(found.annotate(_rank_=rank).order_by("-pk").values_list("pk", "_rank_")[:most])

    def get_search_vectors(self, search_query: PostgresQuery) -> list[Vector]:
        return vectors_in(self.fields)


def joined(one: Any, other: Any) -> Any:
    return one._combine(other, "||", False)


def vectors_in(fields: Sequence[str] | None) -> list[Vector]:
    """Return the vectors of the index that hold these fields, each with what its relevance is multiplied by."""
    vectors: dict[str, Vector] = {
        "title": (F("index_entries__title"), F("index_entries__title_norm")),
        "body": (F("index_entries__body"), 1.0),
    }
    return [vectors[column] for column in columns_of(fields)]


class TokenPostgresAutocompleteCompiler(TokenPostgresCompiler, stock.PostgresAutocompleteQueryCompiler):
    """Finds by the beginning of the last word."""

    as_typed = True

    def get_search_vectors(self, search_query: PostgresQuery) -> list[Vector]:
        return [(F("index_entries__autocomplete"), 1.0)]


class TokenPostgresBackend(stock.PostgresSearchBackend):
    """Wagtail's search on PostgreSQL, for Japanese and English."""

    index_class = TokenPostgresIndex
    query_compiler_class = TokenPostgresCompiler
    autocomplete_query_compiler_class = TokenPostgresAutocompleteCompiler


def _vector(weighted: Iterable[tuple[str, str]]) -> str:
    """Write out tokens with their weights as a tsvector: every token once, with all its positions."""
    positions: dict[str, list[str]] = {}
    room = MAX_BYTES
    for at, (token, weight) in enumerate(weighted):
        room -= 2 if token in positions else len(token.encode()) + 6  # as PostgreSQL stores them
        if room < 0:
            break
        positions.setdefault(token, []).append(f"{at % LAST_POSITION + 1}{weight}")
    return " ".join(f"'{token}':{','.join(found)}" for token, found in positions.items())
