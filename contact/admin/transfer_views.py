"""The register of transfers (移転・提供): list, one transfer, and the CSV file."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import SuspiciousOperation
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django_filters import DateFromToRangeFilter
from wagtail.admin import messages
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import BaseColumn, Column, TitleColumn

from cluster_cms.clock import TOKYO, today
from cluster_cms.security.accounts import User
from cluster_cms.text.csv_cells import CsvCell, Timestamp, csv_file
from cluster_cms.text.day_fields import DayField
from contact.admin.base import ActionView, CsvDownloadView, DeskListingView, DeskScreen, Text
from contact.admin.listing import tokyo_minute
from contact.inquiries.history import name_of
from contact.models import Consent, Transfer
from contact.permissions import may_see_transfers
from contact.transfers.register import export_register, view_transfer
from contact.transfers.withholding import BadReviewDay, NotWithheld, review_withholding

MAX_INQUIRIES = 500  # of one transfer, on its page


class TransferFilter(WagtailFilterSet):
    """The filter of the list; the CSV file obeys it too."""

    at = DateFromToRangeFilter(label=gettext_lazy("Date"), widget=DateRangePickerWidget)

    class Meta:
        model = Transfer
        fields = ["at", "recipient", "ground", "country", "channel"]


class TransfersView(DeskListingView):
    """Lists who received data, newest first."""

    may_access = staticmethod(may_see_transfers)
    model = Transfer
    results_template_name = "contact/admin/transfers/results.html"
    page_title = gettext_lazy("Register of transfers")
    header_icon = "arrow-right-full"
    index_url_name = "transfers:index"
    index_results_url_name = "transfers:index_results"
    filterset_class = TransferFilter
    default_ordering = "-number"
    verbose_name_plural = gettext_lazy("transfers")

    @cached_property
    def columns(self) -> list[BaseColumn]:
        number = TitleColumn(
            "number", label=pgettext("transfer", "Number"), url_name="transfers:transfer", id_accessor="number"
        )
        return [
            number,
            Column("at", label=_("Time (JST)"), accessor=lambda transfer: tokyo_minute(transfer.at), sort_key="at"),
            Column("recipient", label=_("Receiver"), accessor="get_recipient_display", sort_key="recipient"),
            Column("who", label=pgettext("of a receiver", "Name"), accessor="who"),
            Column("ground", label=_("Ground"), accessor="get_ground_display", sort_key="ground"),
            Column("country", label=_("Country"), accessor="get_country_display", sort_key="country"),
            Column("count", label=_("Inquiries"), accessor="count", sort_key="count"),
        ]

    def get_base_queryset(self) -> QuerySet[Transfer]:
        return Transfer.objects.select_related("contractor")


class TransferView(DeskScreen):
    """Shows one transfer with all that is recorded of it; viewing it is recorded too."""

    may_access = staticmethod(may_see_transfers)
    template_name = "contact/admin/transfers/transfer.html"
    header_icon = "arrow-right-full"
    parents = (("transfers:index", gettext_lazy("Transfers")),)

    @cached_property
    def transfer(self) -> Transfer:
        return get_object_or_404(Transfer.objects.select_related("contractor"), number=self.kwargs["number"])

    def get(self, request: HttpRequest, *args: str, **kwargs: Any) -> HttpResponse:
        view_transfer(transfer=self.transfer, actor=self.user)
        return super().get(request)

    def get_page_title(self) -> str:
        return _("Transfer %(number)s") % {"number": self.transfer.number}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        people = {person.reference: person.person for person in self.transfer.people.all()}
        inquiries = list(self.transfer.inquiries.order_by("reference")[:MAX_INQUIRIES])
        consents = Consent.objects.in_bulk([one.consent_id for one in inquiries if one.consent_id])
        actors = User.objects.in_bulk([self.transfer.actor_id])
        return super().get_context_data(**kwargs) | {
            "transfer": self.transfer,
            "review": ReviewForm(initial={"review_on": self.transfer.review_on}),
            "actor": name_of(self.transfer.actor_id, actors),
            "inquiries": [(one, people.get(one.reference), one.consent_id in consents) for one in inquiries],
        }


class ReviewForm(forms.Form):
    """The next day of review; empty: the person is told."""

    review_on = DayField(label=gettext_lazy("Kept from the person until it is looked at again on"), required=False)


class ReviewWithholdingView(ActionView):
    """Ends or prolongs what is kept from the person."""

    may_access = staticmethod(may_see_transfers)
    refusals = {
        NotWithheld: (messages.warning, gettext_lazy("Nothing was changed: the person is told of it already.")),
        BadReviewDay: (messages.error, gettext_lazy("Nothing was changed: write a day within the next year.")),
    }

    def perform(self) -> Text:
        transfer = get_object_or_404(Transfer, number=self.kwargs["number"])
        form = ReviewForm(self.request.POST)
        if not form.is_valid() or ("prolong" in self.request.POST and not form.cleaned_data["review_on"]):
            raise BadReviewDay
        day = form.cleaned_data["review_on"] if "prolong" in self.request.POST else None
        review_withholding(transfer=transfer, next_review=day, actor=self.user)
        return (
            gettext_lazy("It is kept from the person until then.") if day else gettext_lazy("The person sees it now.")
        )

    def get_success_url(self) -> str:
        return reverse("transfers:transfer", args=[self.kwargs["number"]])


class TransferFileView(CsvDownloadView):
    """Sends the transfers that match the filter, as CSV; it names no writer of an inquiry."""

    may_access = staticmethod(may_see_transfers)

    def get_filename(self) -> str:
        return f"transfers-{today():%Y%m%d}.csv"

    def csv_chunks(self) -> Iterator[bytes]:
        queryset = Transfer.objects.select_related("contractor").order_by("number")
        found = TransferFilter(self.request.GET, queryset=queryset, request=self.request)
        if not found.is_valid():  # never export more than was asked for
            raise SuspiciousOperation("The filter is invalid.")
        export_register(count=found.qs.count(), actor=self.user)
        return transfers_csv(list(found.qs))


def transfers_csv(transfers: list[Transfer]) -> Iterator[bytes]:
    headings = [
        pgettext("transfer", "Number"),
        _("Time (JST)"),
        _("Way"),
        _("Receiver"),
        pgettext("of a receiver", "Name"),
        pgettext("of a receiver", "Address"),
    ]
    headings += [
        _("Country"),
        _("Ground"),
        _("Provision or reason"),
        pgettext("record", "Note"),
        _("Inquiries"),
        _("References"),
    ]
    headings += [_("Consent given"), _("Kept until")]
    return csv_file(headings, ([transfer_row(transfer)] for transfer in transfers))


def transfer_row(transfer: Transfer) -> list[CsvCell]:
    inquiries = list(transfer.inquiries.order_by("reference"))
    return [
        transfer.number,
        transfer.at,
        transfer.get_channel_display(),
        transfer.get_recipient_display(),
        transfer.who,
        transfer.address or "",
        transfer.get_country_display(),
        transfer.get_ground_display(),
        transfer.basis or "",
        transfer.note or "",
        transfer.count,
        " ".join(one.reference for one in inquiries),
        Timestamp(" ".join(f"{one.consented_at.astimezone(TOKYO):%Y-%m-%d}" for one in inquiries if one.consented_at)),
        transfer.keep_until,
    ]
