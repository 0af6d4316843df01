"""The columns of the lists of inquiries; names and mail addresses are masked."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from wagtail.admin.ui.tables import BaseColumn, Column, StatusTagColumn, TitleColumn
from wagtail.admin.utils import get_user_display_name

from cluster_cms.clock import TOKYO
from contact.admin.access_views import FOUND_BY_SEARCH
from contact.mails.reply_mail import undelivered_replies
from contact.models import Inquiry
from contact.privacy.pending_requests import pending_types
from contact.text import answers
from contact.text.question_kinds import ABOUT

Lines = Callable[[Inquiry], tuple[str, str]]


class CheckboxColumn(BaseColumn):
    """A checkbox that selects the inquiry, labelled by the reference beside it."""

    header_template_name = "contact/admin/inbox/checkbox_header.html"
    cell_template_name = "contact/admin/inbox/checkbox_cell.html"


class ReferenceColumn(TitleColumn):
    """A link to the inquiry, with words for unread, stopped use, on hold, a pending request, an undelivered reply."""

    cell_template_name = "contact/admin/inbox/reference_cell.html"

    @cached_property
    def pending(self) -> dict[tuple[str, str], str]:
        return pending_types()

    @cached_property
    def undelivered(self) -> set[str]:
        """Return the references of the inquiries of which a reply was not delivered."""
        return set(undelivered_replies().values_list("subject", flat=True))

    def get_cell_context_data(self, instance: Inquiry, parent_context: dict[str, Any]) -> dict[str, Any]:
        pending = self.pending.get((instance.reference, instance.email_hmac), "")
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        return context | {"pending": pending, "undelivered": instance.reference in self.undelivered}


class TwoLineColumn(BaseColumn):
    """A cell of two lines, the second one small."""

    cell_template_name = "contact/admin/inbox/two_line_cell.html"

    def __init__(self, name: str, *, lines: Lines, **options: Any) -> None:
        super().__init__(name, **options)
        self.lines = lines

    def get_cell_context_data(self, instance: Inquiry, parent_context: dict[str, Any]) -> dict[str, Any]:
        first, second = self.lines(instance)
        return super().get_cell_context_data(instance, parent_context) | {"first": first, "second": second}


class DueColumn(BaseColumn):
    """The day by which an open inquiry is to be answered, with a word when it is overdue."""

    cell_template_name = "contact/admin/inbox/due_cell.html"


def tokyo_minute(moment: datetime) -> str:
    """Return a moment in Tokyo as it is shown in lists: 2026-12-01 14:05."""
    return f"{moment.astimezone(TOKYO):%Y-%m-%d %H:%M}"


def received(inquiry: Inquiry) -> tuple[str, str]:
    day, time = tokyo_minute(inquiry.received_at).split()
    return day, time


def about(inquiry: Inquiry) -> tuple[str, str]:
    names = answers.values(inquiry.answers).get(ABOUT, [])
    details = (*names, inquiry.page_title, inquiry.get_source_display(), inquiry.get_language_display())
    return inquiry.get_subject_display(), " · ".join(str(part) for part in details if part)


def writer(inquiry: Inquiry) -> tuple[str, str]:
    return inquiry.masked_name, inquiry.masked_mail


def assignee(inquiry: Inquiry) -> str:
    if inquiry.assignee is None:
        return pgettext("assignee", "Nobody")
    return get_user_display_name(inquiry.assignee)


def address_of_page(inquiry: Inquiry, *, found_by_search: bool) -> str:
    """Return the address of an inquiry's page; in results of a search it lets the reason be asked for."""
    address = reverse("inquiries:inquiry", args=[inquiry.reference])
    return f"{address}?{FOUND_BY_SEARCH}=1" if found_by_search else address


def columns(*, sortable: bool = True, found_by_search: bool = False) -> list[BaseColumn]:
    """Return the columns of a list; those of search results are not sortable."""

    def sort_key(key: str) -> str | None:
        return key if sortable else None

    reference = ReferenceColumn(
        "reference",
        label=_("Reference"),
        get_url=partial(address_of_page, found_by_search=found_by_search),
        get_title_id=lambda inquiry: f"inquiry-{inquiry.reference}",
    )
    status = StatusTagColumn(
        "status", label=_("Status"), accessor="get_status_display", primary=lambda inquiry: inquiry.is_open
    )
    return [
        reference,
        TwoLineColumn("received", label=_("Received (JST)"), lines=received, sort_key=sort_key("received_at")),
        TwoLineColumn("about", label=_("Subject"), lines=about),
        TwoLineColumn("writer", label=pgettext("of a person", "Name"), lines=writer),
        Column("assignee", label=_("Assignee"), accessor=assignee),
        DueColumn("due", label=_("Due"), sort_key=sort_key("due_on")),
        status,
    ]
