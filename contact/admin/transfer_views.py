"""The register of transfers: list, detail and CSV file."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import SuspiciousOperation
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language, gettext_lazy, pgettext
from django.utils.translation import gettext as _
from django_filters import DateFromToRangeFilter
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import BaseColumn, Column, TitleColumn
from wagtail.admin.views.generic.base import BaseListingView

from cluster_cms.clock import TOKYO, today
from cluster_cms.security.accounts import User
from cluster_cms.views.staff import Breadcrumb, StaffScreen
from contact.admin.base import DeskView
from contact.exports.csv import BYTE_ORDER_MARK, TYPE, encoded, guarded
from contact.exports.exporting import in_language
from contact.inquiries.history import name_of
from contact.models import Consent, Transfer
from contact.permissions import may_see_transfers
from contact.transfers.register import export_register, view_transfer

SHOWN = 500  # inquiries of one transfer on its page


class RegisterFilter(WagtailFilterSet):
    at = DateFromToRangeFilter(label=gettext_lazy("Date"), widget=DateRangePickerWidget)

    class Meta:
        model = Transfer
        fields = ["at", "recipient", "ground", "country", "channel"]


def moment(transfer: Transfer) -> str:
    return f"{transfer.at.astimezone(TOKYO):%Y-%m-%d %H:%M}"


class TransferRegisterView(DeskView, BaseListingView):
    """Lists who received data, newest first."""

    question = staticmethod(may_see_transfers)
    model = Transfer
    results_template_name = "contact/admin/transfers/results.html"
    page_title = gettext_lazy("Register of transfers")
    header_icon = "arrow-right-full"
    index_url_name = "transfers:index"
    index_results_url_name = "transfers:index_results"
    filterset_class = RegisterFilter
    default_ordering = "-number"
    paginate_by = 50
    verbose_name_plural = gettext_lazy("transfers")

    @cached_property
    def columns(self) -> list[BaseColumn]:
        number = TitleColumn(
            "number", label=pgettext("transfer", "Number"), url_name="transfers:transfer", id_accessor="number"
        )
        return [
            number,
            Column("at", label=_("Time (JST)"), accessor=moment, sort_key="at"),
            Column("recipient", label=_("Receiver"), accessor="get_recipient_display", sort_key="recipient"),
            Column("who", label=_("Name"), accessor="who"),
            Column("ground", label=_("Ground"), accessor="get_ground_display", sort_key="ground"),
            Column("country", label=_("Country"), accessor="get_country_display", sort_key="country"),
            Column("count", label=_("Inquiries"), accessor="count", sort_key="count"),
        ]

    def get_base_queryset(self) -> QuerySet[Transfer]:
        return Transfer.objects.select_related("contractor")


class TransferView(StaffScreen, DeskView):
    """Shows one transfer with all that is kept of it; opening is recorded."""

    question = staticmethod(may_see_transfers)
    template_name = "contact/admin/transfers/transfer.html"
    header_icon = "arrow-right-full"

    @cached_property
    def transfer(self) -> Transfer:
        return get_object_or_404(Transfer.objects.select_related("contractor"), number=self.kwargs["number"])

    def get(self, request: HttpRequest, number: int) -> HttpResponse:
        view_transfer(transfer=self.transfer, actor=self.person)
        return self.render_to_response(self.get_context_data())

    def breadcrumbs(self) -> Breadcrumb:
        return [(reverse("transfers:index"), _("Transfers"))]

    def get_page_title(self) -> str:
        return _("Transfer %(number)s") % {"number": self.transfer.number}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        people = {person.reference: person.person for person in self.transfer.people.all()}
        given = list(self.transfer.inquiries.order_by("reference")[:SHOWN])
        here = Consent.objects.in_bulk([one.consent_id for one in given if one.consent_id])
        actors = User.objects.in_bulk([self.transfer.actor_id])
        return super().get_context_data(**kwargs) | {
            "transfer": self.transfer,
            "actor": name_of(self.transfer.actor_id, actors),
            "inquiries": [(one, people.get(one.reference), one.consent_id in here) for one in given],
        }


class RegisterFileView(DeskView):
    """Sends what the filter finds as a CSV file, which names no writer of an inquiry."""

    question = staticmethod(may_see_transfers)
    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> StreamingHttpResponse:
        found = RegisterFilter(
            request.GET, queryset=Transfer.objects.select_related("contractor").order_by("number"), request=request
        )
        if not found.is_valid():
            raise SuspiciousOperation("a filter that is none")
        export_register(count=found.qs.count(), actor=self.person)
        response = StreamingHttpResponse(in_language(get_language(), csv_of(list(found.qs))), content_type=TYPE)
        response.headers["Content-Disposition"] = f'attachment; filename="transfers-{today():%Y%m%d}.csv"'
        return response


def csv_of(transfers: list[Transfer]) -> Iterator[bytes]:
    headings = [
        pgettext("transfer", "Number"),
        _("Time (JST)"),
        _("Way"),
        _("Receiver"),
        _("Name"),
        _("Address"),
        _("Country"),
    ]
    headings += [
        _("Ground"),
        _("Provision or reason"),
        _("Note"),
        _("Inquiries"),
        _("References"),
        _("Consent given"),
        _("Kept until"),
    ]
    yield BYTE_ORDER_MARK.encode() + encoded([headings])
    for transfer in transfers:
        yield encoded([[guarded(text) for text in row_of(transfer)]])


def row_of(transfer: Transfer) -> list[str]:
    given = list(transfer.inquiries.order_by("reference"))
    return [
        str(transfer.number),
        moment(transfer),
        transfer.get_channel_display(),
        transfer.get_recipient_display(),
        transfer.who,
        transfer.address or "",
        transfer.get_country_display(),
        transfer.get_ground_display(),
        transfer.basis or "",
        transfer.note or "",
        str(transfer.count),
        " ".join(one.reference for one in given),
        " ".join(f"{one.consented_at.astimezone(TOKYO):%Y-%m-%d}" for one in given if one.consented_at),
        transfer.keep_until.isoformat(),
    ]
