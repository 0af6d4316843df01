"""A short way to write the demo's clauses: every text is a pair, Japanese and English."""

from typing import Any
from uuid import NAMESPACE_URL, uuid5

Pair = tuple[str, str]
Clause = dict[str, Any]
NOTHING: Pair = ("", "")


def both(pair: Pair) -> dict[str, str]:
    return {"ja": pair[0], "en": pair[1]}


def item(text: Pair, *subitems: Pair) -> dict[str, Any]:
    return {"text": both(text), "subitems": [both(subitem) for subitem in subitems]}


def clause(
    anchor: str,
    heading: Pair,
    *,
    lead: Pair,
    items: tuple[dict[str, Any], ...] = (),
    closing: Pair = NOTHING,
    shows_desk: bool = False,
) -> Clause:
    """Return a block of the stream; its id follows from the anchor, as a clause keeps its id over all revisions."""
    value = {
        "anchor": anchor,
        "heading": both(heading),
        "lead": both(lead),
        "items": list(items),
        "closing": both(closing),
        "shows_desk": shows_desk,
    }
    return {"type": "clause", "value": value, "id": str(uuid5(NAMESPACE_URL, anchor))}
