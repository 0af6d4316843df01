"""Turns texts into index tokens and queries into units of tokens, the same on every database.

Japanese has no blanks between words, so a run of its characters is indexed as overlapping pairs and asked
for as one phrase of such pairs: whoever types two or more characters of a text finds it. Other words are
indexed whole.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain

from cluster_cms.text.folding import JAPANESE, fold_for_search, written_out
from cluster_cms.text.telephone_numbers import telephone_numbers, with_plain_numbers
from search.synonyms import Synonyms

# Marks that belong to the letter before them: of the scripts of India, Thai, Lao, Tibetan, Myanmar, Khmer.
MARKS = (
    "\u0300-\u036f\u0900-\u0903\u093a-\u0963\u0981-\u0983\u09bc-\u09d7\u0a01-\u0dff\u0e31-\u0e4e\u0eb1-\u0ecd"
    "\u0f35-\u0fbc\u102b-\u109d\u17b4-\u17d3"
)
LETTER = rf"[^\W\d_{JAPANESE}]"
# Letters and digits part company, so that "ISO9001", "ISO 9001" and "ISO-9001" are the same two tokens; what makes
# another name of a word stays with it: C++, C#, .NET.
PIECE = re.compile(
    rf"(?P<run>[{JAPANESE}]+)|(?P<name>[a-z]#(?<![a-z\d].#)(?![a-z#])|\.net(?![^\W_]))"
    rf"|{LETTER}+(?:(?:(?!\d)[{MARKS}])+{LETTER}*)*(?P<plus>\+\+(?![a-z+#]))?|\d+"
)
NAMES = str.maketrans({"+": "plus", "#": "sharp", ".": "dot"})
# What may stand inside one name or measure: CX-210, 100°C, name@host.example, don't, R&D.
JOINERS = frozenset("-.°'@_&")
# Words and numbers that are also written as one: e-mail and email, O'Brien and OBrien, 541-0041 and 5410041.
HYPHENATED = re.compile(rf"(?<![\w'-])(?:{LETTER}+(?:['-]{LETTER}+)+|\d+(?:-\d+)+)(?![^\W{JAPANESE}'-])")
LONG_MARK_AS_HYPHEN = re.compile("(?<=[0-9A-Za-z０-９Ａ-Ｚａ-ｚ])[ーｰ](?=[0-9A-Za-z０-９Ａ-Ｚａ-ｚ])")
SINGULARS_IN_S = frozenset({"always", "lens", "means", "news", "perhaps", "series", "species", "whereas"})
MAX_WORD = 64  # characters; the rest of a longer "word" is not looked at
MAX_QUERY_TOKENS = 128
NO_SYNONYMS = Synonyms()


@dataclass(frozen=True)
class Unit:
    """One phrase of a query: tokens that follow each other; with `prefix` the last one is only a beginning."""

    tokens: tuple[str, ...]
    run: str = ""  # the Japanese characters it was made from; empty for other words
    prefix: bool = False
    others: tuple["Unit", ...] = ()  # other spellings, any of which may stand there instead


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
    """Yield the tokens to index, in order; `as_typed` keeps plurals, for finding a word by its beginning.

    After them come the other forms of words and numbers in the text that are also asked for as one.
    """
    folded = fold_for_search(text)
    for part in chain((folded,), written_out(text), joined_forms(folded)):
        yield from tokens_of(part, as_typed=as_typed)


def tokens_of(folded: str, *, as_typed: bool = False) -> Iterator[str]:
    for piece in PIECE.finditer(folded):
        if run := piece["run"]:
            yield from pairs(run)
            if len(run) > 1:
                yield run[-1]  # so that a single character is also found at the end of a run
        else:
            yield token(piece, as_typed=as_typed)


def joined_forms(folded: str) -> dict[str, None]:
    """Return email for e-mail, 0612345678 for (06) 1234-5678, net for .net."""
    joined = dict.fromkeys(telephone_numbers(folded))
    for word in folded.split():
        if "-" in word or "'" in word:
            joined |= dict.fromkeys(without_hyphens(match[0]) for match in HYPHENATED.finditer(word))
    return joined | ({"net": None} if ".net" in folded else {})


def without_hyphens(word: str) -> str:
    return word.replace("-", "").replace("'", "")


def query_units(text: str, *, as_typed: bool = False, synonyms: Synonyms = NO_SYNONYMS) -> list[Unit]:
    """Return the units of a query, at most 128 tokens of it; empty when it holds no letter and no digit."""
    units: list[Unit] = []
    for word in synonyms.split(with_plain_numbers(LONG_MARK_AS_HYPHEN.sub("-", text))):
        usual, *others = (units_of_word(spelled, as_typed) for spelled in synonyms.spellings(word))
        if len(usual) == 1 or " " in word:
            usual, *others = ([_joined(units)] for units in (usual, *others) if units)
        same_length = [other for other in others if len(other) == len(usual)]
        units += [_with_others(unit, [other[at] for other in same_length]) for at, unit in enumerate(usual)]
    return _first(units)


def units_of_word(folded: str, as_typed: bool) -> list[Unit]:
    """Return the units of one folded word of a query: a run of Japanese, digits beside it, or words that are joined."""
    groups: list[list[re.Match[str]]] = []
    for piece in PIECE.finditer(folded):
        if groups and _joins(groups[-1], piece, folded):
            groups[-1].append(piece)
        else:
            groups.append([piece])
    return [_unit(group, folded, as_typed) for group in groups]


def _joined(units: list[Unit]) -> Unit:
    """Return one unit whose tokens are those of several, which follow each other."""
    return units[0] if len(units) == 1 else Unit(tokens=tuple(chain.from_iterable(one.tokens for one in units)))


def phrase_unit(text: str, *, as_typed: bool = False) -> Unit | None:
    """Return the whole text as one unit; None when it holds no letter and no digit."""
    tokens = _phrase(fold_for_search(text), as_typed)[:MAX_QUERY_TOKENS]
    return Unit(tokens=tokens) if tokens else None


def _phrase(folded: str, as_typed: bool) -> tuple[str, ...]:
    tokens = tuple(tokens_of(folded, as_typed=as_typed))
    last = list(PIECE.finditer(folded))[-1:]
    goes_on = bool(last) and len(last[0]["run"] or "") > 1
    return tokens[:-1] if goes_on else tokens  # the text that is sought may go on after the last character


def _unit(group: list[re.Match[str]], folded: str, as_typed: bool) -> Unit:
    sought = folded[group[0].start() : group[-1].end()]
    tokens = _phrase(sought, as_typed)
    if any(piece["run"] for piece in group):
        return Unit(tokens=tokens, run=sought, prefix=len(group[-1]["run"] or "") == 1)
    joined = without_hyphens(sought)
    other = Unit(tokens=tuple(tokens_of(joined, as_typed=as_typed)))
    return Unit(tokens=tokens, others=(other,) if HYPHENATED.fullmatch(sought) else ())


def _with_others(unit: Unit, others: list[Unit]) -> Unit:
    known = dict.fromkeys(chain(unit.others, *((replace(other, others=()), *other.others) for other in others)))
    known.pop(replace(unit, others=()), None)
    return replace(unit, others=tuple(known))


def token(piece: re.Match[str], *, as_typed: bool = False) -> str:
    """Return the token of a word or a number."""
    if piece["name"] or piece["plus"]:
        return piece[0].translate(NAMES)
    word = piece[0][:MAX_WORD]
    return word if as_typed else singular(word)


def _joins(group: list[re.Match[str]], piece: re.Match[str], folded: str) -> bool:
    """Return whether a piece continues the group: CX-210, 100°C, 第3条; but epoxy樹脂 are two words."""
    gap = folded[group[-1].end() : piece.start()]
    if any(one["run"] for one in (*group, piece)):
        return not gap and all(one["run"] or one[0].isdecimal() for one in (*group, piece))
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
