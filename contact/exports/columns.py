"""The columns of an export (facts, core of the form, questions), and how their values fit into cells."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache, partial
from itertools import groupby
from operator import attrgetter

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cluster_cms.clock import TOKYO
from contact.exports.rows import Row
from contact.models import AskedQuestion, InquiryQuerySet, Source, Status
from contact.models.inquiry import LANGUAGE_NAMES
from contact.public.form import core_fields
from contact.text import answers
from contact.text.answers import Answer
from contact.text.question_kinds import SUBJECT, Kind

QUESTION = "q_"  # before the key of a question, as in the form
LESS_NEEDED = frozenset({"source", "answered", "closed", "due", "page", "purpose", "revision"})
SPELLED_OUT = frozenset({SUBJECT, str(Kind.YES_NO), str(Kind.DATE)})  # kinds whose value is not what people read
NOT_ASKED = Answer(key="", label="", kind="", value="")
CELL_LIMIT = 32_767  # UTF-16 units in one cell (Excel specifications and limits)
ROOM = CELL_LIMIT - 7  # leaves room for what a format has to put in front, or to write for one character
# What XML 1.0 cannot hold (2.2, Char); a carriage return would become a line feed.
UNFIT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def question_labels() -> dict[str, str]:
    """Return the label of every question, in the active language where it was asked in it."""
    found = list(AskedQuestion.objects.all())
    labels = {question.key: question.label for question in found}
    return labels | {question.key: question.label for question in found if question.language == get_language()}


def questions_of(inquiries: InquiryQuerySet) -> set[str]:
    """Return the keys of the questions that some of the inquiries answer."""
    groups = inquiries.order_by().values_list("question_keys", flat=True).distinct()
    return {key for keys in groups for key in keys}


# Text, texts that belong into one cell, Tokyo time without a zone, a day.
Cell = str | list[str] | datetime | date | None


@dataclass(frozen=True)
class Column:
    """One column; `shown` gives what people read, in the active language, `raw` what programs read.

    `shown` takes many rows at once: a call for each of two million cells takes longer than what it does.
    """

    key: str
    heading: str
    shown: Callable[[Sequence[Row]], Sequence[Cell]]
    raw: Callable[[Row], object]


def columns(questions: Mapping[str, str]) -> list[Column]:
    """Return every column there is, in the order of the file; `questions` are labels by key.

    A question worded like another column is told apart by its key.
    """
    core = [answer_column(key, str(field.label), key) for key, field in core_fields().items()]
    fixed, rest = [*facts(), *core], list(circumstances())
    taken = Counter([*(column.heading for column in (*fixed, *rest)), *questions.values()])
    asked = [
        answer_column(f"{QUESTION}{key}", label if taken[label] == 1 else f"{label} [{key}]", key)
        for key, label in questions.items()
    ]
    return [*fixed, *asked, *rest]


def columns_filled(inquiries: InquiryQuerySet) -> list[Column]:
    """Return the columns to choose from: of the questions only those that some of the inquiries answer."""
    used = questions_of(inquiries)
    return columns({key: label for key, label in question_labels().items() if key in used})


def facts() -> Iterator[Column]:
    yield plain("reference", _("Reference"), attrgetter("reference"))
    yield moment("received", _("Received (JST)"), lambda row: row.received_at)
    yield named("status", _("Status"), dict(Status.choices), lambda row: row.status)
    yield named("language", _("Language"), dict(LANGUAGE_NAMES), lambda row: row.language)


def circumstances() -> Iterator[Column]:
    yield named("source", _("Way"), dict(Source.choices), lambda row: row.source)
    yield moment("answered", _("Answered (JST)"), lambda row: row.answered_at)
    yield moment("closed", _("Closed (JST)"), lambda row: row.closed_at)
    yield Column("due", _("Due"), days_due, lambda row: row.due_on and row.due_on.isoformat())
    yield plain("page", _("Page"), attrgetter("page_title"))
    yield plain("purpose", _("Purpose of use"), attrgetter("purpose"))
    yield Column("revision", _("Policy revision"), revisions, attrgetter("revision"))


def plain(key: str, heading: str, read: Callable[[Row], str]) -> Column:
    return Column(key, heading, lambda rows: [read(row) for row in rows], read)


def days_due(rows: Sequence[Row]) -> Sequence[Cell]:
    return [row.due_on for row in rows]


def revisions(rows: Sequence[Row]) -> Sequence[Cell]:
    return [str(row.revision) for row in rows]


def moment(key: str, heading: str, read: Callable[[Row], datetime | None]) -> Column:
    def shown(rows: Sequence[Row]) -> Sequence[Cell]:
        return [at.astimezone(TOKYO).replace(tzinfo=None) if at else None for at in map(read, rows)]

    def raw(row: Row) -> str | None:
        at = read(row)
        return at.astimezone(TOKYO).isoformat() if at else None

    return Column(key, heading, shown, raw)


def named(key: str, heading: str, labels: dict[str, object], read: Callable[[Row], str]) -> Column:
    words = {code: str(label) for code, label in labels.items()}
    return Column(key, heading, lambda rows: [words.get(code, code) for code in map(read, rows)], read)


def answer_column(column: str, heading: str, key: str) -> Column:
    spelled = lru_cache(maxsize=1000)(partial(spelled_out, key))

    def shown(rows: Sequence[Row]) -> Sequence[Cell]:
        given = [row.answers.get(key, NOT_ASKED) for row in rows]
        if SPELLED_OUT.isdisjoint({answer["kind"] for answer in given}):
            return [answer["value"] for answer in given]
        return [
            spelled(answer["kind"], value) if isinstance(value := answer["value"], str) else value for answer in given
        ]

    return Column(column, heading, shown, lambda row: row.answers.get(key))


def spelled_out(key: str, kind: str, value: str) -> str:
    return answers.shown(Answer(key=key, label="", kind=kind, value=value))


Flat = str | datetime | date  # an empty cell is an empty text


def clean(text: str) -> str:
    """Leave out what no spreadsheet can hold."""
    return UNFIT.sub("", text) if UNFIT.search(text) else text


def tables(columns: list[Column], batch: Iterable[Row]) -> Iterator[tuple[list[Sequence[Cell]], bool]]:
    """Yield the cells of a batch column by column, and whether some of their texts may be too long for a cell."""
    for long, rows in groupby(batch, key=lambda row: row.size > ROOM):
        listed = list(rows)
        yield [column.shown(listed) for column in columns], long


def parts(cells: list[Flat]) -> Iterator[list[Flat]]:
    """Yield the cells of one inquiry as one row, or as more when a text is longer than a cell.

    The last cell says which part it is. Further rows begin with the same first cell, the reference when it was chosen,
    and hold nothing else but the rest of the long texts.
    """
    pieces = {place: split(cell) for place, cell in enumerate(cells) if isinstance(cell, str) and units(cell) > ROOM}
    if not pieces:
        yield [*cells, ""]
        return
    count = max(len(texts) for texts in pieces.values())
    for number in range(count):
        row: list[Flat] = [*cells] if number == 0 else [cells[0], *[""] * (len(cells) - 1)]
        for place, texts in pieces.items():
            row[place] = texts[number] if number < len(texts) else ""
        yield [*row, _("part %(number)s of %(count)s") % {"number": number + 1, "count": count}]


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def split(text: str) -> list[str]:
    """Cut a text into pieces that fit, no character torn apart."""
    pieces, begin = [], 0
    while begin < len(text):
        piece = text[begin : begin + ROOM]
        while units(piece) > ROOM:
            piece = piece[: len(piece) - (units(piece) - ROOM + 1) // 2]
        pieces.append(piece)
        begin += len(piece)
    return pieces


def flat(cell: Cell) -> Flat:
    """Return a cell as one value; several texts stand below each other."""
    if cell is None:
        return ""
    return "\n".join(cell) if isinstance(cell, list) else cell


def part_heading() -> str:
    return _("Part")
