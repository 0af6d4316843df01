"""Words that the house writes otherwise, or not at all."""

import re
from collections.abc import Iterable, Iterator

from cluster_cms.checks.faults import Fault, Term, TextPiece

KATAKANA = "\u30a1-\u30fa\u30fc"


def house_words(piece: TextPiece, terms: Iterable[Term]) -> Iterator[Fault]:
    """Yield the words of the table, each with the word of the house."""
    for term in terms:
        if term.language != piece.language or not term.word:
            continue
        right = [span for words in term.except_in for span in spans_of(words, piece.text)]
        for found in pattern_of(term.word).finditer(piece.text):
            if not any(start <= found.start() and found.end() <= end for start, end in right):
                instead = as_begun(found[0], term.use_instead) if term.use_instead else None
                if instead != found[0]:
                    yield Fault("house-word" if instead else "forbidden-word", found.start(), found.end(), instead)


def spans_of(words: str, text: str) -> list[tuple[int, int]]:
    return [found.span() for found in re.finditer(re.escape(words), text)]


def pattern_of(word: str) -> re.Pattern[str]:
    """Return where a word stands: katakana and Latin words only whole, Latin ones in small and large letters."""
    before = (
        f"(?<![{KATAKANA}])" if re.match(f"[{KATAKANA}]", word) else r"(?<![A-Za-z0-9])" if word[0].isascii() else ""
    )
    behind = (
        f"(?![{KATAKANA}])" if re.search(f"[{KATAKANA}]$", word) else r"(?![A-Za-z0-9])" if word[-1].isascii() else ""
    )
    return re.compile(f"{before}{re.escape(word)}{behind}", re.IGNORECASE)


def as_begun(found: str, instead: str) -> str:
    """Return the word with a large letter where the sentence has one: E-mail, Email."""
    return instead[0].upper() + instead[1:] if found[0].isupper() and instead[0].islower() else instead
