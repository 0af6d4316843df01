"""The smallest pieces that a comparison marks: words in English, characters in Japanese.

A date, a number and a reference such as 第9項 or Item 9 is one token, for half a number means nothing. In English a
token takes the blank before it along, so that inserted words bring their own. All tokens together are the text.
"""

import re

from cluster_cms.languages import ENGLISH, JAPANESE

Tokens = tuple[str, ...]

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
