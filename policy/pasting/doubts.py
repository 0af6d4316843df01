"""Why a line of a pasted text should be looked at: the reasons, in words."""

from enum import Enum

from django.utils.translation import gettext_lazy as _


class Doubt(Enum):
    """A reason, with the sentence that people read."""

    CHAPTER = _("The heading of a chapter, left out: the site has no chapters. The items below keep their order.")
    RUNNING_HEAD = _("A running head of the pages, left out.")
    PAGE_NUMBER = _("A page number, left out.")
    OUTSIDE = _("It does not look like policy text and is left out.")
    PART = _("A part of its own, after the items: what follows belongs to it and is counted from 1.")
    GLUED = _("Joined to the line above.")
    TABLE = _("A row of a table, which takes the heading of the item as its name. Check name, headings and cells.")
    TABLE_AS_LINES = _("A row of a table after the last text: the cells stand in one line, separated by “|”.")
    MARK_STAYS = _("A second list or a third level: it has no level of its own, so its mark stays in the text.")
    FIRST_PARAGRAPH = _("The first paragraph of an article, without a number in the text; it is counted as number 1.")
    AFTER_SUBITEMS = _("Text after sub-items: it stands as a sub-item of its own.")
    NO_NUMBER = _("A heading without a number: the site counts it.")
    MOVED = _("Moved by hand.")

    @property
    def words(self) -> str:
        """Return the sentence in the active language."""
        return str(self.value)


# What only says that nothing was lost or changed in rank; it needs no second look.
SETTLED = frozenset({Doubt.MOVED})
