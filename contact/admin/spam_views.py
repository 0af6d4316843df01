"""The spam quarantine: a list with masked names, and the buttons that mark an inquiry as spam or not spam."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from wagtail.admin import messages
from wagtail.admin.ui.tables import BaseColumn, Column, TitleColumn

from cluster_cms.clock import TOKYO
from cluster_cms.security.accounts import User
from contact.admin.base import DeskListingView, InquiryActionView, Text
from contact.admin.block_list_views import REFUSALS
from contact.admin.bulk_base import QUARANTINE_BUTTONS, buttons_for
from contact.admin.listing import CheckboxColumn, tokyo_minute
from contact.inquiries.handling import NotOpen
from contact.inquiries.spam import NotInQuarantine, mark_not_spam, mark_spam
from contact.inquiries.spam_scoring import labels_of
from contact.models import Inquiry, Status
from contact.permissions import may_handle_inquiries
from contact.retention.schedule import QUARANTINE_PERIOD

FROM_QUARANTINE = "quarantine"  # a field of the form: the button was pressed in the list


class SignalsColumn(BaseColumn):
    """The signals that made an inquiry look like spam."""

    cell_template_name = "contact/admin/spam/signals_cell.html"

    def get_cell_context_data(self, instance: Inquiry, parent_context: dict[str, Any]) -> dict[str, Any]:
        found = super().get_cell_context_data(instance, parent_context)
        return found | {"signals": labels_of(instance.spam_signals)}


class NotSpamColumn(BaseColumn):
    """The button that marks an inquiry as not spam."""

    cell_template_name = "contact/admin/spam/not_spam_cell.html"


def kept_until(inquiry: Inquiry) -> str:
    """Return the day on which suspected spam is deleted, in Tokyo, or that it is on hold."""
    if inquiry.held_at:
        return _("On hold")
    return f"{((inquiry.quarantined_at or inquiry.received_at) + QUARANTINE_PERIOD).astimezone(TOKYO):%Y-%m-%d}"


def spam_context(inquiry: Inquiry, user: User) -> dict[str, Any]:
    """Return the signals and the day of deletion of suspected spam, and where to change it; empty without the right."""
    suspected = inquiry.status == Status.SPAM
    url_name = "spam:mark_not_spam" if suspected else "spam:mark_spam"
    allowed = may_handle_inquiries(user) and (suspected or inquiry.is_open)
    return {
        "signals": labels_of(inquiry.spam_signals) if suspected else None,
        "until": kept_until(inquiry),
        "url": reverse(url_name, args=[inquiry.reference]) if allowed else "",
    }


class QuarantineView(DeskListingView):
    """Lists suspected spam, newest first, names masked."""

    may_access = staticmethod(may_handle_inquiries)
    model = Inquiry
    template_name = "contact/admin/spam/listing.html"
    results_template_name = "contact/admin/spam/results.html"
    page_title = gettext_lazy("Suspected spam")
    header_icon = "warning"
    index_url_name = "spam:index"
    index_results_url_name = "spam:index_results"
    default_ordering = "-received_at"
    verbose_name_plural = gettext_lazy("suspected inquiries")
    columns = [
        CheckboxColumn("checkbox", label=""),
        TitleColumn(
            "reference",
            label=gettext_lazy("Reference"),
            url_name="inquiries:inquiry",
            id_accessor="reference",
            get_title_id=lambda inquiry: f"inquiry-{inquiry.reference}",
        ),
        Column(
            "received",
            label=gettext_lazy("Received (JST)"),
            accessor=lambda inquiry: tokyo_minute(inquiry.received_at),
            sort_key="received_at",
        ),
        Column("name", label=pgettext_lazy("of a person", "Name"), accessor="masked_name"),
        Column("language", label=gettext_lazy("Language"), accessor="get_language_display", sort_key="language"),
        SignalsColumn("signals", label=gettext_lazy("Signs")),
        Column("kept", label=gettext_lazy("Deleted on"), accessor=kept_until, sort_key="quarantined_at"),
        NotSpamColumn("not_spam", label=gettext_lazy("Action")),
    ]

    def get_base_queryset(self) -> QuerySet[Inquiry]:
        return self.inquiries.in_quarantine().latest_first()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"bulk_buttons": buttons_for(self.user, QUARANTINE_BUTTONS)}


class MarkNotSpamView(InquiryActionView):
    """Marks one inquiry as not spam; leads back to where the button was: the quarantine or the inquiry."""

    may_access = staticmethod(may_handle_inquiries)
    place = "actions"
    refusals = {
        NotInQuarantine: (messages.warning, gettext_lazy("Inquiry %(reference)s is not suspected any more.")),
    }

    def perform(self) -> Text:
        mark_not_spam(inquiry=self.inquiry, version=self.shown_version, actor=self.user)
        return gettext_lazy("Inquiry %(reference)s has gone to the desk.")

    def get_success_url(self) -> str:
        return reverse("spam:index") if FROM_QUARANTINE in self.request.POST else super().get_success_url()


class MarkSpamView(InquiryActionView):
    """Moves one inquiry to the quarantine."""

    may_access = staticmethod(may_handle_inquiries)
    place = "actions"
    refusals = {
        NotOpen: (messages.warning, gettext_lazy("Only an open inquiry can be marked as spam.")),
        **{kind: (messages.error, text) for kind, text in REFUSALS.items()},
    }

    def perform(self) -> Text:
        block = "block" in self.request.POST
        mark_spam(inquiry=self.inquiry, version=self.shown_version, actor=self.user, block=block)
        text = _("Inquiry %(reference)s is in the box of suspected spam and will be deleted in %(days)d days.")
        return text % {"reference": self.inquiry.reference, "days": QUARANTINE_PERIOD.days}
