"""Folds a text like the searches do, and tells from where in it each folded character came: to mark what was found."""

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache
from itertools import pairwise

from cluster_cms.text.folding import (
    JOINTS,
    KANA_AND_DIGITS,
    MICRO,
    TABLE,
    THOUSANDS,
    fold_letters,
    nothing,
    written_out_whole,
)

Span = tuple[int, int]


def fold_with_origin(text: str, *, umlauts: bool = False) -> tuple[str, list[Span]]:
    """Return what `fold_for_search` returns, and for each of its characters the span of the text it came from.

    With `umlauts` each is written as two letters.
    """
    borders = [at for at, character in enumerate(text) if not at or not belongs_to_last(character)]
    parts = [(letters_of_one(text[start:end], umlauts), (start, end)) for start, end in pairwise([*borders, len(text)])]
    folded, origin = "".join(part for part, _span in parts), [span for part, span in parts for _letter in part]
    for pattern, replace in JOINTS:
        folded, origin = replaced(folded, origin, pattern, replace)
    shapes = [letter.translate(TABLE) for letter in folded]
    folded, origin = "".join(shapes), [span for shape, span in zip(shapes, origin, strict=True) for _letter in shape]
    for pattern, replace in ((MICRO, lambda _match: "u"), *KANA_AND_DIGITS, (THOUSANDS, nothing)):
        folded, origin = replaced(folded, origin, pattern, replace)
    return folded, origin


def replaced(
    text: str, origin: list[Span], pattern: re.Pattern[str], replace: Callable[[re.Match[str]], str]
) -> tuple[str, list[Span]]:
    """Return a text with each match replaced, and the origin of its characters."""
    parts, spans, at = [], [], 0
    for match in pattern.finditer(text):
        new, (start, end) = replace(match), match.span()
        whole = [(origin[start][0], origin[end - 1][1])] * len(new)
        parts += [text[at:start], new]
        spans += [*origin[at:start], *(origin[start:end] if len(new) == end - start else whole)]
        at = end
    return "".join([*parts, text[at:]]), spans + origin[at:]


def belongs_to_last(character: str) -> bool:
    """Return whether a character only changes the one before it: a mark, a selector, a jamo of the same syllable."""
    return (
        character in "\uff9e\uff9f゛゜"
        or "\u1160" <= character <= "\u11ff"
        or unicodedata.category(character) in ("Mn", "Mc", "Me", "Cf")
    )


@lru_cache(maxsize=4096)
def letters_of_one(cluster: str, umlauts: bool) -> str:
    return fold_letters("".join(written_out_whole(cluster)) or cluster if umlauts else cluster)
