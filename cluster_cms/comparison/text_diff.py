"""Compares two texts of one unit: which words (English) or characters (Japanese) were added or removed."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain
from math import inf

from cluster_cms.comparison.alignment import partners
from cluster_cms.comparison.tidying import tidy
from cluster_cms.comparison.tokens import (
    Piece,
    Pieces,
    Tokens,
    count_words,
    difference,
    merged,
    sentences,
    tokenise,
    weight,
)
from cluster_cms.pages.languages import ENGLISH, JAPANESE

# How many words or characters a reader would rather see struck and written anew than bear one more mark.
MARK_COSTS = {JAPANESE: 3, ENGLISH: 2}
KEPT_AT_LEAST = 0.2  # of the shorter text: when less stays, it is chance


class MarkKind(StrEnum):
    """Whether the text of a run is in both texts, in the new one alone, or in the old one alone."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class MarkedRun:
    """A stretch of text of one kind; never empty."""

    kind: MarkKind
    text: str

    @property
    def lines(self) -> list[str]:
        return self.text.split("\n")

    @property
    def changed(self) -> bool:
        return self.kind != MarkKind.SAME


Runs = tuple[MarkedRun, ...]


def marked(old: str, new: str) -> Runs:
    """Return two texts as runs without looking into them: all the same, or all replaced."""
    if old == new:
        return runs_of([(MarkKind.SAME, new)])
    return runs_of([(MarkKind.REMOVED, old), (MarkKind.ADDED, new)])


def runs_of(parts: Iterable[tuple[MarkKind, str]]) -> Runs:
    """Return runs from kinds and texts: empty ones left out, neighbours of one kind joined."""
    joined: list[tuple[MarkKind, list[str]]] = []
    for kind, text in parts:
        if not text:
            continue
        if joined and joined[-1][0] == kind:
            joined[-1][1].append(text)
        else:
            joined.append((kind, [text]))
    return tuple(MarkedRun(kind, "".join(texts)) for kind, texts in joined)


def is_changed(runs: Runs) -> bool:
    return any(run.changed for run in runs)


def side(runs: Runs, kind: MarkKind) -> Runs:
    """Return one side of marked text: the unchanged runs and those of one kind."""
    return tuple(run for run in runs if run.kind in (MarkKind.SAME, kind))


def compare_text(old: str, new: str, language: str) -> Runs:
    """Return two texts as one text with marks."""
    if old == new or not old or not new:
        return marked(old, new)
    pieces = chain.from_iterable(
        [piece] if piece.same else readable(piece, language)
        for piece in difference(sentences(old, language), sentences(new, language))
    )
    return runs_of_pieces(merged(list(pieces)))


def readable(gap: Piece, language: str) -> Pieces:
    """Return differing sentences as the most readable pieces: word by word, sentence by sentence, or as a whole."""
    if gap.one_way:
        return [gap]
    candidates = [tidy(word_by_word(gap.old, gap.new, language), language), [gap]]
    if len(gap.old) > 1 or len(gap.new) > 1:
        pairs = partners(gap.old, gap.new, language)
        by_sentence = chain.from_iterable(word_by_word(before, after, language) for before, after in pairs)
        candidates.insert(0, tidy(merged(list(by_sentence)), language))
    return max(candidates, key=lambda pieces: readability(pieces, gap, language))


def word_by_word(old: Tokens, new: Tokens, language: str) -> Pieces:
    return difference(tokenise("".join(old), language), tokenise("".join(new), language))


def readability(pieces: Pieces, gap: Piece, language: str) -> float:
    """Return a score: the weight of unmarked text less a cost for each mark; minus infinity when hardly any stays."""
    same = [piece.new for piece in pieces if piece.same]
    shorter = min(count_words(tokenise("".join(side), language)) for side in (gap.old, gap.new))
    if 0 < sum(map(count_words, same)) < KEPT_AT_LEAST * shorter:
        return -inf
    return sum(weight(tokens, language) for tokens in same) - MARK_COSTS[language] * sum(
        not piece.same for piece in pieces
    )


def runs_of_pieces(pieces: Pieces) -> Runs:
    return runs_of(chain.from_iterable(kinds(piece) for piece in pieces))


def kinds(piece: Piece) -> list[tuple[MarkKind, str]]:
    if piece.same:
        return [(MarkKind.SAME, "".join(piece.new))]
    return [(MarkKind.REMOVED, "".join(piece.old)), (MarkKind.ADDED, "".join(piece.new))]
