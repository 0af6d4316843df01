"""Parses the whole text of a policy in one language, and notes what a person should check."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from policy.pasting.bodies import Body
from policy.pasting.clause_heads import CAPTION, LONGEST, clause_heads, place_head
from policy.pasting.dates import date_phrases
from policy.pasting.front_and_end import end_place, place_end, place_front, plain
from policy.pasting.lines import SourceLine, columns, continues, is_japanese, joiner, read, wrap_width
from policy.pasting.numbering_marks import Mark, possible_marks
from policy.pasting.structure import Note, ParsedText, Placed, Role, assemble
from policy.text.canonical import Document
from policy.text.completeness import language_name
from policy.text.references import passages

REFERENCE = re.compile(
    r"\b(?:items?|articles?|sections?|clauses?|paragraphs?) \(?\d{1,3}\)?"
    r"|第 ?[0-9０-９〇一二三四五六七八九十百]{1,4} ?[条項号]|[前次]\s?[条項号]",
    re.I,
)


def notes_of(parsed: ParsedText, unread_marks: Sequence[Sequence[int]]) -> Iterator[Note]:
    """Yield what is doubtful in a text; `unread_marks` lists, by clause, the lines whose mark stayed in the text."""
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
    for position, lines in enumerate(unread_marks, 1):
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


@dataclass
class ParsedSection:
    """The lines of one clause, from its caption or number to the line before the next."""

    head: SourceLine
    mark: Mark
    caption: SourceLine | None
    body: list[SourceLine]
    unread_marks: list[int] = field(default_factory=list)


def parse(text: str, *, keep: Collection[int] = ()) -> ParsedText:
    """Return what a text says. Every line that is not blank is placed; `keep` names lines not to be left over."""
    lines = read(text)
    heads = clause_heads(lines)
    width = wrap_width(lines)
    first, sections = split_at_heads(lines, heads)
    headings = {plain(line.text) for place, line in enumerate(lines) if place in heads}
    headings |= {plain(mark.rest) for mark in heads.values()}
    front = list(place_front(lines[:first], headings, width=width, keep=keep))
    placed = [*front, *(piece for section in place_sections(sections, width, keep) for piece in section)]
    placed.sort(key=lambda piece: piece.number)
    parsed = assemble(placed)
    parsed.dates = [phrase for piece in placed if piece.role is Role.DATE for phrase in date_phrases(piece.text)]
    parsed.ordinals = [section.mark.ordinal for section in sections]
    parsed.notes = list(notes_of(parsed, [section.unread_marks for section in sections]))
    return parsed


def split_at_heads(lines: Sequence[SourceLine], heads: dict[int, Mark]) -> tuple[int, list[ParsedSection]]:
    """Return where the first clause begins, and the lines of each clause."""
    places = sorted(heads)
    starts = [place - has_caption(lines, place, heads[place]) for place in places]
    ends = [*starts[1:], len(lines)][: len(starts)]
    sections = [
        ParsedSection(lines[place], heads[place], lines[start] if start < place else None, list(lines[place + 1 : end]))
        for place, start, end in zip(places, starts, ends, strict=True)
    ]
    return (starts[0] if starts else len(lines)), sections


def has_caption(lines: Sequence[SourceLine], place: int, mark: Mark) -> bool:
    """Return whether the heading of an article stands in parentheses on the line before it, as in statutes."""
    if place == 0 or mark.style not in ("article", "paragraph") or not mark.rest or mark.rest[0] in "(（【":
        return False
    caption = CAPTION.match(lines[place - 1].text)
    return bool(caption and is_japanese(caption["text"]))


def place_sections(sections: list[ParsedSection], width: int | None, keep: Collection[int]) -> Iterator[list[Placed]]:
    for section in sections:
        end: list[SourceLine] = []
        if section is sections[-1]:
            place = end_place(section.body)
            end = [line for line in section.body[place:] if line.number not in keep or date_phrases(line.text)]
            kept = [line for line in section.body[place:] if line.number in keep and not date_phrases(line.text)]
            section.body = [*section.body[:place], *kept]
        yield [*place_section(section, width, keep), *place_end(end)]


def place_section(section: ParsedSection, width: int | None, keep: Collection[int]) -> Iterator[Placed]:
    """Yield the pieces of one clause."""
    if section.caption and (caption := CAPTION.match(section.caption.text)):
        text = caption["text"].strip()
        yield Placed(section.caption.number, Role.CAPTION, text, caption["open"], caption["close"])
    chapters = [line for line in section.body if is_chapter(line, section.mark) and line.number not in keep]
    left_out = {line.number for line in chapters}
    lines = [line for line in section.body if line.number not in left_out]
    pieces = list(place_head(section.head, section.mark, has_body=bool(lines), captioned=section.caption is not None))
    yield from pieces
    has_lead = pieces[-1].role is Role.LEAD
    if not has_lead and lines and heading_goes_on(section.head, lines[0], width):
        line = lines.pop(0)
        yield Placed(line.number, Role.CLAUSE, line.text, joiner=joiner(section.head.text, line.text))
    body = Body(lines, width=width)
    yield from body.placed(section.head if has_lead else None)
    yield from (Placed(line.number, Role.LEFT_OVER, line.text) for line in chapters)
    section.unread_marks = body.unread_marks


def is_chapter(line: SourceLine, mark: Mark) -> bool:
    """Return whether a line is the heading of a chapter that holds articles: the site knows no chapters."""
    return mark.style == "article" and any(one.style == "chapter" for one in possible_marks(line.text))


def heading_goes_on(head: SourceLine, line: SourceLine, width: int | None) -> bool:
    if possible_marks(line.text) or columns(head.text) + columns(line.text) > LONGEST:
        return False
    return continues(head, line, width) and (line.text[0].islower() or (bool(width) and is_japanese(line.text)))
