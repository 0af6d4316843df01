"""What the person should look at before a pasted text is saved. Answers in the active language."""

import re
from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from policy.pasting.structure import Note, ParsedText

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


def reference_hints(parsed: ParsedText) -> Iterator[Note]:
    """Yield each place that names another item by its number: such words do not follow when the numbers change."""
    for position, clause in enumerate(parsed.clauses, 1):
        found = [match[0] for text in clause.texts() for match in REFERENCE.finditer(text)]
        for words in dict.fromkeys(found):
            yield Note(words, position)
