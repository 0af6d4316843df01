"""Wagtail's query objects, freed of the parts that hold nothing to look for (a lone quotation mark)."""

from modelsearch.query import MATCH_NONE, And, Not, Or, Phrase, PlainText, SearchQuery

from search.tokens import Unit, phrase_unit, query_units


def meaningful(query: SearchQuery) -> SearchQuery:
    """Return the query without its empty parts; one that asks for nothing at all finds nothing."""
    return _without_empty_parts(query) or MATCH_NONE


def units_of(query: PlainText | Phrase, *, as_typed: bool) -> list[Unit]:
    """Return what one leaf of a query asks for."""
    if isinstance(query, PlainText):
        return query_units(query.query_string, as_typed=as_typed)
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
