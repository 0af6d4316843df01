"""Makes chosen references of the words that name an item of the pasted text itself: "Item 9", 第9項, 第9条.

Only what is clear is taken: one item, under the word by which the text numbers its own items, and no article of a law.
Everything else stays as it was typed, and the person is told.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from cluster_cms.pages.languages import ENGLISH, JAPANESE
from policy.pasting import marks
from policy.pasting.marks import DIGITS, KANJI
from policy.pasting.pairing import Pair, Pasted
from policy.pasting.structure import ParsedText
from policy.text.references import token

Chooser = Callable[[str], str]
COUNT = f"(?:{DIGITS}|{KANJI})"
PATTERN = {
    JAPANESE: re.compile(
        rf"(?P<law>[法律令則例約同])?第 ?(?P<n>{COUNT}) ?(?P<word>[条項])(?P<more>の{COUNT}|第 ?{COUNT})?"
    ),
    ENGLISH: re.compile(
        r"\b(?P<word>item|article|section|clause) (?P<n>\d{1,3})\b"
        r"(?P<more>[.]\d|[-–]\d|,? (?:and|or|to|through) \d)?(?P<law> of (?:the|that|said) (?!policy\b|present\b))?",
        re.IGNORECASE,
    ),
}


def choosers(pasted: Pasted, rows: Sequence[Pair], blocks: Sequence[dict[str, Any]]) -> dict[str, Chooser]:
    """Put references into the blocks made of the rows; return, by language, what does the same to other texts."""
    made = {language: chooser(language, text, rows, blocks) for language, text in pasted.texts.items()}
    for row, block in zip(rows, blocks, strict=True):
        for language in (language for language, clause in row.items() if clause):
            for pair in pairs_of(block["value"]):
                pair[language] = made[language](pair[language])
    return made


def chooser(language: str, text: ParsedText, rows: Sequence[Pair], blocks: Sequence[dict[str, Any]]) -> Chooser:
    held = {number: blocks[place] for number, place in numbers(language, text, rows)}
    own = words_for_items(text)

    def choose(found: re.Match[str]) -> str:
        block = held.get(marks.arabic_or_kanji(found["n"]))
        if block is None or found["word"].lower() not in own or found["law"] or found["more"]:
            return found[0]
        return token(block["value"]["anchor"] or block["id"])

    return lambda words: PATTERN[language].sub(choose, words)


def numbers(language: str, text: ParsedText, rows: Sequence[Pair]) -> Iterator[tuple[int, int]]:
    """Yield each typed number that only one clause has, with the place of its row."""
    for place, row in enumerate(rows):
        clause = row.get(language)
        position = next((at for at, one in enumerate(text.clauses) if one is clause), None)
        if position is not None and text.ordinals.count(text.ordinals[position]) == 1:
            yield text.ordinals[position], place


def words_for_items(text: ParsedText) -> set[str]:
    """Return the words that mean an item of this text: in statutes 条, of which 項 is a paragraph."""
    mark = text.clauses[0].mark.lower() if text.clauses else ""
    if "条" in mark:
        return {"条"}
    return {"項", "item", *(word for word in ("article", "section", "clause") if word in mark)}


def pairs_of(value: dict[str, Any]) -> Iterator[dict[str, str]]:
    """Yield every text below the heading of a stored clause, as a pair of languages."""
    yield value["lead"]
    for item in value["items"]:
        yield item["value"]["text"]
        yield from (subitem["value"] for subitem in item["value"]["subitems"])
    yield value["closing"]
