"""Turns texts into index tokens and queries into units of tokens, the same on every database.

Japanese has no blanks between words, so a run of its characters is indexed as overlapping pairs and asked
for as one phrase of such pairs: whoever types two or more characters of a text finds it. Other words are
indexed whole.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace

# Iteration marks and 〇, hiragana, katakana with ー, ideographs with every extension (Unicode blocks).
CJK = (
    "\u3005-\u3007\u303b\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
# Letters and digits part company, so that "ISO9001", "ISO 9001" and "ISO-9001" are the same two tokens.
PIECE = re.compile(rf"(?P<run>[{CJK}]+)|(?:(?![{CJK}])[^\W\d_])+|\d+")
HYPHEN_IN_KATAKANA = re.compile("(?<=[\u30a1-\u30fa\u30fc])[-‐‑‒–—―−─](?=[\u30a1-\u30fa])")
LATIN_MARKS = re.compile("[\u0300-\u036f]+")
# What may stand inside one name or measure: CX-210, 100°C, name@host.example, don't.
JOINERS = frozenset("-‐‑.°'’@_")
# サーバー is サーバ in many technical texts: of four katakana and more, a last ー says nothing.
LAST_LONG_MARK = re.compile("(?<=[\u30a1-\u30fc]{3})ー$")
SINGULARS_IN_S = frozenset({"always", "lens", "means", "news", "perhaps", "series", "species", "whereas"})
MAX_WORD = 64  # characters; the rest of a longer "word" is not looked at
MAX_QUERY_TOKENS = 128


@dataclass(frozen=True)
class Unit:
    """One phrase of a query: tokens that follow each other; with `prefix` the last one is only a beginning."""

    tokens: tuple[str, ...]
    run: str = ""  # the Japanese characters it was made from; empty for other words
    prefix: bool = False


def fold(text: str) -> str:
    """Return the text as it is compared: one width, one case, no accents, ー where a hyphen stands for it."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    if not folded.isascii():
        bare = LATIN_MARKS.sub("", unicodedata.normalize("NFD", folded))
        folded = HYPHEN_IN_KATAKANA.sub("ー", unicodedata.normalize("NFC", bare))
    return folded


def singular(word: str) -> str:
    """Return one form for an English word and its plural, such as "policy" for "policies"."""
    if len(word) < 4 or word in SINGULARS_IN_S:
        return word
    if word.endswith(("sses", "xes", "ches", "shes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    return f"{word[:-2]}y" if word.endswith("ie") and len(word) > 3 else word


def pairs(run: str) -> tuple[str, ...]:
    """Return the overlapping pairs of a run; a single character stands for itself."""
    return tuple(run[at : at + 2] for at in range(len(run) - 1)) or (run,)


def index_tokens(text: str, *, as_typed: bool = False) -> Iterator[str]:
    """Yield the tokens to index, in order; `as_typed` keeps plurals, for finding a word by its beginning."""
    for piece in PIECE.finditer(fold(text)):
        if run := piece["run"]:
            yield from pairs(run)
            if len(run) > 1:
                yield run[-1]  # so that a single character is also found at the end of a run
        else:
            yield _word(piece, as_typed)


def query_units(text: str, *, as_typed: bool = False) -> list[Unit]:
    """Return the units of a query, at most 128 tokens of it; empty when it holds no letter and no digit."""
    folded = fold(text)
    units: list[Unit] = []
    end = -1  # where the word before ended; -1 when no word can join it
    for piece in PIECE.finditer(folded):
        if run := piece["run"]:
            units.append(_unit_of_run(run))
            end = -1
            continue
        word = _word(piece, as_typed)
        if end >= 0 and _joins(folded[end : piece.start()]):
            units[-1] = replace(units[-1], tokens=(*units[-1].tokens, word))
        else:
            units.append(Unit(tokens=(word,)))
        end = piece.end()
    return _first(units)


def phrase_unit(text: str, *, as_typed: bool = False) -> Unit | None:
    """Return the whole text as one unit; None when it holds no letter and no digit."""
    folded = fold(text)
    tokens = tuple(index_tokens(folded, as_typed=as_typed))[:MAX_QUERY_TOKENS]
    last = list(PIECE.finditer(folded))[-1:]
    if last and len(last[0]["run"] or "") > 1 and len(tokens) < MAX_QUERY_TOKENS:
        tokens = tokens[:-1]  # the text that is sought may go on after the last character
    return Unit(tokens=tokens) if tokens else None


def _word(piece: re.Match[str], as_typed: bool) -> str:
    word = piece[0][:MAX_WORD]
    return word if as_typed else singular(word)


def _unit_of_run(run: str) -> Unit:
    sought = LAST_LONG_MARK.sub("", run)
    return Unit(tokens=pairs(sought), run=sought, prefix=len(sought) == 1)


def _joins(gap: str) -> bool:
    return not gap or (len(gap) == 1 and gap in JOINERS)


def _first(units: list[Unit]) -> list[Unit]:
    kept: list[Unit] = []
    room = MAX_QUERY_TOKENS
    for unit in units:
        if room <= 0:
            break
        kept.append(replace(unit, tokens=unit.tokens[:room]))
        room -= len(unit.tokens)
    return kept
