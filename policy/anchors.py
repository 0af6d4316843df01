"""Permanent anchors of clauses: filled once from the English heading, and kept by the ledger ever after."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.text import slugify

# Ids that the frame of the page itself uses.
RESERVED = frozenset({"main", "contents", "footer-company", "footer-privacy"})
LENGTH = 40


def fill(clauses: Iterable[Any], *, promulgated: Mapping[str, str]) -> None:
    """Give an anchor to each clause that has none; `promulgated` maps block ids to the anchors of the ledger."""
    blocks = list(clauses)
    taken = {block.value.get("anchor") for block in blocks} | set(promulgated.values()) | RESERVED
    for block in blocks:
        if not block.value.get("anchor"):
            block.value["anchor"] = promulgated.get(block.id or "") or free_anchor(block, taken)
            taken.add(block.value["anchor"])


def free_anchor(block: Any, taken: set[str]) -> str:
    """Return an unused anchor made of the English heading, or nothing as long as there is no heading."""
    heading = block.value["heading"]["en"] or ""
    stem = slugify(heading)[:LENGTH].strip("-")
    if not heading or not stem:
        return ""
    if not stem[0].isalpha() or len(stem) == 1:
        stem = f"clause-{stem}"[:LENGTH]
    candidates = [stem, *(f"{stem[: LENGTH - 4]}-{count}" for count in range(2, 1000))]
    return next(candidate for candidate in candidates if candidate not in taken)
