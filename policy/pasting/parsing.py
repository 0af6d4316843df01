"""Parses the whole text of a policy in one language: every line that is not blank finds a place, or a reason."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from policy.pasting.bodies import Body
from policy.pasting.clause_heads import CAPTION, LONGEST, place_head
from policy.pasting.dates import date_phrases
from policy.pasting.doubts import Doubt
from policy.pasting.front_and_end import end_place, place_end, place_front, plain
from policy.pasting.lines import SourceLine, columns, continues, is_japanese, joiner, read, wrap_width
from policy.pasting.notes import understood
from policy.pasting.numbering_marks import Mark, possible_marks
from policy.pasting.page_furniture import without_furniture
from policy.pasting.parts import SUPPLEMENT, SUPPLEMENT_WITH_TEXT, TextPart, holds_clauses, main_heads, parts_of
from policy.pasting.structure import ParsedText, Placed, Role
from policy.pasting.unnumbered import heads_of


@dataclass
class ParsedSection:
    """The lines of one clause, from its caption or number to the line before the next."""

    head: SourceLine
    mark: Mark
    caption: SourceLine | None
    body: list[SourceLine] = field(default_factory=list)


def parse(text: str) -> ParsedText:
    """Return what a text says. Every line that is not blank is placed."""
    return understood(pieces_of(text))


def pieces_of(text: str) -> list[Placed]:
    """Return the pieces of a text in the order of its lines."""
    every = read(text)
    lines, furniture = without_furniture(every)
    width = wrap_width(lines)
    main, *others = parts_of(lines)
    placed = [*left_over(every, furniture), *place_main(main.lines, width, is_last=not others)]
    for part in others:
        placed += place_part(part, width, is_last=part is others[-1])
    return sorted(placed, key=lambda piece: piece.number)


def left_over(lines: Sequence[SourceLine], reasons: Mapping[int, Doubt]) -> Iterator[Placed]:
    for line in lines:
        if line.number in reasons:
            yield Placed(line.number, Role.LEFT_OVER, line.text, doubt=reasons[line.number])


def place_main(lines: Sequence[SourceLine], width: int | None, *, is_last: bool) -> Iterator[Placed]:
    """Yield the pieces of the text before all supplementary provisions and schedules."""
    heads = main_heads(lines)
    yield from left_over(lines, dict.fromkeys(heads.chapters, Doubt.CHAPTER))
    lines = [line for line in lines if line.number not in heads.chapters]
    first, sections = split_at_heads(lines, heads.marks)
    headings = {plain(line.text) for line in lines if line.number in heads.marks}
    headings |= {plain(mark.rest) for mark in heads.marks.values()}
    yield from place_front(lines[:first], headings, width=width)
    yield from place_sections(sections, width, is_last=is_last)


def place_part(part: TextPart, width: int | None, *, is_last: bool) -> Iterator[Placed]:
    """Yield the pieces of supplementary provisions or of a schedule: its own text, and its articles."""
    head = part.head
    if head is None:
        return
    found = heads_of(part.lines)
    first, sections = split_at_heads(part.lines, found if found and holds_clauses(part.lines, found) else {})
    with_text = None if SUPPLEMENT.match(head.text) else SUPPLEMENT_WITH_TEXT.match(head.text)
    yield Placed(head.number, Role.PART, with_text["name"] if with_text else head.text, doubt=Doubt.PART)
    if with_text:
        yield Placed(head.number, Role.LEAD, with_text["rest"])
    above = list(part.lines[:first])
    end = end_of(above, is_last=is_last and not sections)
    yield from Body(above[: len(above) - len(end)], width=width).placed(head if with_text else None)
    yield from place_end(end)
    yield from place_sections(sections, width, is_last=is_last)


def split_at_heads(lines: Sequence[SourceLine], heads: Mapping[int, Mark]) -> tuple[int, list[ParsedSection]]:
    """Return where the first clause begins, and the lines of each clause."""
    places = [place for place, line in enumerate(lines) if line.number in heads]
    starts = [place - has_caption(lines, place, heads[lines[place].number]) for place in places]
    ends = [*starts[1:], len(lines)][: len(starts)]
    sections = [
        ParsedSection(
            lines[place],
            heads[lines[place].number],
            lines[start] if start < place else None,
            list(lines[place + 1 : end]),
        )
        for place, start, end in zip(places, starts, ends, strict=True)
    ]
    return (starts[0] if starts else len(lines)), sections


def has_caption(lines: Sequence[SourceLine], place: int, mark: Mark) -> bool:
    """Return whether the heading of an article stands in parentheses on the line before it, as in statutes."""
    if place == 0 or mark.style not in ("article", "paragraph") or not mark.rest or mark.rest[0] in "(（【":
        return False
    caption = CAPTION.match(lines[place - 1].text)
    return bool(caption and is_japanese(caption["text"]))


def place_sections(sections: list[ParsedSection], width: int | None, *, is_last: bool) -> Iterator[Placed]:
    for section in sections:
        end = end_of(section.body, is_last=is_last) if section is sections[-1] else []
        section.body = section.body[: len(section.body) - len(end)]
        yield from place_section(section, width)
        yield from place_end(end)


def end_of(body: Sequence[SourceLine], *, is_last: bool) -> list[SourceLine]:
    """Return the lines that stand after a part: its dates, and after the last part all that follows them."""
    if is_last:
        return list(body[end_place(body) :])
    place = len(body)
    while place and date_phrases(body[place - 1].text):
        place -= 1
    return list(body[place:])


def place_section(section: ParsedSection, width: int | None) -> list[Placed]:
    """Return the pieces of one clause."""
    pieces: list[Placed] = []
    if section.caption and (caption := CAPTION.match(section.caption.text)):
        text = caption["text"].strip()
        pieces.append(Placed(section.caption.number, Role.CAPTION, text, caption["open"], caption["close"]))
    lines = list(section.body)
    pieces += place_head(section.head, section.mark, has_body=bool(lines), captioned=section.caption is not None)
    has_lead = pieces[-1].role is Role.LEAD
    if not has_lead and lines and heading_goes_on(section.head, lines[0], width):
        line = lines.pop(0)
        joint = joiner(section.head.text, line.text)
        pieces.append(Placed(line.number, Role.CLAUSE, line.text, joiner=joint, doubt=Doubt.GLUED))
    body = Body(lines, width=width, may_omit_one=section.mark.style == "article")
    pieces += body.placed(section.head if has_lead else None)
    return first_paragraph_counted(pieces) if body.omitted_one else pieces


def first_paragraph_counted(pieces: list[Placed]) -> list[Placed]:
    """Return an article with its first paragraph, which has no number of its own, as the item before the second."""
    leads = [piece for piece in pieces if piece.role is Role.LEAD and piece.joiner is None]
    if len(leads) != 1:
        return pieces
    doubts = {True: Doubt.FIRST_PARAGRAPH, False: Doubt.GLUED}
    return [
        replace(piece, role=Role.ITEM, doubt=doubts[piece.joiner is None]) if piece.role is Role.LEAD else piece
        for piece in pieces
    ]


def heading_goes_on(head: SourceLine, line: SourceLine, width: int | None) -> bool:
    if possible_marks(line.text) or columns(head.text) + columns(line.text) > LONGEST:
        return False
    return continues(head, line, width) and (line.text[0].islower() or (bool(width) and is_japanese(line.text)))
