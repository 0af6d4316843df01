"""Joins the two languages clause by clause, and turns words that name an item ("Item 9", 第9項) into references."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from cluster_cms.pages.languages import ENGLISH, JAPANESE, LANGUAGES
from policy.pasting import numbering_marks
from policy.pasting.clause_pairs import Basis, ClauseSide, Matching, matched
from policy.pasting.dates import ESTABLISHED
from policy.pasting.lines import is_japanese, is_wide
from policy.pasting.numbering_marks import DIGITS, KANJI
from policy.pasting.structure import Note, ParsedClause, ParsedText
from policy.text.numbering import ARTICLE, SECTION
from policy.text.references import token

COUNT = f"(?:{DIGITS}|{KANJI})"
PATTERN = {
    JAPANESE: re.compile(
        rf"(?P<law>[法律令則例約同])?第 ?(?P<n>{COUNT}) ?(?P<word>[条項])"
        rf"(?:第 ?(?P<line>{COUNT}) ?(?P<rank>[項号]))?(?P<more>の{COUNT}|第 ?{COUNT})?"
    ),
    ENGLISH: re.compile(
        r"\b(?P<word>item|article|section|clause) (?P<n>\d{1,3}|[IVX]{1,6})\b(?P<rank>\((?P<line>\d{1,2})\))?"
        r"(?P<more>[.]\d|[-–]\d|,? (?:and|or|to|through) \d)?(?P<law> of (?:the|that|said) (?!policy\b|present\b))?",
        re.IGNORECASE,
    ),
}
Pair = dict[str, ParsedClause | None]


@dataclass(frozen=True)
class Pasted:
    """What was pasted: a text in one language or in both, by language."""

    texts: dict[str, ParsedText]
    chosen: Mapping[str, str] = field(default_factory=dict)  # counterparts set by hand, by key
    twins: Mapping[str, str] = field(default_factory=dict)  # English headings of the draft, by the Japanese ones

    @property
    def languages(self) -> list[str]:
        return list(self.texts)

    @property
    def form(self) -> str:
        """Return how the text counts its clauses, by the first of their numbers; nothing where it does not say so."""
        marks = [next((one.mark.lower() for one in text.clauses if one.mark), "") for text in self.texts.values()]
        if any("section" in mark for mark in marks):
            return SECTION
        return ARTICLE if any("条" in mark or "article" in mark for mark in marks) else ""

    def established_on(self) -> list[date]:
        """Return the dates of establishment that the texts name, without repeating one."""
        dates = (phrase for text in self.texts.values() for phrase in text.dates)
        return list(dict.fromkeys(phrase.on for phrase in dates if phrase.kind == ESTABLISHED))


def sides(text: ParsedText, twins: Mapping[str, str] | None = None) -> list[ClauseSide]:
    """Return the clauses of a text for matching; a number that stands twice is none."""
    numbers = [
        (clause.part, clause.mark and (ordinal, branch_of(clause.mark)))
        for clause, ordinal in zip(text.clauses, text.ordinals, strict=True)
    ]
    return [
        ClauseSide(
            str(clause.line),
            (bool(number[0]), number[1]) if number[1] and numbers.count(number) == 1 else None,
            clause.full_heading,
            "\n".join(clause.texts()),
            (twins or {}).get(clause.full_heading, ""),
        )
        for clause, number in zip(text.clauses, numbers, strict=True)
    ]


def branch_of(mark: str) -> int:
    found = numbering_marks.possible_marks(f"{mark}\u3000x")
    return found[0].branch if found else 0


def matching_of(pasted: Pasted) -> Matching | None:
    """Return how the clauses of the two pasted languages belong together; None where only one was pasted."""
    if len(pasted.texts) < len(LANGUAGES):
        return None
    left, right = sides(pasted.texts[JAPANESE], pasted.twins), sides(pasted.texts[ENGLISH])
    return matched(left, right, pasted.chosen)


def pairs(pasted: Pasted) -> list[Pair]:
    """Return the clauses of all languages side by side, in the order of the Japanese text, parts last."""
    matching = matching_of(pasted)
    if matching is None:
        return [{language: clause} for language, text in pasted.texts.items() for clause in text.clauses]
    japanese, english = pasted.texts[JAPANESE].clauses, pasted.texts[ENGLISH].clauses
    rows: list[Pair] = []
    alone = iter(sorted(set(range(len(english))) - set(matching.pairs.values())))
    waiting = next(alone, None)
    for place, clause in enumerate(japanese):
        other = matching.pairs.get(place)
        while other is not None and waiting is not None and waiting < other:
            rows.append({JAPANESE: None, ENGLISH: english[waiting]})
            waiting = next(alone, None)
        rows.append({JAPANESE: clause, ENGLISH: None if other is None else english[other]})
    while waiting is not None:
        rows.append({JAPANESE: None, ENGLISH: english[waiting]})
        waiting = next(alone, None)
    return sorted(rows, key=lambda row: any(clause and clause.in_part for clause in row.values()))


def differences(pasted: Pasted) -> Iterator[Note]:
    """Yield a note where the two languages do not have the same parts."""
    yield from language_notes(pasted)
    if len(pasted.established_on()) > 1:
        yield Note(_("The two texts name different dates of establishment."))
    if len(pasted.texts) < 2:
        return
    japanese, english = pasted.texts[JAPANESE], pasted.texts[ENGLISH]
    yield from count_note(pgettext("policy", "items"), len(japanese.clauses), len(english.clauses), 0)
    yield from position_notes(pasted)
    for position, pair in enumerate(pairs(pasted), 1):
        yield from clause_notes(pair, position)


def position_notes(pasted: Pasted) -> Iterator[Note]:
    """Yield a note for each pair that rests on nothing but its position."""
    matching = matching_of(pasted)
    unsure = {} if matching is None else {place for place, one in matching.basis.items() if one is Basis.POSITION}
    clauses = pasted.texts[JAPANESE].clauses
    for position, pair in enumerate(pairs(pasted), 1):
        if any(pair[JAPANESE] is clauses[place] for place in unsure):
            yield Note(_("Only the position says that these two belong together. Please check the pair."), position)


def language_notes(pasted: Pasted) -> Iterator[Note]:
    """Yield a note when a text seems to stand in the wrong field."""
    for language, text in pasted.texts.items():
        letters = "".join(piece.text for piece in text.placed)
        wide = sum(1 for letter in letters if is_wide(letter))
        if language == ENGLISH and wide * 2 > len(letters):
            yield Note(_("The text in the English field seems to be Japanese."))
        if language == JAPANESE and not is_japanese(letters):
            yield Note(_("The text in the Japanese field seems to be English."))


def clause_notes(pair: Pair, position: int) -> Iterator[Note]:
    japanese, english = pair[JAPANESE], pair[ENGLISH]
    if japanese is None or english is None:
        missing = _("Japanese") if japanese is None else _("English")
        yield Note(_("This item is missing in %(language)s.") % {"language": missing}, position)
        return
    yield from count_note(_("paragraphs"), len(japanese.lead), len(english.lead), position)
    yield from count_note(_("numbered lines"), len(japanese.items), len(english.items), position)
    for one, other in zip(japanese.items, english.items, strict=False):
        yield from count_note(_("sub-items"), len(one.subitems), len(other.subitems), position)
    yield from count_note(pgettext("policy", "tables"), len(japanese.tables), len(english.tables), position)
    yield from count_note(
        _("paragraphs after the numbered lines"), len(japanese.closing), len(english.closing), position
    )


def count_note(things: str, japanese: int, english: int, position: int) -> Iterator[Note]:
    if japanese != english:
        words = {"things": things, "japanese": japanese, "english": english}
        yield Note(_("Number of %(things)s: %(japanese)s in Japanese, %(english)s in English.") % words, position)


TextFunction = Callable[[str], str]


def reference_writers(
    pasted: Pasted, rows: Sequence[Pair], blocks: Sequence[dict[str, Any]]
) -> dict[str, TextFunction]:
    """Put references into the blocks made of the rows; return, by language, the function that does so for any text."""
    writers = {language: reference_writer(language, text, rows, blocks) for language, text in pasted.texts.items()}
    for row, block in zip(rows, blocks, strict=True):
        for language in (language for language, clause in row.items() if clause):
            for pair in stored_texts(block["value"]):
                pair[language] = writers[language](pair[language])
    return writers


def reference_writer(
    language: str, text: ParsedText, rows: Sequence[Pair], blocks: Sequence[dict[str, Any]]
) -> TextFunction:
    held = {number: blocks[place] for number, place in numbers(language, text, rows)}
    own = words_for_items(text)

    def replace(found: re.Match[str]) -> str:
        block = held.get(numbering_marks.any_number(found["n"]))
        if block is None or found["word"].lower() not in own or found["law"] or found["more"]:
            return found[0]
        name = block["value"]["anchor"] or block["id"]
        if not found["line"]:
            return token(name)
        line = numbering_marks.any_number(found["line"])
        return token(f"{name}:{line}") if has_line(block["value"], line, found["word"], found["rank"]) else found[0]

    return lambda words: PATTERN[language].sub(replace, words)


def has_line(value: dict[str, Any], line: int, word: str, rank: str) -> bool:
    """Tell whether a stored clause has a line of this number that is named so: paragraphs stand below no text."""
    paragraphs = word.lower() not in ("項", "item") and not any(value["lead"].values())
    return 0 < line <= len(value["items"]) and paragraphs == (rank != "号")


def numbers(language: str, text: ParsedText, rows: Sequence[Pair]) -> Iterator[tuple[int, int]]:
    """Yield each typed number that only one clause of the main text has, with the place of its row."""
    own = [
        (ordinal, clause)
        for ordinal, clause in zip(text.ordinals, text.clauses, strict=True)
        if not clause.in_part and not branch_of(clause.mark)
    ]
    counts = Counter(ordinal for ordinal, _clause in own)
    for ordinal, clause in own:
        place = next((at for at, row in enumerate(rows) if row.get(language) is clause), None)
        if place is not None and counts[ordinal] == 1:
            yield ordinal, place


def words_for_items(text: ParsedText) -> set[str]:
    """Return the words that mean an item of this text: in statutes 条, of which 項 is a paragraph."""
    mark = text.clauses[0].mark.lower() if text.clauses else ""
    if "条" in mark:
        return {"条"}
    return {"項", "item", *(word for word in ("article", "section", "clause") if word in mark)}


def stored_texts(value: dict[str, Any]) -> Iterator[dict[str, str]]:
    """Yield every text below the heading of a stored clause, as a pair of languages; cells of tables are left alone."""
    yield value["lead"]
    for item in value["items"]:
        yield item["value"]["text"]
        yield from (subitem["value"] for subitem in item["value"]["subitems"])
    yield value["closing"]
