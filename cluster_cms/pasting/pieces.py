"""What a clipboard is read into: pieces in their order, and a report of what changed or was left out."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum
from itertools import groupby

from django.utils.html import escape
from django.utils.translation import gettext_lazy as _

from cluster_cms.text.office_marks import in_plain_letters

SHOWN_WORDS = 60  # characters of a quotation in the report
MOST_QUOTED = 12


@dataclass(frozen=True)
class Run:
    """A stretch of text in one style; a line feed is a new line. `script` is "sub", "sup" or empty."""

    text: str
    bold: bool = False
    script: str = ""
    href: str = ""


@dataclass
class Paragraph:
    """A paragraph."""

    runs: list[Run]


@dataclass
class Heading(Paragraph):
    """A heading; `level` as its document counts, from 1."""

    level: int = 1


@dataclass
class ListItem(Paragraph):
    """An item of a list; `level` from 1, `mark` as people saw it before the item."""

    level: int = 1
    ordered: bool = False
    mark: str = field(default="", compare=False)


@dataclass
class Table:
    """A table with all rows of one length; `header` tells whether the first row names the columns."""

    rows: list[list[str]]
    header: bool = False
    caption: str = ""


@dataclass
class Picture:
    """A picture; `source` is a data: address."""

    source: str
    alt: str = ""


Piece = Paragraph | Table | Picture


class Alteration(Enum):
    """What differs from the clipboard. The first of each value tells whether something was left out."""

    PICTURE = True, _("Pictures that the clipboard does not carry. Save each as a file and upload it: %(words)s")
    REFUSED_PICTURE = True, _("Pictures that could not be stored: %(words)s")
    NO_PLACE = True, _("Pictures, for which this field has no place: %(words)s")
    TOO_LARGE = True, _("A table with more cells than a page can hold. Offer it as a file to download: %(words)s")
    OBJECT = True, _("Drawings, films, fields and other objects: %(words)s")
    COMMENT = True, _("Comments: %(words)s")
    DELETED = True, _("Text that was deleted while changes were tracked: %(words)s")
    HIDDEN = True, _("Hidden text: %(words)s")
    READING = True, _("Readings above characters: %(words)s")
    LINK = True, _("Links that lead nowhere on the web. Their words stay: %(words)s")
    CELL_LINK = True, _("Links in tables. Their words stay: %(words)s")
    STYLE = True, _("Words that were struck through, underlined or in italics stand as plain text: %(words)s")
    HEADER = False, _("The first row became the headings of the columns: %(words)s")
    MERGED = False, _("Merged cells stand apart, each with the same words: %(words)s")
    INNER_TABLE = False, _("Tables inside cells follow the table as tables of their own: %(words)s")
    SCRIPT = False, _("Raised or lowered letters in tables are written with ^ or _: %(words)s")
    HEADING = False, _("Headings that are too long or too deep are smaller headings now: %(words)s")
    NESTING = False, _("Lists are nested four levels deep at most: %(words)s")
    NUMBERING = False, _("Lists that did not begin with 1 do so now. Please check the numbers: %(words)s")
    SYMBOL = False, _("Signs of a symbol font that may look different. Please check: %(words)s")

    @property
    def left_out(self) -> bool:
        return bool(self.value[0])


class Report:
    """Collects the changes with the words that they concern."""

    def __init__(self) -> None:
        self.words: dict[Alteration, list[str]] = {}

    def add(self, change: Alteration, words: str) -> None:
        """Note a change once for the same words."""
        words = " ".join(words.split())
        shown = words if len(words) <= SHOWN_WORDS else words[: SHOWN_WORDS - 1] + "…"
        known = self.words.setdefault(change, [])
        if shown and shown not in known:
            known.append(shown)

    def sentences(self, *, left_out: bool) -> list[str]:
        """Return the sentences about what was left out, or about what merely changed, in the active language."""
        return [
            str(change.value[1]) % {"words": quoted(self.words[change])}
            for change in Alteration
            if change in self.words and change.left_out is left_out
        ]

    def __bool__(self) -> bool:
        return bool(self.words)


def quoted(words: list[str]) -> str:
    more = [f"+{len(words) - MOST_QUOTED}"] if len(words) > MOST_QUOTED else []
    return " / ".join([*words[:MOST_QUOTED], *more])


def html_of(runs: list[Run]) -> str:
    """Return runs as running text of ours: bold, sub- and superscript, links, new lines."""
    return "".join(linked(href, list(inside)) for href, inside in groupby(runs, key=lambda run: run.href))


def linked(href: str, runs: list[Run]) -> str:
    inside = "".join(map(styled, runs))
    return f'<a href="{escape(href)}">{inside}</a>' if href and inside.strip() else inside


def styled(run: Run) -> str:
    html = str(escape(run.text)).replace("\n", "<br/>")
    if run.script:
        html = f"<{run.script}>{html}</{run.script}>"
    return f"<b>{html}</b>" if run.bold and run.text.strip() else html


def plain(runs: list[Run]) -> str:
    """Return runs as plain text; raised and lowered letters stay recognisable."""
    return "".join(in_plain_letters(run.text, run.script) if run.script else run.text for run in runs)


def unwritable(runs: list[Run]) -> Iterator[str]:
    """Yield the raised and lowered texts for which there are no letters."""
    for run in runs:
        if run.script and in_plain_letters(run.text, run.script)[0] in "^_":
            yield run.text


@dataclass
class Reading:
    """What was read: the pieces and the report."""

    pieces: list[Piece] = field(default_factory=list)
    report: Report = field(default_factory=Report)
