"""What stands before the first clause and after the last: title, first sentences, dates, parts of the website."""

import re
from collections.abc import Collection, Iterator, Sequence

from cluster_cms.text.cleaning import normalized
from policy.pasting.dates import date_phrases
from policy.pasting.doubts import Doubt
from policy.pasting.lines import ENDS, SourceLine, columns, continues, joiner
from policy.pasting.structure import Placed, Role

TITLE = re.compile(
    r"privacy (?:policy|policies|notice|statement)"
    r"|(?:personal (?:information|data)|data protection|data privacy).*(?:policy|notice)"
    r"|プライバシー\s*(?:・\s*)?(?:ポリシー|ステートメント|方針|規約)|個人情報.*(?:方針|ポリシー|取り?扱い?(?:について)?$)|個人情報.*規程",
    re.I,
)
WHOLE_TITLE = re.compile(rf"(?:our )?(?:{TITLE.pattern})", re.I)
LONGEST_TITLE = 80  # columns
BRACKETS = ")）】］」』"
# "Home > Privacy": the path of a page in its website.
BREADCRUMB = re.compile(r"\S\s+[>›»＞≫]\s*\S|\S[＞≫]\S|^[>›»＞≫]")
CONTENTS = re.compile(r"(?:table of )?contents|目次", re.I)
# The formal end of a Japanese document, and the lines under every website.
END = re.compile(
    r"以\s*上|(?:©|\(c\)|copyright\b).*|.*all rights reserved\.?"
    r"|.*(?:ページの先頭|back to top|top of (?:this )?page).*",
    re.I,
)


def plain(text: str) -> str:
    return normalized("NFKC", text).strip().removeprefix("# ").strip()


def is_contents(text: str) -> bool:
    return bool(CONTENTS.fullmatch(plain(text)))


def place_front(lines: Sequence[SourceLine], headings: Collection[str], *, width: int | None) -> Iterator[Placed]:
    """Yield the pieces of the lines before the first clause."""
    title = title_place(lines, headings)
    before: SourceLine | None = None
    for place, line in enumerate(lines):
        role = front_role(place, line, title, headings)
        goes_on = role is Role.INTRO and before is not None and continues(before, line, width)
        is_joined = before is not None and goes_on and line.indent <= before.indent
        joint = joiner(before.text, line.text) if before and is_joined else None
        mark = "#" if role is Role.TITLE and line.text.startswith("# ") else ""
        doubt = Doubt.OUTSIDE if role is Role.LEFT_OVER else None
        yield Placed(line.number, role, line.text.removeprefix("# ") if mark else line.text, mark, "", joint, doubt)
        before = line if role is Role.INTRO else None


def front_role(place: int, line: SourceLine, title: int | None, headings: Collection[str]) -> Role:
    if place == title:
        return Role.TITLE
    if date_phrases(line.text):
        return Role.DATE
    stands_before = title is not None and place < title
    if stands_before or is_listed(line, headings) or BREADCRUMB.search(line.text):
        return Role.LEFT_OVER
    return Role.INTRO


def is_listed(line: SourceLine, headings: Collection[str]) -> bool:
    """Return whether a line belongs to a table of contents."""
    return plain(line.text) in headings or is_contents(line.text)


def title_place(lines: Sequence[SourceLine], headings: Collection[str]) -> int | None:
    """Return where the title stands: the last line that is one by its words, else a short first line."""
    short = [
        place
        for place, line in enumerate(lines)
        if columns(line.text) <= LONGEST_TITLE
        and not line.text.rstrip(BRACKETS).endswith(ENDS)
        and not BREADCRUMB.search(line.text)
        and not date_phrases(line.text)
        and not is_listed(line, headings)
    ]
    whole = [place for place in short if WHOLE_TITLE.fullmatch(plain(lines[place].text))]
    partly = [place for place in short if TITLE.search(plain(lines[place].text))]
    if whole or partly:
        return (whole or partly)[-1]
    return 0 if 0 in short else None


def end_place(lines: Sequence[SourceLine]) -> int:
    """Return where the last clause ends: at the first line that is only a date, a formal end or a copyright notice."""
    for place, line in enumerate(lines):
        if date_phrases(line.text) or END.fullmatch(plain(line.text)):
            return place
    return len(lines)


def place_end(lines: Sequence[SourceLine]) -> Iterator[Placed]:
    """Yield the pieces of the lines after the last clause: dates, and what is left over."""
    for line in lines:
        role = Role.DATE if date_phrases(line.text) else Role.LEFT_OVER
        yield Placed(line.number, role, line.text, doubt=None if role is Role.DATE else Doubt.OUTSIDE)
