"""For whom a picture is made smaller: visitors, or staff alone.

A size that a public page asks for lies in the public folder. Every other one (lists and choosers of the admin, previews
of drafts, commands) is for staff: its filter ends with `|staff`, so that it is a rendition, a file and an address of
its own. Whoever asks without a public request gets the one for staff.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from wagtail.images.image_operations import FilterOperation
from wagtail.images.models import Filter

from cluster_cms.pages.pictures.tones import Duotone, Smaller

PUBLIC_FOLDER, STAFF_FOLDER = "images", "staff_images"
MARK = "staff"
_answering: ContextVar[str] = ContextVar("answering", default="")  # "", "visitor" or "staff"
_notices: ContextVar[list[str] | None] = ContextVar("notices", default=None)


@contextmanager
def answering(*, staff: bool) -> Iterator[list[str]]:
    """Say for whom a request is answered; yields what `tell` is told meanwhile.

    A page that is rendered while a request of staff is answered, as a preview is, stays for staff.
    """
    notices: list[str] = []
    answered = _answering.set("staff" if staff or _answering.get() == "staff" else "visitor")
    told = _notices.set(notices)
    try:
        yield notices
    finally:
        _notices.reset(told)
        _answering.reset(answered)


def tell(sentence: str) -> None:
    """Tell the person whose request is answered something about a file; nobody listens outside a request."""
    notices = _notices.get()
    if notices is not None and sentence:
        notices.append(sentence)


def for_audience(wanted: Filter) -> Filter:
    """Return the filter for who is asking; the whole original is never for visitors."""
    operations = str(wanted.spec).split("|")
    if MARK in operations or (_answering.get() == "visitor" and "original" not in operations):
        return wanted
    return Filter(f"{wanted.spec}|{MARK}")


def is_for_staff(spec: str) -> bool:
    return MARK in spec.split("|")


class ForStaff(FilterOperation):
    """The mark `staff` in a filter; changes nothing in the picture."""

    def construct(self) -> None:
        """Take no parameters."""

    def run(self, picture: Any, image: Any, env: dict[str, Any]) -> Any:
        return picture


def picture_operations() -> list[tuple[str, type[FilterOperation]]]:
    """Return the operations by name, for Wagtail's hook `register_image_operations`."""
    return [(MARK, ForStaff), ("duotone", Duotone), ("smaller", Smaller)]
