"""The columns of a list of inquiries, names and addresses masked."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from wagtail.admin.ui.tables import BaseColumn, Column, StatusTagColumn, TitleColumn
from wagtail.admin.utils import get_user_display_name

from cluster_cms.clock import TOKYO
from contact.admin.access_views import FOUND
from contact.models import Inquiry

Lines = Callable[[Inquiry], tuple[str, str]]


class TickColumn(BaseColumn):
    """A box to tick, named by the reference beside it."""

    header_template_name = "contact/admin/tick_all.html"
    cell_template_name = "contact/admin/tick.html"


class ReferenceColumn(TitleColumn):
    """The way to the inquiry; what is unread, stopped or on hold says so in a word."""

    cell_template_name = "contact/admin/inbox/reference.html"


class LinesColumn(BaseColumn):
    """Two lines in a cell, the second one small."""

    cell_template_name = "contact/admin/inbox/lines.html"

    def __init__(self, name: str, *, lines: Lines, **options: Any) -> None:
        super().__init__(name, **options)
        self.lines = lines

    def get_cell_context_data(self, instance: Inquiry, parent_context: dict[str, Any]) -> dict[str, Any]:
        first, second = self.lines(instance)
        return super().get_cell_context_data(instance, parent_context) | {"first": first, "second": second}


class DueColumn(BaseColumn):
    """The day of an open inquiry; an overdue one says so in a word."""

    cell_template_name = "contact/admin/inbox/due.html"


def received(inquiry: Inquiry) -> tuple[str, str]:
    local = inquiry.received_at.astimezone(TOKYO)
    return f"{local:%Y-%m-%d}", f"{local:%H:%M}"


def about(inquiry: Inquiry) -> tuple[str, str]:
    where = (inquiry.page_title, inquiry.get_source_display(), inquiry.get_language_display())
    return inquiry.get_subject_display(), " · ".join(str(part) for part in where if part)


def writer(inquiry: Inquiry) -> tuple[str, str]:
    return inquiry.masked_name, inquiry.masked_mail


def assignee(inquiry: Inquiry) -> str:
    if inquiry.assignee is None:
        return pgettext("assignee", "Nobody")
    return get_user_display_name(inquiry.assignee)


def way_to(inquiry: Inquiry, *, found: bool) -> str:
    """Return the address of an inquiry; who comes from a search is asked why it is opened."""
    address = reverse("inquiries:inquiry", args=[inquiry.reference])
    return f"{address}?{FOUND}=1" if found else address


def columns(*, sortable: bool = True, found: bool = False) -> list[BaseColumn]:
    def by(key: str) -> str | None:
        return key if sortable else None

    reference = ReferenceColumn(
        "reference",
        label=_("Reference"),
        get_url=partial(way_to, found=found),
        get_title_id=lambda inquiry: f"inquiry-{inquiry.reference}",
    )
    status = StatusTagColumn(
        "status", label=_("Status"), accessor="get_status_display", primary=lambda inquiry: inquiry.is_open
    )
    return [
        reference,
        LinesColumn("received", label=_("Received (JST)"), lines=received, sort_key=by("received_at")),
        LinesColumn("about", label=_("Subject"), lines=about),
        LinesColumn("writer", label=_("Name"), lines=writer),
        Column("assignee", label=_("Assignee"), accessor=assignee),
        DueColumn("due", label=_("Due"), sort_key=by("due_on")),
        status,
    ]
