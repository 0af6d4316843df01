"""Finds the lines that begin a clause, and separates the heading from the text."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from policy.pasting.doubts import Doubt
from policy.pasting.lines import DEEPER, ENDS, LONG, SourceLine, columns, ends_sentence, is_japanese
from policy.pasting.numbering_marks import Mark, possible_marks
from policy.pasting.structure import Placed, Role

IN_PARENTHESES = re.compile(
    r"(?P<open>[（(【〔［＜<〈《])(?P<text>[^（()）【】〔〕＜＞<>〈〉《》]{1,80})(?P<close>[)）】〕］＞>〉》])\s*(?P<rest>.*)$"
)
CAPTION = re.compile(r"(?P<open>[（(【])(?P<text>[^（()）【】]{1,60})(?P<close>[)）】])$")
# A short heading and, on the same line, its text: "Cookies: We …", "目的　当社は…", "Cookies. We …".
RUN_IN = (
    re.compile(r"(?P<text>[^.:：。、]{2,80}?)(?P<close>[:：])\s*(?P<rest>\S.*)$"),
    re.compile(r"(?P<text>[^。、\u3000]{2,40})(?P<close>)\u3000\s*(?P<rest>\S.*)$"),
    re.compile(r"(?P<text>[^\s.:]{1,30}(?: [^\s.:]{1,30}){0,4})(?P<close>\.) (?P<rest>[A-Z].*)$"),
    re.compile(r"(?P<text>[^.:]{2,60}?) (?P<close>[–—-]) (?P<rest>\S.*)$"),
)
LONGEST = 180  # columns
QUESTION = "question"
# How likely a style numbers clauses, the lowest first. Styles not named here number items only.
RANKS = {
    **dict.fromkeys(("article", "item", "section", "clause"), 0),
    **dict.fromkeys(("chapter", "dot", "comma", "colon", "kanji", "brackets", "paragraph"), 1),
    **dict.fromkeys(("upper roman dot", "upper roman sign", "upper letter dot"), 1),
    "bare": 2,
    **dict.fromkeys(("half-parenthesis", "parentheses", "kanji-parentheses"), 3),
    "circled": 4,
}
MAY_SKIP = frozenset({"article", "item", "section", "clause", "dot"})


def place_head(line: SourceLine, mark: Mark, *, has_body: bool, captioned: bool) -> Iterator[Placed]:
    """Yield the pieces of a line that begins with the number of a clause."""
    bracketed = IN_PARENTHESES.match(mark.rest)
    if mark.style not in RANKS and not bracketed:
        yield Placed(line.number, Role.CLAUSE, mark.rest, mark.text, doubt=Doubt.NO_NUMBER)
    elif captioned:
        yield Placed(line.number, Role.CLAUSE, "", mark.text)
        yield from lead(line, mark.rest)
    elif bracketed:
        opening = mark.text + bracketed["open"]
        yield Placed(line.number, Role.CLAUSE, bracketed["text"].strip(), opening, bracketed["close"])
        yield from lead(line, bracketed["rest"])
    elif is_heading(mark.rest, has_body=has_body):
        yield Placed(line.number, Role.CLAUSE, mark.rest, mark.text)
    else:
        yield from split(line, mark)


def lead(line: SourceLine, text: str) -> Iterator[Placed]:
    if text:
        yield Placed(line.number, Role.LEAD, text)


def is_heading(text: str, *, has_body: bool) -> bool:
    """Return whether a text is a heading rather than a sentence."""
    if columns(text) > LONGEST:
        return False
    if not ends_sentence(text):
        return not (is_japanese(text) and "。" in text)
    return has_body and not is_japanese(text) and len(text.split()) <= 8


def split(line: SourceLine, mark: Mark) -> Iterator[Placed]:
    """Yield a run-in heading and its text, or an empty heading and all the text."""
    matches = (pattern.match(mark.rest) for pattern in RUN_IN)
    match = next((match for match in matches if match), None)
    if match:
        yield Placed(line.number, Role.CLAUSE, match["text"].strip(), mark.text, match["close"])
        yield Placed(line.number, Role.LEAD, match["rest"])
    else:
        yield Placed(line.number, Role.CLAUSE, "", mark.text)
        yield Placed(line.number, Role.LEAD, mark.rest)


def looks_like_heading(text: str) -> bool:
    return bool(IN_PARENTHESES.match(text)) or (columns(text) <= LONGEST / 2 and not ends_sentence(text))


@dataclass(frozen=True)
class Candidate:
    """A line that may begin a clause."""

    index: int
    mark: Mark
    score: int


@dataclass(frozen=True)
class NumberRun:
    """The best running sequence that ends with a candidate, and how good it is."""

    last: Candidate
    before: "NumberRun | None"
    length: int
    score: int

    def candidates(self) -> list[Candidate]:
        run: NumberRun | None = self
        found = []
        while run:
            found.append(run.last)
            run = run.before
        return found[::-1]


def clause_heads(lines: Sequence[SourceLine]) -> dict[int, Mark]:
    """Return the mark of each line that begins a clause, by the line's place in the list."""
    styles = by_style(lines)
    sequences = {style: best_run(candidates, from_one=True) for style, candidates in styles.items()}
    if not any(sequences.values()):
        sequences = {style: best_run(candidates, from_one=False) for style, candidates in styles.items()}
    style = outermost({style: run for style, run in sequences.items() if run}, styles)
    return {one.index: one.mark for one in sequences[style]} if style else {}


