"""The spam quarantine: a list with masked names, and one click that marks an inquiry as not spam."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.ui.tables import BaseColumn, Column, TitleColumn
from wagtail.admin.views.generic.base import BaseListingView

from cluster_cms.clock import TOKYO
from cluster_cms.security.accounts import User
from contact.admin.base import DeskView, OneInquiryView
from contact.admin.bulk import QUARANTINE_ACTIONS, offered
from contact.inquiries.handling import NotOpen
from contact.inquiries.spam import QUARANTINE_KEPT, NotInQuarantine, mark_not_spam, mark_spam
from contact.inquiries.spam_scoring import labels_of
from contact.models import Inquiry, Status
from contact.permissions import may_handle_inquiries

QUARANTINE = reverse_lazy("spam:index")


class QuarantineTickColumn(BaseColumn):
    header_template_name = "contact/admin/tick_all.html"
    cell_template_name = "contact/admin/tick.html"


class SignalsColumn(BaseColumn):
    cell_template_name = "contact/admin/spam/signs.html"

    def get_cell_context_data(self, instance: Inquiry, parent_context: dict[str, Any]) -> dict[str, Any]:
        found = super().get_cell_context_data(instance, parent_context)
        return found | {"signs": labels_of(instance.spam_signals)}


class NotSpamColumn(BaseColumn):
    cell_template_name = "contact/admin/spam/clear.html"


def received(inquiry: Inquiry) -> str:
    return f"{inquiry.received_at.astimezone(TOKYO):%Y-%m-%d %H:%M}"


def kept_until(inquiry: Inquiry) -> str:
    if inquiry.held_at:
        return _("On hold")
    return f"{((inquiry.quarantined_at or inquiry.received_at) + QUARANTINE_KEPT).astimezone(TOKYO):%Y-%m-%d}"


def shown_signals(inquiry: Inquiry, person: User) -> dict[str, Any]:
    """Return what the page of an inquiry says of suspicion: its signs when it lies in the box, and the way on."""
    suspected = inquiry.status == Status.SPAM
    action = "spam:clear" if suspected else "spam:mark"
    may = may_handle_inquiries(person) and (suspected or inquiry.is_open)
    return {
        "signs": labels_of(inquiry.spam_signals) if suspected else None,
        "until": kept_until(inquiry),
        "address": reverse(action, args=[inquiry.reference]) if may else "",
    }


class QuarantineView(DeskView, BaseListingView):
    """Lists suspected spam, newest first, names masked."""

    question = staticmethod(may_handle_inquiries)
    model = Inquiry
    template_name = "contact/admin/spam/listing.html"
    results_template_name = "contact/admin/spam/results.html"
    page_title = gettext_lazy("Suspected spam")
    header_icon = "warning"
    index_url_name = "spam:index"
    index_results_url_name = "spam:results"
    default_ordering = "-received_at"
    paginate_by = 50
    verbose_name_plural = gettext_lazy("suspected inquiries")
    columns = [
        QuarantineTickColumn("tick", label=""),
        TitleColumn(
            "reference",
            label=gettext_lazy("Reference"),
            url_name="inquiries:inquiry",
            id_accessor="reference",
            get_title_id=lambda inquiry: f"inquiry-{inquiry.reference}",
        ),
        Column("received", label=gettext_lazy("Received (JST)"), accessor=received, sort_key="received_at"),
        Column("name", label=gettext_lazy("Name"), accessor="masked_name"),
        Column("language", label=gettext_lazy("Language"), accessor="get_language_display", sort_key="language"),
        SignalsColumn("signs", label=gettext_lazy("Signs")),
        Column("kept", label=gettext_lazy("Deleted on"), accessor=kept_until, sort_key="quarantined_at"),
        NotSpamColumn("clear", label=gettext_lazy("Action")),
    ]

    def get_base_queryset(self) -> QuerySet[Inquiry]:
        return self.inquiries.in_quarantine().latest_first()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"bulk_offers": offered(self.person, QUARANTINE_ACTIONS)}


class NotSpamView(OneInquiryView):
    """Clears one inquiry by one click, from the box or from its own page, and stays there."""

    question = staticmethod(may_handle_inquiries)
    http_method_names = ["post"]

    def post(self, request: HttpRequest, reference: str) -> HttpResponse:
        try:
            mark_not_spam(inquiry=self.inquiry, actor=self.person)
        except NotInQuarantine:
            messages.warning(request, _("Inquiry %(reference)s is not suspected any more.") % {"reference": reference})
        else:
            messages.success(request, _("Inquiry %(reference)s has gone to the desk.") % {"reference": reference})
        return redirect(QUARANTINE) if "box" in request.POST else redirect("inquiries:inquiry", reference)


class SpamView(OneInquiryView):
    """Moves one inquiry to the box."""

    question = staticmethod(may_handle_inquiries)
    http_method_names = ["post"]

    def post(self, request: HttpRequest, reference: str) -> HttpResponse:
        try:
            mark_spam(inquiry=self.inquiry, actor=self.person)
        except NotOpen:
            messages.warning(request, _("Only an open inquiry can be marked as spam."))
        else:
            text = _("Inquiry %(reference)s is in the box of suspected spam and will be deleted in %(days)d days.")
            messages.success(request, text % {"reference": reference, "days": QUARANTINE_KEPT.days})
        return redirect("inquiries:inquiry", reference)
