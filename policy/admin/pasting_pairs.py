"""What the preview of a pasted text shows of pairs: which clauses belong together, why, and what else could."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from cluster_cms.pages.languages import ENGLISH, JAPANESE
from policy.pages import PolicyPage
from policy.pasting.clause_pairs import Basis, Matching
from policy.pasting.merging import draft_matching, holds_other
from policy.pasting.pairing import Pasted, matching_of, pairs
from policy.pasting.structure import Note
from policy.text.canonical import line

REPLACE, APPEND = "replace", "append"


@dataclass(frozen=True)
class PairChoice:
    """A clause and its counterpart: the name of the field, what can be chosen, what is chosen, and why."""

    name: str
    language: str
    heading: str
    options: list[tuple[str, str]]
    chosen: str
    basis: str
    other: str
    is_unsure: bool


def stored_blocks(draft: PolicyPage) -> list[dict[str, Any]]:
    """Return the clauses of a draft and, after them, its supplementary provisions, as StreamField stores them."""
    return [*draft.clauses.get_prep_value(), *draft.supplements.get_prep_value()]


def pair_choices(draft: PolicyPage, pasted: Pasted, mode: str) -> list[PairChoice]:
    """Return the pairs of the two pasted languages, or of the one pasted with the clauses of the draft."""
    both = matching_of(pasted)
    if both:
        return choices_of(both, JAPANESE, ENGLISH)
    existing = stored_blocks(draft)
    matching = None if mode == APPEND else draft_matching(existing, pairs(pasted), pasted.chosen)
    language = pasted.languages[0]
    return choices_of(matching, language, "") if matching else []


def choices_of(matching: Matching, language: str, other: str) -> list[PairChoice]:
    options = [(one.key, f"{place} {one.heading}") for place, one in enumerate(matching.right, 1)]
    found = []
    for place, side in enumerate(matching.left):
        basis = matching.basis.get(place, Basis.NONE)
        partner = matching.pairs.get(place)
        found.append(
            PairChoice(
                name=f"pair_{side.key}",
                language=language,
                heading=f"{place + 1} {side.heading}",
                options=options,
                chosen="none" if partner is None else matching.right[partner].key,
                basis=str(basis.value),
                other=other,
                is_unsure=basis in (Basis.POSITION, Basis.NONE),
            )
        )
    return found


def kept_notes(draft: PolicyPage, pasted: Pasted, mode: str) -> Iterator[tuple[str, Note]]:
    """Yield which clauses of the draft stay for their text in the language that was not pasted, and unsure ones."""
    existing = stored_blocks(draft)
    matching = None if mode == APPEND else draft_matching(existing, pairs(pasted), pasted.chosen)
    if matching is None:
        return
    language = pasted.languages[0]
    for place, kept in enumerate(existing):
        if place not in matching.pairs.values() and holds_other(kept, language):
            other = ENGLISH if language == JAPANESE else JAPANESE
            words = {"heading": line(kept["value"]["heading"][other])}
            sentence = _(
                "“%(heading)s” of the draft has no counterpart in the pasted text. It stays in its other language only."
            )
            yield "", Note(sentence % words)
    for place, basis in matching.basis.items():
        if basis is Basis.POSITION:
            words = {"heading": matching.left[place].heading}
            yield (
                "",
                Note(
                    _("Only its position says which item of the draft “%(heading)s” replaces. Please check the pair.")
                    % words
                ),
            )
