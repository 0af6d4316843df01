"""Folds placed pieces into a text, and says what a person should check: of lines, of clauses, of the whole."""

import re
from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from policy.pasting.dates import date_phrases
from policy.pasting.doubts import SETTLED, Doubt
from policy.pasting.numbering_marks import possible_marks
from policy.pasting.structure import Note, ParsedText, Placed, Role, assemble
from policy.text.canonical import Document
from policy.text.completeness import language_name
from policy.text.references import passages

REFERENCE = re.compile(
    r"\b(?:items?|articles?|sections?|clauses?|paragraphs?|schedules?) \(?(?:\d{1,3}|[IVX]{1,6}\b)\)?"
    r"|第 ?[0-9０-９〇一二三四五六七八九十百]{1,4} ?[条項号]|[前次]\s?[条項号]"
    r"|別表第?[0-9０-９一二三四五六七八九十]{0,3}",
    re.I,
)


def understood(placed: Sequence[Placed]) -> ParsedText:
    """Return the text that the pieces make up, with its dates, numbers and notes."""
    parsed = assemble(placed)
    parsed.dates = [phrase for piece in placed if piece.role is Role.DATE for phrase in date_phrases(piece.text)]
    parsed.ordinals = [ordinal_of(clause.mark) or place for place, clause in enumerate(parsed.clauses, 1)]
    parsed.notes = list(notes_of(parsed))
    return parsed


def ordinal_of(mark: str) -> int:
    """Return the number in the mark of a clause; 0 where it has none."""
    found = possible_marks(f"{mark}\u3000x") if mark else ()
    return found[0].ordinal if found else 0


def notes_of(parsed: ParsedText) -> Iterator[Note]:
    """Yield what is doubtful in a text."""
    if not parsed.clauses:
        yield Note(_("No numbered item was found. Number the items, for example “1. Heading”, and try again."))
        return
    if not parsed.title:
        yield Note(_("No title was found."))
    yield from number_notes(parsed)
    yield from line_notes(parsed.placed)
    for position, clause in enumerate(parsed.clauses, 1):
        if not clause.full_heading:
            yield Note(_("This item has no heading."), position)
        if not clause.texts():
            yield Note(_("This item has no text below its heading."), position)


def number_notes(parsed: ParsedText) -> Iterator[Note]:
    """Yield a note where the typed numbers differ from the ones that the site will write."""
    typed = [(ordinal_of(one.mark), one.mark.strip("（(【[ "), place) for place, one in enumerate(parsed.clauses, 1)]
    differing = [(mark or str(number), place) for number, mark, place in typed if number and number != place]
    if differing:
        mark, place = differing[0]
        words = {"typed": mark, "number": place}
        yield Note(
            _("The number %(typed)s of the text becomes %(number)s, and so on: the site counts without gaps.") % words
        )


def line_notes(placed: Sequence[Placed]) -> Iterator[Note]:
    """Yield each reason to look at lines, with the numbers of the lines."""
    for doubt in Doubt:
        lines = dict.fromkeys(piece.number for piece in placed if piece.doubt is doubt)
        if lines and doubt not in SETTLED:
            words = {"lines": ", ".join(map(str, lines)), "reason": doubt.words}
            yield Note(_("Line %(lines)s: %(reason)s") % words)


def reference_hints(document: Document, languages: Sequence[str], *, after: int) -> Iterator[tuple[str, Note]]:
    """Yield the words that still name an item by its number, each with its language, in the clauses `after` a position.

    What was clear has become a reference by now; such words do not follow when the numbers change.
    """
    seen = set()
    for position, language, text in passages(document, languages):
        for words in REFERENCE.findall(text) if position > after or not position else ():
            if (position, language, words) not in seen:
                seen.add((position, language, words))
                yield language_name(language), Note(words, position)
