"""What the person should look at before a pasted text is saved. Answers in the active language."""

import re
from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from policy.canonical import Document
from policy.completeness import language_name
from policy.pasting.structure import Note, ParsedText
from policy.references import passages

REFERENCE = re.compile(
    r"\b(?:items?|articles?|sections?|clauses?|paragraphs?) \(?\d{1,3}\)?"
    r"|第 ?[0-9０-９〇一二三四五六七八九十百]{1,4} ?[条項号]|[前次]\s?[条項号]",
    re.I,
)


def notes_of(parsed: ParsedText, odd: Sequence[Sequence[int]]) -> Iterator[Note]:
    """Yield what is doubtful in a text; `odd` lists, for each clause, the lines whose mark stayed in the text."""
    if not parsed.clauses:
        yield Note(_("No numbered item was found. Number the items, for example “1. Heading”, and try again."))
        return
    if not parsed.title:
        yield Note(_("No title was found."))
    yield from number_notes(parsed.ordinals)
    for position, clause in enumerate(parsed.clauses, 1):
        if not clause.heading:
            yield Note(_("This item has no heading."), position)
        if not clause.texts():
            yield Note(_("This item has no text below its heading."), position)
    for position, lines in enumerate(odd, 1):
        if lines:
            words = {"lines": ", ".join(map(str, lines))}
            yield Note(
                _("A second list or a third level: the marks stay in the text (line %(lines)s).") % words, position
            )


def number_notes(ordinals: Sequence[int]) -> Iterator[Note]:
    """Yield a note where the typed numbers differ from the ones that the site will write."""
    differing = [(typed, position) for position, typed in enumerate(ordinals, 1) if typed != position]
    if differing:
        typed, position = differing[0]
        words = {"typed": typed, "number": position}
        yield Note(
            _("The number %(typed)s of the text becomes %(number)s, and so on: the site counts without gaps.") % words
        )


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
