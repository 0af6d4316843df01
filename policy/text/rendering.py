"""The HTML fragment of a revision in one language, made from the canonical document and nothing else."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import pgettext

from policy.text import numbering, references
from policy.text.canonical import Document
from policy.text.naming import NamedPart, named_parts

NumberWriter = Callable[[int], str]
PARTICLES = 9  # the mark has nine; from clause 10 on the number stands alone


@dataclass(frozen=True)
class Line:
    """A numbered line with the lines under it."""

    number: str
    text: str
    below: list["Line"]


@dataclass(frozen=True)
class Table:
    """A table as one language prints it; a column may lack its heading."""

    caption: str
    columns: list[str]
    rows: list[list[str]]

    @property
    def has_headings(self) -> bool:
        return any(self.columns)


@dataclass(frozen=True)
class Clause:
    """A clause as one language prints it: `label` before its heading, `name` in sentences, `number` for programs.

    `part` names the supplementary provisions it stands in; their head is a clause without number and label, whose
    heading is its name.
    """

    anchor: str
    number: str
    label: str
    name: str
    part: str
    particle: str
    heading: str
    lead: list[str]
    items: list[Line]
    tables: list[Table]
    closing: list[str]
    shows_desk: bool


@dataclass(frozen=True)
class Supplement:
    """Supplementary provisions: what stands below their heading, and their own clauses."""

    head: Clause
    clauses: list[Clause]


def fragment(document: Document, language: str) -> str:
    """Return the HTML of a policy text; every word of it is escaped by the template."""
    if language not in document["languages"]:
        return ""
    linked = references.as_links(document, language)
    clauses, parts = outline(document, language, linked), supplements(document, language, linked)
    shows_desk = any(clause.shows_desk for clause in (*clauses, *(one for part in parts for one in part.clauses)))
    with translation.override(language):
        return render_to_string(
            "policy/fragment.html",
            {
                "language": language,
                "gap": numbering.GAP[language],
                "heading_gap": numbering.HEADING_GAP[language],
                "intro": list(map(linked, document["intro"][language])),
                "clauses": clauses,
                "supplements": parts,
                "desk": contact(document["identity"]["desk"], language),
                "desk_at_end": not shows_desk,
                "operator": contact(document["identity"]["operator"], language),
            },
        )


def outline(document: Document, language: str, write: Callable[[str], str] | None = None) -> list[Clause]:
    """Return the clauses of the main text in one language, numbered; `write` prints references, by default in words."""
    parts = printed_parts(document, language, write)
    return [clause for clause, _part in zip(parts, document["clauses"], strict=False)]


def supplements(document: Document, language: str, write: Callable[[str], str] | None = None) -> list[Supplement]:
    """Return the supplementary provisions of a document in one language, as `outline` returns the main text."""
    rest = iter(printed_parts(document, language, write)[len(document["clauses"]) :])
    return [
        Supplement(next(rest), [next(rest) for _clause in part["clauses"]]) for part in document.get("supplements", ())
    ]


def contents(document: Document, language: str) -> list[Clause]:
    """Return what a list of contents names: the clauses of the main text, and the heads of the supplementary ones."""
    return [*outline(document, language), *(part.head for part in supplements(document, language))]


def printed_parts(document: Document, language: str, write: Callable[[str], str] | None = None) -> list[Clause]:
    """Return everything that has a permanent address, in the order of the text."""
    write = write or references.as_words(document, language)
    return [printed(named, language, write) for named in named_parts(document, language)]


def printed(named: NamedPart, language: str, write: Callable[[str], str]) -> Clause:
    """Return a clause, or the head of supplementary provisions, as one language prints it."""
    clause = named.content
    writers = numbering.line_writers(language, paragraphs=named.paragraphs)
    return Clause(
        anchor=clause["anchor"],
        number=str(named.position or ""),
        label=named.number,
        name=named.name,
        part=named.part,
        particle=str(named.position) if not named.part and named.position <= PARTICLES else "",
        heading=clause["heading"][language] if named.position else named.part,
        lead=list(map(write, clause["lead"][language])),
        items=lines(clause["items"], language, write, *writers),
        tables=[table(one, language, write) for one in clause.get("tables", ())],
        closing=list(map(write, clause["closing"][language])),
        shows_desk=clause.get("shows_desk", False),
    )


def table(content: Document, language: str, write: Callable[[str], str]) -> Table:
    rows = [list(map(write, row)) for row in content["rows"][language]]
    return Table(content["caption"][language], content["columns"][language], rows)


def lines(entries: list[Document], language: str, write: Callable[[str], str], *writers: NumberWriter) -> list[Line]:
    """Return numbered lines; the first of the `writers` numbers them, the next the lines below."""
    return [
        Line(
            writers[0](position),
            write(entry["text"][language]),
            lines(entry.get("subitems", []), language, write, *writers[1:]),
        )
        for position, entry in enumerate(entries, 1)
    ]


def contact(record: dict[str, Any], language: str) -> dict[str, str]:
    """Return operator or desk in one language; what is not known of an earlier text (None) is said in words."""
    with translation.override(language):
        unknown = pgettext("of its day", "not known: no record of it is kept")
    values = {name: value[language] if isinstance(value, dict) else value for name, value in record.items()}
    return {name: unknown if value is None else value for name, value in values.items()}


def plain_text(document: Document, language: str) -> str:
    """Return the words of a text without numbers and markup, for the search index; a row of a table is one line."""
    words = [*map(references.as_words(document, language), document["intro"][language])]
    for clause in printed_parts(document, language):
        words += [clause.heading, *clause.lead]
        for item in clause.items:
            words += [item.text, *(below.text for below in item.below)]
        for one in clause.tables:
            words += [one.caption, *("\t".join(row) for row in (one.columns, *one.rows) if any(row))]
        words += clause.closing
    return "\n".join(words)
