"""The register of hand-overs: listed, read one by one, and taken out as a CSV file."""

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

from cluster_cms.accounts import User
from cluster_cms.clock import TOKYO, today
from cluster_cms.views.staff import Above, StaffScreen
from contact.desk.history import name_of
from contact.desk.screens import DeskView
from contact.export.as_csv import BYTE_ORDER_MARK, TYPE, encoded, guarded
from contact.export.exporting import in_language
from contact.handovers.reading import open_hand_over, take_register
from contact.permissions import may_see_hand_overs
from contact.records import Consent, HandOver

SHOWN = 500  # inquiries of one hand-over on its page


class RegisterFilter(WagtailFilterSet):
    at = DateFromToRangeFilter(label=gettext_lazy("Date"), widget=DateRangePickerWidget)

    class Meta:
        model = HandOver
        fields = ["at", "receiver", "ground", "country", "channel"]


def moment(hand_over: HandOver) -> str:
    return f"{hand_over.at.astimezone(TOKYO):%Y-%m-%d %H:%M}"


class RegisterView(DeskView, BaseListingView):
    """Lists who received data, newest first."""

    question = staticmethod(may_see_hand_overs)
    model = HandOver
    results_template_name = "contact/admin/handovers/results.html"
    page_title = gettext_lazy("Register of hand-overs")
    header_icon = "arrow-right-full"
    index_url_name = "handovers:index"
    index_results_url_name = "handovers:index_results"
    filterset_class = RegisterFilter
    default_ordering = "-number"
    paginate_by = 50
    verbose_name_plural = gettext_lazy("hand-overs")

    @cached_property
    def columns(self) -> list[BaseColumn]:
        number = TitleColumn(
            "number", label=pgettext("hand-over", "Number"), url_name="handovers:hand_over", id_accessor="number"
        )
        return [
            number,
            Column("at", label=_("Time (JST)"), accessor=moment, sort_key="at"),
            Column("receiver", label=_("Receiver"), accessor="get_receiver_display", sort_key="receiver"),
            Column("who", label=_("Name"), accessor="who"),
            Column("ground", label=_("Ground"), accessor="get_ground_display", sort_key="ground"),
            Column("country", label=_("Country"), accessor="get_country_display", sort_key="country"),
            Column("count", label=_("Inquiries"), accessor="count", sort_key="count"),
        ]

    def get_base_queryset(self) -> QuerySet[HandOver]:
        return HandOver.objects.select_related("contractor")


class HandOverView(StaffScreen, DeskView):
    """Shows one hand-over with all that is kept of it; opening is recorded."""

    question = staticmethod(may_see_hand_overs)
    template_name = "contact/admin/handovers/hand_over.html"
    header_icon = "arrow-right-full"

    @cached_property
    def hand_over(self) -> HandOver:
        return get_object_or_404(HandOver.objects.select_related("contractor"), number=self.kwargs["number"])

    def get(self, request: HttpRequest, number: int) -> HttpResponse:
        open_hand_over(hand_over=self.hand_over, actor=self.person)
        return self.render_to_response(self.get_context_data())

    def above(self) -> Above:
        return [(reverse("handovers:index"), _("Hand-overs"))]

    def get_page_title(self) -> str:
        return _("Hand-over %(number)s") % {"number": self.hand_over.number}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        people = {person.reference: person.person for person in self.hand_over.people.all()}
        given = list(self.hand_over.inquiries.order_by("reference")[:SHOWN])
        here = Consent.objects.in_bulk([one.consent_id for one in given if one.consent_id])
        actors = User.objects.in_bulk([self.hand_over.actor_id])
        return super().get_context_data(**kwargs) | {
            "hand_over": self.hand_over,
            "actor": name_of(self.hand_over.actor_id, actors),
            "inquiries": [(one, people.get(one.reference), one.consent_id in here) for one in given],
        }


class RegisterFileView(DeskView):
    """Sends what the filter finds as a CSV file, which names no writer of an inquiry."""

    question = staticmethod(may_see_hand_overs)
    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> StreamingHttpResponse:
        found = RegisterFilter(
            request.GET, queryset=HandOver.objects.select_related("contractor").order_by("number"), request=request
        )
        if not found.is_valid():
            raise SuspiciousOperation("a filter that is none")
        take_register(count=found.qs.count(), actor=self.person)
        response = StreamingHttpResponse(in_language(get_language(), csv_of(list(found.qs))), content_type=TYPE)
        response.headers["Content-Disposition"] = f'attachment; filename="hand-overs-{today():%Y%m%d}.csv"'
        return response


def csv_of(hand_overs: list[HandOver]) -> Iterator[bytes]:
    headings = [
        pgettext("hand-over", "Number"),
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
    for hand_over in hand_overs:
        yield encoded([[guarded(text) for text in row_of(hand_over)]])


def row_of(hand_over: HandOver) -> list[str]:
    given = list(hand_over.inquiries.order_by("reference"))
    return [
        str(hand_over.number),
        moment(hand_over),
        hand_over.get_channel_display(),
        hand_over.get_receiver_display(),
        hand_over.who,
        hand_over.address or "",
        hand_over.get_country_display(),
        hand_over.get_ground_display(),
        hand_over.basis or "",
        hand_over.note or "",
        str(hand_over.count),
        " ".join(one.reference for one in given),
        " ".join(f"{one.consented_at.astimezone(TOKYO):%Y-%m-%d}" for one in given if one.consented_at),
        hand_over.keep_until.isoformat(),
    ]
