"""Marks the hits of a query in a text, also where both are written differently (ﾌﾟﾗｲﾊﾞｼｰ)."""

import re
from collections.abc import Iterable, Iterator, Sequence

from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString

from cluster_cms.text.folding import written_out_whole
from cluster_cms.text.folding_origin import Span, fold_with_origin
from cluster_cms.text.telephone_numbers import TELEPHONE, plain_number
from search.tokens import PIECE, Unit, token

EXCERPT = 160  # characters
BEFORE = 40  # characters of an excerpt that stand before the first hit


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
    spellings = [spelling for unit in units for spelling in (unit, *unit.others)]
    spans = _spans(*fold_with_origin(text), spellings)
    if written_out_whole(text):
        spans += _spans(*fold_with_origin(text, umlauts=True), spellings)
    return _merged(spans)


def _spans(folded: str, origin: list[Span], units: Sequence[Unit]) -> list[Span]:
    words = [piece for piece in PIECE.finditer(folded) if not piece["run"]]
    numbers = {plain_number(found).strip("+"): found.span() for found in TELEPHONE.finditer(folded)}
    spans = [span for unit in units for span in (_runs(folded, unit) if unit.run else _words(folded, words, unit))]
    spans += [numbers[unit.tokens[0]] for unit in units if unit.tokens[0] in numbers]
    return [(origin[start][0], origin[end - 1][1]) for start, end in spans]


def _runs(folded: str, unit: Unit) -> Iterator[Span]:
    # The query does without a last ー (see spellings); the mark takes it in. A number is marked whole or not at all.
    pattern = r"(?<!\d)" * unit.run[0].isdecimal() + re.escape(unit.run) + r"(?!\d)" * unit.run[-1].isdecimal()
    return (found.span() for found in re.finditer(f"{pattern}ー?", folded))


def _words(folded: str, words: Sequence[re.Match[str]], unit: Unit) -> Iterator[Span]:
    """Yield where words stand that make the unit; it may stand in one word, and they in several (e-mail)."""
    sought = "".join(unit.tokens)
    for first in range(len(words)):
        seen = ""
        for last in range(first, len(words)):
            if last > first and not _continues(folded[words[last - 1].end() : words[last].start()], unit):
                break
            if seen + token(words[last]) == sought:
                yield words[first].start(), words[last].end()
            seen += words[last][0]
            if len(seen) >= len(sought) or not sought.startswith(seen):
                break


def _continues(gap: str, unit: Unit) -> bool:
    return len(gap) < 3 if len(unit.tokens) > 1 else gap in "-'"


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
