"""What stands on the line of a clause's number: its heading, the beginning of its text, or both."""

import re
from collections.abc import Iterator

from policy.pasting.marks import Mark
from policy.pasting.reading import SourceLine, columns, is_japanese
from policy.pasting.structure import Placed, Role
from policy.pasting.wrapping import ends_sentence

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
