"""Finds headings that begin a clause without a number: ■, Markdown, Q1., 【…】, capitals, lines over sentences."""

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from policy.pasting.clause_heads import QUESTION, clause_heads, looks_like_heading
from policy.pasting.dates import date_phrases
from policy.pasting.front_and_end import BREADCRUMB, END, WHOLE_TITLE, is_contents, plain
from policy.pasting.lines import ENDS, SourceLine, columns, ends_sentence
from policy.pasting.numbering_marks import DIGITS, GAP, Mark, possible_marks

MARKDOWN = re.compile(rf"(?P<mark>#{{1,6}}){GAP}+(?P<rest>\S.*)$")
QUESTIONS = re.compile(
    rf"(?P<mark>(?:Q|Ｑ|問){GAP}?(?:{DIGITS})?{GAP}?[.．:：、)）]?)(?:(?<=[.．:：、)）0-9０-９]){GAP}*|{GAP}+)(?P<rest>\S.*)$"
)
SIGNS = re.compile(rf"(?P<mark>[■□●○◆◇▼★☆▶◎]){GAP}*(?P<rest>\S.*)$")
BRACKETED = re.compile(
    r"(?P<mark>)(?P<rest>【[^【】]{1,60}】|〔[^〔〕]{1,60}〕|［[^［］]{1,60}］|[＜<〈《][^＜＞<>〈〉《》]{1,60}[＞>〉》])$"
)
CAPITALS = re.compile(r"(?P<mark>)(?P<rest>[A-Z][A-Z ,&'’()/-]{3,80})$")
LONGEST_HEAD = 60  # columns
SHORT = 40


def heads_of(lines: Sequence[SourceLine]) -> dict[int, Mark]:
    """Return the mark of each line that begins a clause, by the number of the line; numbers come first."""
    numbered = clause_heads(lines)
    signed = signed_heads(lines)
    chosen = signed if signed and (not numbered or encloses(signed, numbered, lines)) else numbered
    chosen = chosen or plain_heads(lines)
    return {lines[place].number: mark for place, mark in sorted(chosen.items())}


def encloses(signed: dict[int, Mark], numbered: dict[int, Mark], lines: Sequence[SourceLine]) -> bool:
    """Return whether the numbers only count lists below headings with a sign."""
    first, style = min(numbered), numbered[min(numbered)].style
    if min(signed) > first:
        return False
    ones = sum(1 for line in lines for mark in possible_marks(line.text) if mark.style == style and mark.ordinal == 1)
    between = sum(1 for place in signed if place < first)
    lies_inside = between < len(signed) and max(numbered) < sorted(signed)[between]
    return ones > 1 or lies_inside or (between == len(signed) >= 2 and len(numbered) == 1)


def signed_heads(lines: Sequence[SourceLine]) -> dict[int, Mark]:
    """Return the headings with the sign that has the first of them; a sign of lists has no text below its lines."""
    groups: dict[str, dict[int, Mark]] = defaultdict(dict)
    for place, line in enumerate(lines):
        for style, mark, rest in signs_of(line):
            if place or not WHOLE_TITLE.fullmatch(plain(rest)):
                groups[style][place] = Mark(style, len(groups[style]) + 1, mark, rest)
    groups = {style: heads for style, heads in groups.items() if are_headings(heads, lines)}
    order = sorted(groups, key=lambda style: (style == "capitals", min(groups[style])))
    return groups[order[0]] if order else {}


def signs_of(line: SourceLine) -> list[tuple[str, str, str]]:
    """Return each sign with which a line could be a heading: its style, the sign, and the words."""
    found = []
    if match := MARKDOWN.match(line.text):
        found.append((f"markdown {len(match['mark'])}", match["mark"], match["rest"]))
    if match := QUESTIONS.match(line.text):
        found.append((QUESTION, match["mark"], match["rest"]))
    for style, pattern in (("sign", SIGNS), ("bracketed", BRACKETED), ("capitals", CAPITALS)):
        match = pattern.match(line.text)
        if match and columns(line.text) <= LONGEST_HEAD and not ends_sentence(line.text):
            found.append((f"{style} {match['mark']}".strip(), match["mark"], match["rest"]))
    return found


def are_headings(heads: dict[int, Mark], lines: Sequence[SourceLine]) -> bool:
    if len(heads) < 2:
        return False
    with_text = sum(1 for place in heads if place + 1 < len(lines) and place + 1 not in heads)
    return with_text * 4 >= len(heads) * 3


def plain_heads(lines: Sequence[SourceLine]) -> dict[int, Mark]:
    """Return short lines that stand over a sentence, for a text without any numbers or signs."""
    found: dict[int, Mark] = {}
    for place, (line, after) in enumerate(pairwise(lines)):
        over_text = ends_sentence(after.text) and not after.after_blank and columns(line.text) <= SHORT
        if place and over_text and line.after_blank and is_plain_heading(line):
            found[place] = Mark("plain", len(found) + 1, "", line.text)
    return found if len(found) >= 2 else {}


def is_plain_heading(line: SourceLine) -> bool:
    text = line.text
    outside = BREADCRUMB.search(text) or END.fullmatch(plain(text)) or is_contents(text) or date_phrases(text)
    return looks_like_heading(text) and not text.endswith(ENDS) and not outside and not possible_marks(text)
