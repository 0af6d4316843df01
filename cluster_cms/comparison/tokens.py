"""Splits a text into tokens, the smallest pieces that a comparison marks, and finds the difference of two sequences."""

import re
from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher

from cluster_cms.pages.languages import ENGLISH, JAPANESE

CJK = r"\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u9fff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"
# Marks that belong to the character before them: accents, voicing marks, variation selectors of names, joiners.
MARKS = r"[\u0300-\u036f\u200d\u3099\u309a\ufe00-\ufe0f\U000e0100-\U000e01ef]*"
CHARACTER = rf"[\s\S]{MARKS}"
ADDRESS = r"https?://[\w./?=&%#~+-]*\w|[A-Za-z0-9._+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"
NUMBER = r"[+＋]?[0-9０-９]+(?:[-.,:/．，：－‐][0-9０-９]+)*[%％]?"
LETTERS = rf"(?:[^\W\d_{CJK}]{MARKS})+"
WORD = rf"{LETTERS}(?:['’-]{LETTERS})*"
KANJI_DIGITS = "〇一二三四五六七八九十百千万億"
COUNT = rf"[0-9０-９{KANJI_DIGITS}]+"
ERA = "(?:明治|大正|昭和|平成|令和)"
YEAR = rf"{ERA}?(?:{COUNT}|元)年"
WRITTEN_YEAR = rf"(?:{ERA}(?:{COUNT}|元)|[0-9０-９]{{4}})年"
JAPANESE_DATE = rf"(?:{YEAR})?{COUNT}月{COUNT}日|{WRITTEN_YEAR}(?:{COUNT}月)?"
JAPANESE_REFERENCE = rf"第{COUNT}(?:条|項|号|章|節|款|版|回)(?:の{COUNT})*|[(（]{COUNT}[)）]"
MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
)
DAY = r"\d{1,2}(?:st|nd|rd|th)?"
ENGLISH_DATE = rf"{DAY} {MONTH}(?:,? \d{{4}})?\b|{MONTH} {DAY}(?:, ?\d{{4}})?\b"
REFERRED = r"\b(?i:items?|articles?|arts?\.?|sections?|paragraphs?|clauses?|revisions?|chapters?)"
LETTERED = r"\((?:[a-z]|[ivx]{1,5}|\d{1,3})\)"
ENGLISH_REFERENCE = rf"{REFERRED} \d+(?:{LETTERED})*|{LETTERED}"
JAPANESE_TOKEN = re.compile(
    "|".join([ADDRESS, JAPANESE_DATE, JAPANESE_REFERENCE, NUMBER, rf"[{KANJI_DIGITS}]{{2,}}", WORD, CHARACTER])
)
ENGLISH_ALTERNATIVES = "|".join([ADDRESS, ENGLISH_DATE, ENGLISH_REFERENCE, NUMBER, WORD, rf"\S{MARKS}"])
ENGLISH_TOKEN = re.compile(rf"\s*(?:{ENGLISH_ALTERNATIVES})|\s+")
TOKEN = {JAPANESE: JAPANESE_TOKEN, ENGLISH: ENGLISH_TOKEN}
SENTENCE = {
    JAPANESE: re.compile(r"[^。！？\n]*(?:[。！？\n]+[」』）)]*|$)"),
    ENGLISH: re.compile(r"(?:[^.!?\n]|[.!?](?!\s))*(?:[.!?\n]+|$)"),
}
WEIGHED_WORD = re.compile(r"\w+")
WEIGHED_CHARACTER = re.compile(r"\w")
# difflib looks at each equal pair of tokens; beyond so many pairs two texts are compared as wholes.
PAIRS_AT_MOST = 4_000_000
Tokens = tuple[str, ...]


def tokenise(text: str, language: str) -> Tokens:
    """Return the tokens of a text."""
    return tuple(match[0] for match in TOKEN[language].finditer(text))


def sentences(text: str, language: str) -> Tokens:
    """Return the sentences of a text, each with its full stop, and in English with the blank before it."""
    return tuple(match[0] for match in SENTENCE[language].finditer(text) if match[0])


def count_words(tokens: Tokens) -> int:
    """Return how many tokens are more than blanks and punctuation."""
    return sum(bool(WEIGHED_CHARACTER.search(token)) for token in tokens)


def weight(tokens: Tokens, language: str) -> int:
    """Return how much there is to read: words in English, characters in Japanese; punctuation weighs nothing."""
    pattern = WEIGHED_WORD if language == ENGLISH else WEIGHED_CHARACTER
    return len(pattern.findall("".join(tokens)))


@dataclass(frozen=True, slots=True)
class Piece:
    """Tokens of the old text and what stands for them in the new one; either may be empty."""

    old: Tokens
    new: Tokens

    @property
    def same(self) -> bool:
        return self.old == self.new

    @property
    def one_way(self) -> bool:
        """Return whether something was only inserted or only deleted."""
        return not self.old or not self.new


Pieces = list[Piece]


def difference(old: Tokens, new: Tokens) -> Pieces:
    """Return the pieces that lead from one sequence of tokens to another, in order."""
    head = common_head(old, new)
    tail = common_head(old[head:][::-1], new[head:][::-1])
    before, after = old[head : len(old) - tail], new[head : len(new) - tail]
    middle = [Piece(before, after)] if too_many_pairs(before, after) else matched(before, after)
    return merged([Piece(old[:head], new[:head]), *middle, Piece(old[len(old) - tail :], new[len(new) - tail :])])


def common_head(old: Tokens, new: Tokens) -> int:
    """Return how many tokens both begin with."""
    count = 0
    for one, other in zip(old, new, strict=False):
        if one != other:
            break
        count += 1
    return count


def matched(old: Tokens, new: Tokens) -> Pieces:
    if not old or not new:
        return [Piece(old, new)]
    opcodes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return [Piece(old[i1:i2], new[j1:j2]) for _tag, i1, i2, j1, j2 in opcodes]


def too_many_pairs(old: Tokens, new: Tokens) -> bool:
    """Return whether difflib would take too long: its time grows with the number of equal pairs."""
    if len(old) * len(new) <= PAIRS_AT_MOST:
        return False
    counts = Counter(new)
    return sum(counts[token] for token in old) > PAIRS_AT_MOST


def merged(pieces: Pieces) -> Pieces:
    """Return pieces without empty ones, neighbours of one sort joined."""
    result: Pieces = []
    for piece in pieces:
        if not piece.old and not piece.new:
            continue
        if result and result[-1].same == piece.same:
            piece = Piece(result[-1].old + piece.old, result[-1].new + piece.new)
            result.pop()
        result.append(piece)
    return result
