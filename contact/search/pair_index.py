"""Narrows a search to the texts that may hold its words, by the hashes of their pairs of characters.

Never too narrow: rows whose hashes are missing or of another key are read as well, and where these are many, or the
words have no pair, nothing is narrowed at all.
"""

from collections.abc import Collection
from datetime import timedelta
from functools import reduce
from itertools import pairwise
from operator import and_, or_

from django.db import connection
from django.db.models import F, Q, QuerySet, Value

from cluster_cms.security.pair_hashes import hashes_of, pairs_of
from contact.models import SearchText
from contact.models.pair_fields import known_marks
from contact.search.pagination import NEWEST

MAX_STALE = 2_000  # rows without usable hashes that a search reads beside those it finds
Term = tuple[bytes, ...]  # a folded word in UTF-8, in each of its spellings


def narrowing(terms: tuple[Term, ...]) -> Q | None:
    """Return what a text meets that may hold every term; None when all texts must be read."""
    known = known_marks()
    words = [spellings for term in terms if (spellings := with_pairs(term))]
    if not known or not words:
        return None
    stale = marked_otherwise(known)
    left = SearchText.objects.filter(stale)[: MAX_STALE + 1].count()
    if left > MAX_STALE:
        return None
    found = reduce(or_, (Q(made_under=mark) & hold_all(words, key) for mark, key in known.items()))
    return found | stale if left else found


def with_pairs(term: Term) -> list[str]:
    """Return the spellings of a term; none when one of them is a single character, which has no pair."""
    spellings = [one.decode() for one in term]
    return spellings if all(map(pairs_of, spellings)) else []


def hold_all(words: list[list[str]], key: bytes) -> Q:
    """Return the condition for rows that hold every word in one of its spellings."""
    return reduce(
        and_, (reduce(or_, (Q(pairs__hold=hashes_of([one], key)) for one in spellings)) for spellings in words)
    )


def marked_otherwise(marks: Collection[int]) -> Q:
    """Return the condition for rows with none of these marks, as ranges, which an index answers."""
    edges = sorted(marks)
    between = (Q(made_under__gt=low, made_under__lt=high) for low, high in pairwise(edges))
    return reduce(or_, between, Q(made_under__lt=edges[0]) | Q(made_under__gt=edges[-1]))


def newest_of(texts: QuerySet[SearchText], size: int) -> QuerySet[SearchText]:
    """Return the newest of some narrowed texts, in order.

    They are chosen first, by narrow rows. PostgreSQL must not choose them by walking through all texts in order of
    their receipt, as it would for the sake of a limit: hence a sort key for which it has no index.
    """
    if connection.vendor == "postgresql":
        ordered = texts.order_by((F("received_at") + Value(timedelta(0))).desc(), "reference")
    else:
        ordered = texts.order_by(*NEWEST.fields())
    chosen = ordered.values("pk")[:size]
    return SearchText.objects.filter(pk__in=chosen).order_by(*NEWEST.fields())