def by_style(lines: Sequence[SourceLine]) -> dict[str, list[Candidate]]:
    """Return the lines that may begin a clause, by the style of their mark."""
    marks = [[mark for mark in possible_marks(line.text) if mark.style in RANKS] for line in lines]
    outermost_indent: dict[str, int] = {}
    for line, found in zip(lines, marks, strict=True):
        for mark in found:
            outermost_indent[mark.style] = min(line.indent, outermost_indent.get(mark.style, line.indent))
    styles: dict[str, list[Candidate]] = {}
    for index, found in enumerate(marks):
        for mark in found:
            if is_plausible(lines, index, mark):
                styles.setdefault(mark.style, []).append(
                    Candidate(index, mark, score(lines, index, mark, marks, outermost_indent[mark.style]))
                )
    return styles


def is_plausible(lines: Sequence[SourceLine], index: int, mark: Mark) -> bool:
    """Return whether a mark can begin a clause: not where a sentence was cut before a number or begins with one."""
    line, before = lines[index], lines[index - 1] if index else None
    if mark.ordinal < 1 or (mark.style == "bare" and not looks_like_heading(mark.rest)):
        return False
    if before is None or line.after_blank or line.indent != before.indent:
        return True
    breaks_off = before.width >= LONG and not before.text.endswith(ENDS)
    follows = any(one.style == mark.style and one.ordinal == mark.ordinal - 1 for one in possible_marks(before.text))
    return follows or not breaks_off or mark.rest[:1].isupper() or mark.style in ("article", "chapter")


def score(lines: Sequence[SourceLine], index: int, mark: Mark, marks: list[list[Mark]], indent: int) -> int:
    """Return a score from 0 to 6 of how much a line looks like the beginning of a clause."""
    following = marks[index + 1] if index + 1 < len(lines) else []
    has_body = index + 1 < len(lines) and all(one.style != mark.style for one in following)
    signs = (lines[index].indent <= indent + DEEPER, lines[index].indent <= indent, looks_like_heading(mark.rest))
    return sum(signs) + lines[index].after_blank + 2 * has_body


def best_run(candidates: list[Candidate], *, from_one: bool) -> list[Candidate]:
    """Return the longest and best sequence n, n+1, n+2 …; a missing number is forgiven to unmistakable styles."""
    best: dict[int, NumberRun] = {}
    longest: NumberRun | None = None
    for one in candidates:
        number = one.mark.ordinal
        run = extend(best, one)
        if run is None and from_one and number != 1:
            continue
        run = run or NumberRun(one, None, 1, one.score)
        # A later beginning is no better than an earlier one of the same worth: lists inside clauses begin anew.
        if number not in best or quality(run) > quality(best[number]):
            best[number] = run
        if longest is None or quality(run) > quality(longest):
            longest = run
    return longest.candidates() if longest else []


def extend(best: dict[int, NumberRun], one: Candidate) -> NumberRun | None:
    number = one.mark.ordinal
    before = best.get(number if one.mark.branch else number - 1)
    cost = 0
    if before is None and one.mark.style in MAY_SKIP and looks_like_heading(one.mark.rest):
        before, cost = best.get(number - 2), 3
    return NumberRun(one, before, before.length + 1, before.score + one.score - cost) if before else None


def quality(run: NumberRun) -> tuple[int, int]:
    return run.length, run.score


def outermost(sequences: dict[str, list[Candidate]], styles: dict[str, list[Candidate]]) -> str:
    """Return the style of the clauses' numbers: the likeliest one, unless it only numbers lists inside another."""
    order = sorted(sequences, key=lambda style: (len(sequences[style]) < 2, RANKS[style], sequences[style][0].index))
    chosen = order[0] if order else ""
    for style in order[1:]:
        if encloses(style, chosen, sequences, styles):
            chosen = style
    return chosen


def encloses(outer: str, inner: str, sequences: dict[str, list[Candidate]], styles: dict[str, list[Candidate]]) -> bool:
    """Return whether the lists of one style lie between the numbers of another that runs through the text."""
    outer_places = [one.index for one in sequences[outer]]
    inner_places = [one.index for one in sequences[inner]]
    if len(outer_places) < 2 or outer_places[0] > inner_places[0] or count_of_ones(styles[outer]) > 1:
        return False
    between = sum(1 for place in outer_places if place < inner_places[0])
    lies_inside = between < len(outer_places) and inner_places[-1] < outer_places[between]
    return count_of_ones(styles[inner]) > 1 or lies_inside


def count_of_ones(candidates: list[Candidate]) -> int:
    """Return how often a style begins with 1."""
    return sum(1 for one in candidates if one.mark.ordinal == 1)
