"""The sentences of a page that changed since its translation was confirmed, each beside its old translation."""

from dataclasses import dataclass

from cluster_cms.comparison.alignment import align
from cluster_cms.comparison.text_diff import MarkKind, Runs, compare_text, marked, side
from cluster_cms.comparison.tokens import Tokens, sentences
from cluster_cms.pages.languages import other_language
from cluster_cms.translations.passages import NOWHERE, Counterparts, Passage


@dataclass(frozen=True)
class ChangedSentence:
    """A sentence of the source as it was and as it is; empty where it was added or removed.

    `translation` is the sentence that translates the old one; where the two texts have other numbers of sentences, it
    is the whole passage (`is_whole`).
    """

    label: str
    old: Runs
    new: Runs
    translation: str
    is_whole: bool


@dataclass(frozen=True)
class PassagePair:
    """A passage of the source and of the translation, side by side."""

    label: str
    source: Runs
    translation: str
    is_changed: bool


def changed_sentences(
    old: list[Passage], new: list[Passage], translation: list[Passage], language: str
) -> list[ChangedSentence]:
    """Return what changed between two texts of the source, in the order of the new one; what was removed comes last."""
    counterparts = Counterparts([*old, *new], translation)
    found: list[ChangedSentence] = []
    for before, after in pairs(old, new):
        if before.text.strip() != after.text.strip():
            spot = (after if after.text else before).spot
            theirs = counterparts.of((before if before.text else after).spot)
            found += sentences_of(before.text, after.text, theirs.text, spot.label, language)
    return found


def pairs(old: list[Passage], new: list[Passage]) -> list[tuple[Passage, Passage]]:
    """Return the passages at the same place; an empty one stands for what is missing on one side."""
    before = {passage.spot.place: passage for passage in old}
    after = {passage.spot.place for passage in new}
    found = [(before.get(passage.spot.place, NOWHERE), passage) for passage in new]
    return [*found, *((passage, NOWHERE) for passage in old if passage.spot.place not in after)]


def sentences_of(old: str, new: str, translation: str, label: str, language: str) -> list[ChangedSentence]:
    before, after, theirs = split(old, language), split(new, language), split(translation, other_language(language))
    in_step = len(before) == len(theirs)
    found = []
    for i, j in align(before, after, language):
        was, now = before[i] if i is not None else "", after[j] if j is not None else ""
        if was == now:
            continue
        one = theirs[i] if in_step and i is not None else "" if in_step else translation
        runs = compare_text(was, now, language)
        found.append(ChangedSentence(label, side(runs, MarkKind.REMOVED), side(runs, MarkKind.ADDED), one, not in_step))
    return found


def split(text: str, language: str) -> Tokens:
    """Return the sentences of a text without blanks around them."""
    return tuple(stripped for one in sentences(text, language) if (stripped := one.strip()))


def side_by_side(
    old: list[Passage] | None, new: list[Passage], translation: list[Passage], language: str
) -> list[PassagePair]:
    """Return every passage of the source with that of the translation; without an old text nothing is marked."""
    before = {passage.spot.place: passage.text for passage in old or ()}
    counterparts = Counterparts([*(old or ()), *new], translation)
    rows, seen = [], set()
    for passage in new:
        theirs = counterparts.of(passage.spot)
        seen.add(theirs.spot.place)
        was = passage.text if old is None else before.get(passage.spot.place, "")
        runs = compare_text(was, passage.text, language)
        rows.append(PassagePair(passage.spot.label, side(runs, MarkKind.ADDED), theirs.text, was != passage.text))
    alone = [passage for passage in translation if passage.spot.place not in seen]
    return [*rows, *(PassagePair(passage.spot.label, marked("", ""), passage.text, False) for passage in alone)]
