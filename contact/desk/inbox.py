"""The list of inquiries in the admin."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import BaseColumn, Column, StatusTagColumn, TitleColumn
from wagtail.admin.views.generic.base import BaseListingView
from wagtail.admin.widgets.button import HeaderButton

from cluster_cms.clock import TOKYO
from contact.desk.bulk.offers import Offer, offered
from contact.desk.screens import DeskView
from contact.permissions import may_export_inquiries, may_handle_inquiries
from contact.records import Inquiry, Status


class InquiryFilter(WagtailFilterSet):
    """Suspected spam is no choice here: it has a box of its own."""

    class Meta:
        model = Inquiry
        fields = ["status", "subject", "language"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["status"].extra["choices"] = [one for one in Status.choices if one[0] != Status.SPAM]


class TickColumn(BaseColumn):
    """A box to tick, named by the reference beside it."""

    header_template_name = "contact/admin/tick_all.html"
    cell_template_name = "contact/admin/tick.html"


def received(inquiry: Inquiry) -> str:
    return f"{inquiry.received_at.astimezone(TOKYO):%Y-%m-%d %H:%M}"


def columns() -> list[BaseColumn]:
    reference = TitleColumn(
        "reference",
        label=_("Reference"),
        url_name="inquiries:inquiry",
        id_accessor="reference",
        get_title_id=lambda inquiry: f"inquiry-{inquiry.reference}",
    )
    status = StatusTagColumn(
        "status",
        label=_("Status"),
        accessor="get_status_display",
        sort_key="status",
        primary=lambda inquiry: inquiry.is_open,
    )
    return [
        reference,
        Column("received", label=_("Received (JST)"), accessor=received, sort_key="received_at"),
        Column("subject", label=_("Subject"), accessor="get_subject_display", sort_key="subject"),
        Column("name", label=_("Name"), accessor="masked_name"),
        Column("language", label=_("Language"), accessor="get_language_display", sort_key="language"),
        status,
    ]


class InboxView(DeskView, BaseListingView):
    """Lists inquiries, newest first, names masked."""

    model = Inquiry
    results_template_name = "contact/admin/inbox_results.html"
    page_title = gettext_lazy("Inquiries")
    header_icon = "mail"
    index_url_name = "inquiries:index"
    index_results_url_name = "inquiries:index_results"
    filterset_class = InquiryFilter
    default_ordering = "-received_at"
    paginate_by = 50
    verbose_name_plural = gettext_lazy("inquiries")

    @cached_property
    def may_export(self) -> bool:
        return may_export_inquiries(self.person)

    @property
    def header_buttons(self) -> list[HeaderButton]:
        """Offer to take down what came by another way than the form."""
        if not may_handle_inquiries(self.person):
            return []
        return [HeaderButton(_("Take down an inquiry"), url=reverse("inquiries:take_down"), icon_name="plus")]

    @cached_property
    def bulk_offers(self) -> list[Offer]:
        return offered(self.person)

    @cached_property
    def columns(self) -> list[BaseColumn]:
        return [TickColumn("tick", label=""), *columns()] if self.may_export or self.bulk_offers else columns()

    def get_base_queryset(self) -> QuerySet[Inquiry]:
        return self.inquiries.genuine().latest_first()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"may_export": self.may_export, "bulk_offers": self.bulk_offers}
