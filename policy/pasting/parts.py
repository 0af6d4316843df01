"""Divides a text into its parts, each with numbers of its own: chapters, supplementary provisions, schedules."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from policy.pasting.clause_heads import best_run, by_style, looks_like_heading
from policy.pasting.lines import SourceLine, columns, ends_sentence
from policy.pasting.numbering_marks import DIGITS, GAP, KANJI, Mark, possible_marks
from policy.pasting.unnumbered import heads_of

LONGEST_HEAD = 90  # columns
NAMED = frozenset({"article", "item", "section", "clause"})
SUPPLEMENT = re.compile(
    rf"(?P<open>[【■◆]?)(?P<name>附{GAP}*則)(?P<close>】?)(?:{GAP}*(?P<more>[(（【].*[)）】]|第?(?:{DIGITS}|{KANJI})次?.{{0,20}}))?$"
    r"|(?P<english>(?:supplementary|supplemental|transitional|additional) (?:provisions?|rules?))(?:[ :(].{0,60})?$",
    re.I,
)
SUPPLEMENT_WITH_TEXT = re.compile(rf"(?P<name>附{GAP}*則){GAP}+(?P<rest>\S.*)$")
SCHEDULE = re.compile(
    rf"[【■◆]?(?:別表|別紙|別記|付表|附表|様式)(?:{GAP}*第?(?:{DIGITS}|{KANJI})(?:号)?(?:様式)?(?:の(?:{DIGITS}|{KANJI}))?)?】?"
    rf"(?:{GAP}*[(（].*|{GAP}+\S.*)?$"
    r"|(?:schedule|annex|appendix|exhibit|attachment)(?: (?:[A-Z]|\d{1,2}|[IVX]{1,5}))?"
    r"(?:\s*[:.–—-]\s*\S.*|\s*\(.*\))?$",
    re.I,
)
CHAPTER = re.compile(r"(?:chapter|part|title) (?:\d{1,2}|[IVX]{1,5}|[A-Z])(?:\b|$)[\s:.–—-]*(?P<rest>.*)$", re.I)


@dataclass
class TextPart:
    """A stretch of lines with its own numbers; the main text has no head."""

    head: SourceLine | None = None
    lines: list[SourceLine] = field(default_factory=list)


def parts_of(lines: Sequence[SourceLine]) -> list[TextPart]:
    """Return the main text and the parts after it."""
    parts = [TextPart()]
    for line in lines:
        if is_part_head(line) and any(possible_marks(one.text) for one in parts[0].lines):
            parts.append(TextPart(head=line))
        else:
            parts[-1].lines.append(line)
    return parts


def is_part_head(line: SourceLine) -> bool:
    if SUPPLEMENT_WITH_TEXT.match(line.text):
        return True
    is_named = bool(SUPPLEMENT.match(line.text) or SCHEDULE.match(line.text))
    return is_named and columns(line.text) <= LONGEST_HEAD and not ends_sentence(line.text)


@dataclass
class Heads:
    """The lines that begin a clause, with their marks, and the headings of chapters, by the number of the line."""

    marks: dict[int, Mark]
    chapters: set[int]


def main_heads(lines: Sequence[SourceLine]) -> Heads:
    """Return where the clauses of the main text begin; their numbers go on through the chapters, or begin anew."""
    chapters = {line.number for line in lines if is_chapter(line)}
    rest = list(without(lines, chapters))
    found = heads_of(rest)
    if not chapters or not found or not holds_clauses(rest, found):
        return Heads(heads_of(lines), set())
    style = next(iter(found.values())).style
    by_chapter: dict[int, Mark] = {}
    for segment in segments(lines, chapters):
        run = best_run(by_style(segment).get(style, []), from_one=False)
        by_chapter |= {segment[one.index].number: one.mark for one in run}
    return Heads(by_chapter if len(by_chapter) > len(found) else found, chapters)


def is_chapter(line: SourceLine) -> bool:
    if ends_sentence(line.text) or columns(line.text) > LONGEST_HEAD:
        return False
    english = CHAPTER.match(line.text)
    if english:
        return not english["rest"][:1].islower()
    return any(one.style == "chapter" for one in possible_marks(line.text))


def holds_clauses(lines: Sequence[SourceLine], heads: dict[int, Mark]) -> bool:
    """Return whether numbers below chapters are clauses with text of their own, rather than lists."""
    if next(iter(heads.values())).style in NAMED:
        return True
    with_text = sum(
        1
        for line, after in pairwise(lines)
        if line.number in heads and after.number not in heads and looks_like_heading(heads[line.number].rest)
    )
    return with_text * 2 >= len(heads)


def without(lines: Sequence[SourceLine], left_out: set[int]) -> Iterator[SourceLine]:
    """Yield the other lines; what follows a chapter's heading does not continue the line before it."""
    after_chapter = False
    for line in lines:
        if line.number not in left_out:
            yield replace(line, after_blank=True) if after_chapter else line
        after_chapter = line.number in left_out


def segments(lines: Sequence[SourceLine], chapters: set[int]) -> Iterator[list[SourceLine]]:
    """Yield the lines of each chapter."""
    segment: list[SourceLine] = []
    for line in lines:
        if line.number in chapters:
            yield segment
            segment = []
        else:
            segment.append(line)
    yield segment
