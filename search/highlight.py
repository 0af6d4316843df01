"""Marks the hits of a query in a text, also where both are written differently (ﾌﾟﾗｲﾊﾞｼｰ)."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString

from search.tokens import HYPHEN_IN_KATAKANA, PIECE, Unit, fold, singular

EXCERPT = 160  # characters
BEFORE = 40  # characters of an excerpt that stand before the first hit
Span = tuple[int, int]
# Half-width and combining voice marks: they belong to the character before them.
VOICE_MARKS = frozenset("\u3099\u309a\uff9e\uff9f")


def excerpt(text: str, units: Sequence[Unit]) -> SafeString:
    """Return the part of the text around its first hit as HTML, with every hit in it marked."""
    text = " ".join(text.split())
    hits = find(text, units)
    start = max(hits[0][0] - BEFORE, 0) if hits and len(text) > EXCERPT else 0
    start = _word_start(text, max(min(start, len(text) - EXCERPT), 0))
    end = _word_end(text, start + EXCERPT)
    spans = ((max(first, start) - start, min(last, end) - start) for first, last in hits)
    marked = mark(text[start:end], [span for span in spans if span[0] < span[1]])
    return format_html("{}{}{}", "…" if start else "", marked, "…" if end < len(text) else "")


def mark(text: str, spans: Iterable[Span]) -> SafeString:
    """Return the text as HTML, with these spans of it in `<mark>`."""
    parts, at = [], 0
    for start, end in spans:
        parts.append((text[at:start], text[start:end]))
        at = end
    return format_html_join("", "{}<mark>{}</mark>", parts) + escape(text[at:])


def find(text: str, units: Sequence[Unit]) -> list[Span]:
    """Return the spans of the text that match the units, in order, without overlap."""
    folded, origin = _fold_with_origin(text)
    words = [piece for piece in PIECE.finditer(folded) if not piece["run"]]
    spans = [span for unit in units for span in (_runs(folded, unit) if unit.run else _words(words, unit))]
    return _merged((origin[start][0], origin[end - 1][1]) for start, end in spans)


def _fold_with_origin(text: str) -> tuple[str, list[Span]]:
    """Return the folded text, and for each of its characters the span of the original it came from."""
    borders = [at for at, character in enumerate(text) if not at or not _belongs_to_last(character)]
    parts, origin = [], []
    for start, end in pairwise([*borders, len(text)]):
        part = fold(text[start:end])
        parts.append(part)
        origin += [(start, end)] * len(part)
    return HYPHEN_IN_KATAKANA.sub("ー", "".join(parts)), origin


def _belongs_to_last(character: str) -> bool:
    return character in VOICE_MARKS or unicodedata.combining(character) > 0


def _runs(folded: str, unit: Unit) -> Iterator[Span]:
    # The query does without a last ー (see tokens); the mark takes it in.
    return (found.span() for found in re.finditer(f"{re.escape(unit.run)}ー?", folded))


def _words(words: Sequence[re.Match[str]], unit: Unit) -> Iterator[Span]:
    length = len(unit.tokens)
    stems = [singular(word[0]) for word in words]
    for at in range(len(words) - length + 1):
        if tuple(stems[at : at + length]) == unit.tokens:
            yield words[at].start(), words[at + length - 1].end()


def _merged(spans: Iterable[Span]) -> list[Span]:
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _word_start(text: str, at: int) -> int:
    """Return the start of the Latin word that `at` would cut in two."""
    while at and text[at - 1].isascii() and text[at - 1].isalnum() and text[at : at + 1].isascii():
        at -= 1
    return at


def _word_end(text: str, at: int) -> int:
    while 0 < at < len(text) and text[at].isascii() and text[at].isalnum() and text[at - 1].isascii():
        at += 1
    return min(at, len(text))
