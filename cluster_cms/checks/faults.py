"""What the rules of writing read and find: pieces of text with their place, and spans in them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum


class TextKind(Enum):
    """What a piece of text is on its page."""

    TEXT = "text"
    LINE = "line"  # a title, a label, a cell: not a sentence
    HEADING = "heading"
    ALT = "alt"  # what a picture shows
    DESCRIPTION = "description"  # of the whole page
    LINK = "link"  # the words of a link
    GAP = "gap"  # an empty paragraph between others


@dataclass(frozen=True)
class Term:
    """A word that the house does not write, and what it writes instead; nothing: it is forbidden."""

    word: str
    use_instead: str = ""
    language: str = "ja"
    except_in: tuple[str, ...] = ()  # words in which it is right: 致します in 一致します


@dataclass(frozen=True)
class TextPiece:
    """A text without markup: one field, or one paragraph of a running text.

    `field` is the name of the form's field, `block` the key of the paragraph in it; `level` is that of a heading and
    `links` are the spans that are links.
    """

    text: str
    kind: TextKind = TextKind.TEXT
    language: str = "ja"
    field: str = ""
    block: str = ""
    level: int = 0
    links: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True)
class Fault:
    """A span of a piece that breaks a rule, and the text that is right in its place; None: a person has to decide."""

    code: str
    start: int
    end: int
    correction: str | None = None


@dataclass(frozen=True)
class WritingFinding:
    """A fault where it stands."""

    piece: TextPiece
    fault: Fault

    @property
    def words(self) -> str:
        """Return the words at fault."""
        return self.piece.text[self.fault.start : self.fault.end]

    @property
    def corrected(self) -> str | None:
        """Return the whole piece with this one fault corrected; None where no correction is certain."""
        if self.fault.correction is None:
            return None
        return f"{self.piece.text[: self.fault.start]}{self.fault.correction}{self.piece.text[self.fault.end :]}"


Rule = Callable[[TextPiece], Iterator[Fault]]
