"""Which handbooks there are, in which order a role reads them, and their texts in the reader's language."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from django.conf import settings

from cluster_cms.handbooks.markdown import Block, blocks
from cluster_cms.security.accounts import APPROVER, DESK, LEGAL, MARKETING, PRIVACY

FOLDER = settings.ROOT_DIR / "docs" / "handbooks"
# The handbook of each role; the others follow.
OWN = {MARKETING: "marketing", LEGAL: "legal", APPROVER: "legal", DESK: "desk", PRIVACY: "privacy"}
NAMES = ("marketing", "legal", "desk", "privacy", "operators", "mail", "signing-in")
ADMINISTRATORS = "operators"


@dataclass(frozen=True)
class Book:
    """A handbook in one language: its name in addresses, its title, and what follows the title."""

    name: str
    title: str
    body: Sequence[Block]

    @property
    def contents(self) -> list[Block]:
        """Return the headings of chapters and tasks."""
        return [one for one in self.body if one.kind == "heading" and one.level in (2, 3)]


@cache
def book(name: str, language: str) -> Book:
    """Return a handbook as it was when this process first read it. Raises KeyError for an unknown one."""
    if name not in NAMES:
        raise KeyError(name)
    title, *body = blocks((FOLDER / f"{name}.{language}.md").read_text(encoding="utf-8"))
    return Book(name, title.text, body)


def books_for(groups: Sequence[str], language: str) -> list[Book]:
    """Return all handbooks, those of a person's groups before the others."""
    own = [OWN[group] for group in groups if group in OWN] or [ADMINISTRATORS]
    return [book(name, language) for name in sorted(NAMES, key=lambda name: name not in own)]
