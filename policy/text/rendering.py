"""The HTML fragment of a revision in one language, made from the canonical document and nothing else."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation

from policy.text import numbering, references
from policy.text.canonical import Document

PARTICLES = 9  # the mark has nine; from clause 10 on the number stands alone


@dataclass(frozen=True)
class Line:
    """A numbered line with the lines under it."""

    number: str
    text: str
    below: list["Line"]


@dataclass(frozen=True)
class Clause:
    """A clause as one language prints it."""

    anchor: str
    number: str
    particle: str
    heading: str
    lead: list[str]
    items: list[Line]
    closing: list[str]
    shows_desk: bool


def fragment(document: Document, language: str) -> str:
    """Return the HTML of a policy text; every word of it is escaped by the template."""
    if language not in document["languages"]:
        return ""
    linked = references.as_links(document, language)
    clauses = outline(document, language, linked)
    with translation.override(language):
        return render_to_string(
            "policy/fragment.html",
            {
                "language": language,
                "gap": numbering.GAP[language],
                "heading_gap": numbering.HEADING_GAP[language],
                "intro": list(map(linked, document["intro"][language])),
                "clauses": clauses,
                "desk": contact(document["identity"]["desk"], language),
                "desk_at_end": not any(clause.shows_desk for clause in clauses),
                "operator": contact(document["identity"]["operator"], language),
            },
        )


def outline(document: Document, language: str, write: Callable[[str], str] | None = None) -> list[Clause]:
    """Return the clauses of a document in one language, numbered; `write` prints references, by default in words."""
    write = write or references.as_words(document, language)
    return [
        Clause(
            anchor=clause["anchor"],
            number=numbering.clause_number(position, language),
            particle=str(position) if position <= PARTICLES else "",
            heading=clause["heading"][language],
            lead=list(map(write, clause["lead"][language])),
            items=[line(entry, place, language, write) for place, entry in enumerate(clause["items"], 1)],
            closing=list(map(write, clause["closing"][language])),
            shows_desk=clause["shows_desk"],
        )
        for position, clause in enumerate(document["clauses"], 1)
    ]


def line(item: Document, position: int, language: str, write: Callable[[str], str]) -> Line:
    return Line(
        number=numbering.item_number(position, language),
        text=write(item["text"][language]),
        below=[
            Line(numbering.subitem_number(place, language), write(below["text"][language]), [])
            for place, below in enumerate(item["subitems"], 1)
        ],
    )


def contact(record: dict[str, Any], language: str) -> dict[str, str]:
    """Return operator or desk in one language."""
    return {name: value[language] if isinstance(value, dict) else value for name, value in record.items()}


def plain_text(document: Document, language: str) -> str:
    """Return the words of a text without numbers and markup, for the search index."""
    words = [*map(references.as_words(document, language), document["intro"][language])]
    for clause in outline(document, language):
        words += [clause.heading, *clause.lead]
        for item in clause.items:
            words += [item.text, *(below.text for below in item.below)]
        words += clause.closing
    return "\n".join(words)
