"""Permanent anchors of clauses: made once from the English heading, and never changed."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext as _

from cluster_cms.pages.languages import active_language
from policy.text.canonical import Document
from policy.text.naming import named_parts
from policy.text.refusal import Reason

# Ids that the frame of the page itself uses.
RESERVED = frozenset({"main", "contents", "footer-company", "footer-privacy"})
LENGTH = 40


def fill(clauses: Iterable[Any], *, promulgated: Mapping[str, str], fallback: str = "") -> None:
    """Give an anchor to each clause that has none; `promulgated` maps block ids to the anchors of the ledger.

    A clause without English heading waits for one, unless there is a `fallback` to make its anchor of.
    """
    blocks = list(clauses)
    taken = {block.value.get("anchor") for block in blocks} | set(promulgated.values()) | RESERVED
    for block in blocks:
        if not block.value.get("anchor"):
            block.value["anchor"] = promulgated.get(block.id or "") or free_anchor(block, taken, fallback)
            taken.add(block.value["anchor"])


def free_anchor(block: Any, taken: set[str], fallback: str) -> str:
    """Return an unused anchor made of the English heading, or nothing as long as there is no heading."""
    heading = block.value["heading"]["en"] or fallback
    stem = slugify(heading)[:LENGTH].strip("-")
    if not heading or not stem:
        return ""
    if not stem[0].isalpha() or len(stem) == 1:
        stem = f"clause-{stem}"[:LENGTH]
    candidates = [stem, *(f"{stem[: LENGTH - 4]}-{count}" for count in range(2, 1000))]
    return next(candidate for candidate in candidates if candidate not in taken)


def history_reasons(document: Document, promulgated: Mapping[str, str]) -> Iterator[Reason]:
    """Yield where a permanent address would lead to another clause than it once did; a retired one never returns."""
    owners = {anchor: block_id for block_id, anchor in promulgated.items()}
    for named in named_parts(document, active_language()):
        clause = named.content
        words = {"place": named.name, "anchor": clause["anchor"]}
        held = promulgated.get(clause["id"])
        if held and held != clause["anchor"]:
            words["anchor"] = held
            sentence = _("The permanent address of %(place)s was “%(anchor)s” and cannot change.")
            yield Reason("anchor_changed", sentence % words, place(clause))
        elif not held and clause["anchor"] in owners:
            sentence = _("The permanent address “%(anchor)s” of %(place)s once belonged to another clause.")
            yield Reason("anchor_reused", sentence % words, place(clause))


def place(clause: Document) -> str:
    """Return the name of a clause's place in the editor."""
    return f"block-{clause['id']}"
