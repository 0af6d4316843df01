"""How the parts of a text are named in each language: 第9項, 第6条第2項, 附則第1条; Item 9, Article 6(2)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils import translation
from django.utils.translation import pgettext

from cluster_cms.clock import tokyo_date
from policy.text import numbering
from policy.text.canonical import Document, form_of


@dataclass(frozen=True)
class NamedPart:
    """A clause, or the head of supplementary provisions, which has no position; `part` names what it stands in."""

    content: Document
    language: str
    form: str
    position: int = 0
    part: str = ""

    @property
    def name(self) -> str:
        """Return how a sentence names it."""
        return self.at(())

    @property
    def number(self) -> str:
        """Return what is printed before its heading."""
        return numbering.clause_number(self.position, self.language, self.form) if self.position else ""

    @property
    def paragraphs(self) -> bool:
        """Tell whether its lines are the paragraphs (項) of an article: no text stands before them."""
        return self.form != numbering.ITEM and not any(self.content["lead"].values())

    def at(self, path: tuple[int, ...]) -> str:
        """Return how a sentence names one of its lines, by positions from 1: item, then sub-item."""
        below = numbering.line_name(path, self.language, paragraphs=self.paragraphs)
        if not self.position:
            return f"{self.part}{below}"
        return numbering.clause_name(self.position, self.language, self.form, part=self.part, below=below)

    def line(self, path: tuple[int, ...]) -> Document | None:
        """Return the line at these positions, the whole for none; None where it has no such line."""
        found: Document = {"subitems": self.content["items"]}
        for position in path:
            lines = found.get("subitems", ())
            if not 0 < position <= len(lines):
                return None
            found = lines[position - 1]
        return found


def named_parts(document: Document, language: str) -> Iterator[NamedPart]:
    """Yield every clause with its name, after the main text the supplementary provisions with their own clauses."""
    form = form_of(document)
    for position, clause in enumerate(document["clauses"], 1):
        yield NamedPart(clause, language, form, position)
    for part in document.get("supplements", ()):
        title = part_title(part, language)
        yield NamedPart(part, language, form, part=title)
        for position, clause in enumerate(part["clauses"], 1):
            yield NamedPart(clause, language, form, position, title)


def part_title(part: Document, language: str) -> str:
    """Return the heading of supplementary provisions with their date: 附則（2027年4月1日）."""
    heading = str(part["heading"][language])
    if not part["dated"]:
        return heading
    with translation.override(language):
        words = {"heading": heading, "day": tokyo_date(date.fromisoformat(part["dated"]))}
        return pgettext("supplementary provisions", "%(heading)s (%(day)s)") % words
