"""Finds the lines that begin a clause, and splits heading from text."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from policy.pasting.lines import DEEPER, ENDS, LONG, SourceLine, columns, ends_sentence, is_japanese
from policy.pasting.numbering_marks import Mark, readings
from policy.pasting.structure import Placed, Role

IN_PARENTHESES = re.compile(r"(?P<open>[（(【〔［])(?P<text>[^（()）【】]{1,80})(?P<close>[)）】〕］])\s*(?P<rest>.*)$")
CAPTION = re.compile(r"(?P<open>[（(【])(?P<text>[^（()）【】]{1,60})(?P<close>[)）】])$")
# A short heading and, on the same line, its text: "Cookies: We …", "目的　当社は…", "Cookies. We …".
RUN_IN = (
    re.compile(r"(?P<text>[^.:：。、]{2,80}?)(?P<close>[:：])\s*(?P<rest>\S.*)$"),
    re.compile(r"(?P<text>[^。、\u3000]{2,40})(?P<close>)\u3000\s*(?P<rest>\S.*)$"),
    re.compile(r"(?P<text>[^\s.:]{1,30}(?: [^\s.:]{1,30}){0,4})(?P<close>\.) (?P<rest>[A-Z].*)$"),
    re.compile(r"(?P<text>[^.:]{2,60}?) (?P<close>[–—-]) (?P<rest>\S.*)$"),
)
LONGEST = 180  # columns
# How readily a style is taken for the numbers of clauses, lower first. Styles not named here number items only.
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
    if captioned:
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
    """Tell a heading from a sentence."""
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
class Chain:
    """The best running sequence that ends with a candidate, and how good it is."""

    last: Candidate
    before: "Chain | None"
    length: int
    score: int

    def candidates(self) -> list[Candidate]:
        chain: Chain | None = self
        found = []
        while chain:
            found.append(chain.last)
            chain = chain.before
        return found[::-1]


def clause_heads(lines: Sequence[SourceLine]) -> dict[int, Mark]:
    """Return the mark of each line that begins a clause, by the line's place in the list."""
    styles = by_style(lines)
    sequences = {style: running(candidates, from_one=True) for style, candidates in styles.items()}
    if not any(sequences.values()):
        sequences = {style: running(candidates, from_one=False) for style, candidates in styles.items()}
    style = outermost({style: chain for style, chain in sequences.items() if chain}, styles)
    return {one.index: one.mark for one in sequences[style]} if style else {}


def by_style(lines: Sequence[SourceLine]) -> dict[str, list[Candidate]]:
    marks = [[mark for mark in readings(line.text) if mark.style in RANKS] for line in lines]
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
    """Refuse the second half of a sentence that was cut before a number, and sentences that begin with a number."""
    line, before = lines[index], lines[index - 1] if index else None
    if mark.ordinal < 1 or (mark.style == "bare" and not looks_like_heading(mark.rest)):
        return False
    if before is None or line.after_blank or line.indent != before.indent:
        return True
    breaks_off = before.width >= LONG and not before.text.endswith(ENDS)
    follows = any(one.style == mark.style and one.ordinal == mark.ordinal - 1 for one in readings(before.text))
    return follows or not breaks_off or mark.rest[:1].isupper() or mark.style in ("article", "chapter")


def score(lines: Sequence[SourceLine], index: int, mark: Mark, marks: list[list[Mark]], indent: int) -> int:
    """Weigh how much a line looks like the beginning of a clause."""
    following = marks[index + 1] if index + 1 < len(lines) else []
    has_body = index + 1 < len(lines) and all(one.style != mark.style for one in following)
    signs = (lines[index].indent <= indent + DEEPER, lines[index].indent <= indent, looks_like_heading(mark.rest))
    return sum(signs) + lines[index].after_blank + 2 * has_body


def running(candidates: list[Candidate], *, from_one: bool) -> list[Candidate]:
    """Return the longest and best sequence n, n+1, n+2 …; a missing number is forgiven to unmistakable styles."""
    best: dict[int, Chain] = {}
    longest: Chain | None = None
    for one in candidates:
        number = one.mark.ordinal
        chain = extended(best, one)
        if chain is None and from_one and number != 1:
            continue
        chain = chain or Chain(one, None, 1, one.score)
        # A later beginning is no better than an earlier one of the same worth: lists inside clauses begin anew.
        if number not in best or worth(chain) > worth(best[number]):
            best[number] = chain
        if longest is None or worth(chain) > worth(longest):
            longest = chain
    return longest.candidates() if longest else []


def extended(best: dict[int, Chain], one: Candidate) -> Chain | None:
    number = one.mark.ordinal
    before = best.get(number if one.mark.branch else number - 1)
    cost = 0
    if before is None and one.mark.style in MAY_SKIP and looks_like_heading(one.mark.rest):
        before, cost = best.get(number - 2), 3
    return Chain(one, before, before.length + 1, before.score + one.score - cost) if before else None


def worth(chain: Chain) -> tuple[int, int]:
    return chain.length, chain.score


def outermost(sequences: dict[str, list[Candidate]], styles: dict[str, list[Candidate]]) -> str:
    """Return the style of the clauses: the readiest, unless it only numbers lists inside another."""
    order = sorted(sequences, key=lambda style: (len(sequences[style]) < 2, RANKS[style], sequences[style][0].index))
    chosen = order[0] if order else ""
    for style in order[1:]:
        if holds(style, chosen, sequences, styles):
            chosen = style
    return chosen


def holds(outer: str, inner: str, sequences: dict[str, list[Candidate]], styles: dict[str, list[Candidate]]) -> bool:
    """Tell whether the lists of one style lie between the numbers of another that runs through."""
    outer_places = [one.index for one in sequences[outer]]
    inner_places = [one.index for one in sequences[inner]]
    if len(outer_places) < 2 or outer_places[0] > inner_places[0] or begins(styles[outer]) > 1:
        return False
    between = sum(1 for place in outer_places if place < inner_places[0])
    lies_inside = between < len(outer_places) and inner_places[-1] < outer_places[between]
    return begins(styles[inner]) > 1 or lies_inside


def begins(candidates: list[Candidate]) -> int:
    return sum(1 for one in candidates if one.mark.ordinal == 1)
