"""Joins the Japanese and the English text clause by clause, and says plainly where they differ."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from cluster_cms.pages.languages import ENGLISH, JAPANESE
from policy.pasting.dates import ESTABLISHED
from policy.pasting.lines import is_japanese, is_wide
from policy.pasting.structure import Note, ParsedClause, ParsedText

Pair = dict[str, ParsedClause | None]


@dataclass(frozen=True)
class Pasted:
    """What was pasted: a text in one language or in both, by language."""

    texts: dict[str, ParsedText]

    @property
    def languages(self) -> list[str]:
        return list(self.texts)

    def established_on(self) -> list[date]:
        """Return the dates of establishment that the texts name, without repeating one."""
        dates = (phrase for text in self.texts.values() for phrase in text.dates)
        return list(dict.fromkeys(phrase.on for phrase in dates if phrase.kind == ESTABLISHED))


def pairs(pasted: Pasted) -> list[Pair]:
    """Return the clauses of all languages side by side: by typed numbers when these are clear, else by position."""
    keyed = {language: keyed_clauses(text, pasted) for language, text in pasted.texts.items()}
    order = sorted({key for clauses in keyed.values() for key in clauses})
    return [{language: clauses.get(key) for language, clauses in keyed.items()} for key in order]


def keyed_clauses(text: ParsedText, pasted: Pasted) -> dict[int, ParsedClause]:
    clear = all(len(set(one.ordinals)) == len(one.ordinals) for one in pasted.texts.values())
    keys = text.ordinals if clear else range(1, len(text.clauses) + 1)
    return dict(zip(keys, text.clauses, strict=True))


def differences(pasted: Pasted) -> Iterator[Note]:
    """Yield where the two languages do not have the same parts."""
    yield from language_notes(pasted)
    if len(pasted.established_on()) > 1:
        yield Note(_("The two texts name different dates of establishment."))
    if len(pasted.texts) < 2:
        return
    japanese, english = pasted.texts[JAPANESE], pasted.texts[ENGLISH]
    yield from count_note(_("items"), len(japanese.clauses), len(english.clauses), 0)
    for position, pair in enumerate(pairs(pasted), 1):
        yield from clause_notes(pair, position)


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
    yield from count_note(
        _("paragraphs after the numbered lines"), len(japanese.closing), len(english.closing), position
    )


def count_note(things: str, japanese: int, english: int, position: int) -> Iterator[Note]:
    if japanese != english:
        words = {"things": things, "japanese": japanese, "english": english}
        yield Note(_("Number of %(things)s: %(japanese)s in Japanese, %(english)s in English.") % words, position)
