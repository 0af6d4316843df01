"""The columns of an export: facts of the inquiry, core of the form, questions of the form."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache, partial
from itertools import groupby
from operator import attrgetter

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from cluster_cms.clock import TOKYO
from contact.exports.cells import TEXT_LIMIT, Cell
from contact.exports.rows import Row
from contact.models import AskedQuestion, InquiryQuerySet, Source, Status
from contact.models.inquiry import LANGUAGE_NAMES
from contact.public.form import core_fields
from contact.text import answers
from contact.text.answers import Answer
from contact.text.question_kinds import ABOUT, FILES, FILES_LABEL, SUBJECT, Kind

QUESTION = "q_"  # before the key of a question, as in the form
UNCHECKED_AT_FIRST = frozenset({"source", "answered", "closed", "due", "page", "purpose", "revision"})
# Whose value is not what people read.
KINDS_WITH_LABELS = frozenset({SUBJECT, str(Kind.YES_NO), str(Kind.DATE), str(Kind.NUMBER)})
FIRST_SPREADSHEET_DAY = date(1900, 3, 1)  # Excel counts a 29 February before it that never was
MAX_LOOKED_AT = 10_000  # inquiries whose questions are gathered for the form of an export
NOT_ASKED = Answer(key="", label="", kind="", value="")


def question_labels() -> dict[str, str]:
    """Return the label of every question, in the active language where it was asked in it."""
    found = list(AskedQuestion.objects.all())
    labels = {question.key: question.label for question in found}
    return labels | {question.key: question.label for question in found if question.language == get_language()}


def questions_of(inquiries: InquiryQuerySet) -> set[str]:
    """Return the keys of the questions that some of the inquiries answer."""
    groups = inquiries.order_by().values_list("question_keys", flat=True).distinct()
    return {key for keys in groups for key in keys}


@dataclass(frozen=True)
class Column:
    """One column: `shown` returns the cells as people read them, in the active language, `raw` a value for programs.

    `shown` takes many rows at once, because a call for each of two million cells takes longer than what it does.
    """

    key: str
    heading: str
    shown: Callable[[Sequence[Row]], Sequence[Cell]]
    raw: Callable[[Row], object]


def columns(questions: Mapping[str, str]) -> list[Column]:
    """Return all columns in the order of the file; `questions` are labels by key.

    The heading of a question worded like another column has its key behind it.
    """
    core = [answer_column(key, str(field.label), key) for key, field in core_fields().items()]
    core.append(answer_column(ABOUT, pgettext("inquiry", "Product"), ABOUT))
    core.append(answer_column(FILES, str(FILES_LABEL), FILES))
    fixed, rest = [*leading_columns(), *core], list(trailing_columns())
    headings = Counter([*(column.heading for column in (*fixed, *rest)), *questions.values()])
    question_columns = [
        answer_column(f"{QUESTION}{key}", label if headings[label] == 1 else f"{label} [{key}]", key)
        for key, label in questions.items()
    ]
    return [*fixed, *question_columns, *rest]


def columns_filled(inquiries: InquiryQuerySet) -> list[Column]:
    """Return all columns, of the questions only those that some of the inquiries answer.

    Of very many inquiries not each is looked at: then every question is there that was ever answered.
    """
    labels = question_labels()
    if inquiries.order_by()[: MAX_LOOKED_AT + 1].count() > MAX_LOOKED_AT:
        return columns(labels)
    used = questions_of(inquiries)
    return columns({key: label for key, label in labels.items() if key in used})


def leading_columns() -> Iterator[Column]:
    """Yield what identifies an inquiry."""
    yield text_column("reference", _("Reference"), attrgetter("reference"))
    yield time_column("received", _("Received (JST)"), lambda row: row.received_at)
    yield choice_column("status", _("Status"), dict(Status.choices), lambda row: row.status)
    yield choice_column("language", _("Language"), dict(LANGUAGE_NAMES), lambda row: row.language)


def trailing_columns() -> Iterator[Column]:
    """Yield how an inquiry came and how it was handled."""
    yield choice_column("source", _("Way"), dict(Source.choices), lambda row: row.source)
    yield time_column("answered", _("Answered (JST)"), lambda row: row.answered_at)
    yield time_column("closed", _("Closed (JST)"), lambda row: row.closed_at)
    yield Column(
        "due", _("Due"), lambda rows: [row.due_on for row in rows], lambda row: row.due_on and row.due_on.isoformat()
    )
    yield text_column("page", _("Page"), attrgetter("page_title"))
    yield text_column("purpose", _("Purpose of use"), attrgetter("purpose"))
    yield Column(
        "revision", _("Policy revision"), lambda rows: [str(row.revision) for row in rows], attrgetter("revision")
    )


def text_column(key: str, heading: str, read: Callable[[Row], str]) -> Column:
    return Column(key, heading, lambda rows: [read(row) for row in rows], read)


def time_column(key: str, heading: str, read: Callable[[Row], datetime | None]) -> Column:
    """Return a column of moments: shown in Tokyo without a zone, raw as ISO 8601."""

    def shown(rows: Sequence[Row]) -> Sequence[Cell]:
        return [at.astimezone(TOKYO).replace(tzinfo=None) if at else None for at in map(read, rows)]

    def raw(row: Row) -> str | None:
        at = read(row)
        return at.astimezone(TOKYO).isoformat() if at else None

    return Column(key, heading, shown, raw)


def choice_column(key: str, heading: str, labels: dict[str, object], read: Callable[[Row], str]) -> Column:
    """Return a column of codes, shown as their labels."""
    words = {code: str(label) for code, label in labels.items()}
    return Column(key, heading, lambda rows: [words.get(code, code) for code in map(read, rows)], read)


def answer_column(column: str, heading: str, key: str) -> Column:
    """Return the column of a question, by its key; its raw value is the whole answer."""
    label_of = lru_cache(maxsize=1000)(partial(answer_cell, key))

    def shown(rows: Sequence[Row]) -> Sequence[Cell]:
        given = [row.answers.get(key, NOT_ASKED) for row in rows]
        if KINDS_WITH_LABELS.isdisjoint({answer["kind"] for answer in given}):
            return [answer["value"] for answer in given]
        return [
            value if isinstance(value := one["value"], list) else label_of(one["kind"], value, one.get("unit", ""))
            for one in given
        ]

    return Column(column, heading, shown, lambda row: row.answers.get(key))


def answer_cell(key: str, kind: str, value: str, unit: str) -> Cell:
    """Return an answer as a cell: a day as one by which a spreadsheet can sort, a number with its unit."""
    if kind == Kind.DATE and (day := answers.day_of(value)) and day >= FIRST_SPREADSHEET_DAY:
        return day
    return answers.shown(Answer(key=key, label="", kind=kind, value=value, unit=unit))


def cell_columns(columns: list[Column], batch: Iterable[Row]) -> Iterator[tuple[list[Sequence[Cell]], bool]]:
    """Yield the cells of a batch column by column, and whether some of their texts may be too long for a cell."""
    for long, rows in groupby(batch, key=lambda row: row.size > TEXT_LIMIT):
        listed = list(rows)
        yield [column.shown(listed) for column in columns], long
