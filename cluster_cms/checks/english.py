"""Rules of English texts: blanks at marks, words written twice."""

import re
from collections.abc import Iterator

from cluster_cms.checks.faults import Fault, TextPiece

BLANK_BEFORE = re.compile(r"(?<=\w) +(?=[,;:!?](?:\s|$))|(?<=[a-z]) +(?=\.(?:\s|$))")
BLANK_MISSING = re.compile(r"(?<=[a-z]{2})([,;])(?=[a-z]{2})")
TWICE = re.compile(r"\b([A-Za-z]{2,})( +)\1\b")
RIGHT_TWICE = {"that", "had"}


def blanks_at_marks(piece: TextPiece) -> Iterator[Fault]:
    """Yield a blank before a comma or stop, and one that is missing behind a comma."""
    if piece.language == "en":
        for found in BLANK_BEFORE.finditer(piece.text):
            yield Fault("blank-at-mark", found.start(), found.end(), "")
        for found in BLANK_MISSING.finditer(piece.text):
            yield Fault("blank-at-mark", found.start(), found.end(), f"{found[1]} ")


def words_twice(piece: TextPiece) -> Iterator[Fault]:
    """Yield a word that stands twice, as "the the"."""
    if piece.language == "en":
        for found in TWICE.finditer(piece.text):
            if found[1].lower() not in RIGHT_TWICE:
                yield Fault("word-twice", found.start(), found.end(), found[1])
