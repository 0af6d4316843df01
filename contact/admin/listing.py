"""The columns of the lists of inquiries: company and first words for those who may read them, all masked for others."""

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
from cluster_cms.security.accounts import User
from contact.inquiries.history import is_own_work
from contact.mails.reply_mail import undelivered_replies
from contact.models import Inquiry
from contact.permissions import may_handle_inquiries, may_read_inquiries
from contact.privacy.pending_requests import pending_types
from contact.text import answers
from contact.text.question_kinds import ABOUT

FIRST_WORDS = 40  # characters
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


class MatterColumn(ReferenceColumn):
    """The same link by company and subject, with the first words where a user reads them without giving a reason."""

    cell_template_name = "contact/admin/inbox/matter_cell.html"

    def __init__(self, name: str, *, user: User, **options: Any) -> None:
        super().__init__(name, **options)
        self.user = user

    def get_cell_context_data(self, instance: Inquiry, parent_context: dict[str, Any]) -> dict[str, Any]:
        subject, details = about(instance)
        company = answers.text_of(instance.answers, "company") or instance.masked_name
        shown = is_own_work(instance, self.user) and instance.restricted_at is None
        words = first_words(answers.text_of(instance.answers, "message")) if shown else ""
        found = super().get_cell_context_data(instance, parent_context)
        return found | {"company": company, "subject": subject, "details": details, "words": words}


def first_words(text: str) -> str:
    """Return the first 40 characters of a text on one line, with a mark where there are more."""
    line = " ".join(text.split())
    return f"{line[:FIRST_WORDS]}…" if len(line) > FIRST_WORDS else line


class TwoLineColumn(BaseColumn):
    """A cell of two lines, the second one small."""

    cell_template_name = "contact/admin/inbox/two_line_cell.html"

    def __init__(self, name: str, *, lines: Lines, **options: Any) -> None:
        super().__init__(name, **options)
        self.lines = lines

    def get_cell_context_data(self, instance: Inquiry, parent_context: dict[str, Any]) -> dict[str, Any]:
        first, second = self.lines(instance)
        return super().get_cell_context_data(instance, parent_context) | {"first": first, "second": second}


class AssigneeColumn(Column):
    """Who works on the inquiry; for those who may, the button that takes one that nobody has."""

    cell_template_name = "contact/admin/inbox/assignee_cell.html"

    def __init__(self, name: str, *, user: User, **options: Any) -> None:
        super().__init__(name, **options)
        self.may_take = may_handle_inquiries(user)

    def get_cell_context_data(self, instance: Inquiry, parent_context: dict[str, Any]) -> dict[str, Any]:
        free = self.may_take and instance.is_open and instance.assignee_id is None
        return super().get_cell_context_data(instance, parent_context) | {"may_take": free}


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


def address_of_page(inquiry: Inquiry, *, query: str) -> str:
    """Return the address of an inquiry's page, which says of which list it comes."""
    return f"{reverse('inquiries:inquiry', args=[inquiry.reference])}{query}"


def columns(user: User, *, query: str = "", sortable: bool = True) -> list[BaseColumn]:
    """Return the columns of a list that a user sees; those of search results are not sortable.

    `query` is carried along to the pages of the inquiries (`contact.admin.list_place`).
    """

    def sort_key(key: str) -> str | None:
        return key if sortable else None

    link = {"get_url": partial(address_of_page, query=query), "get_title_id": lambda one: f"inquiry-{one.reference}"}
    masked = [
        ReferenceColumn("reference", label=_("Reference"), **link),
        TwoLineColumn("about", label=_("Subject"), lines=about),
        TwoLineColumn("writer", label=pgettext("of a person", "Name"), lines=writer),
    ]
    matter = MatterColumn("reference", user=user, label=_("Company, subject and first words"), **link)
    status = StatusTagColumn(
        "status", label=_("Status"), accessor="get_status_display", primary=lambda inquiry: inquiry.is_open
    )
    return [
        *([matter] if may_read_inquiries(user) else masked),
        TwoLineColumn("received", label=_("Received (JST)"), lines=received, sort_key=sort_key("received_at")),
        AssigneeColumn("assignee", user=user, label=_("Assignee"), accessor=assignee),
        DueColumn("due", label=_("Due"), sort_key=sort_key("due_on")),
        status,
    ]
