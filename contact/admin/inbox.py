"""The inbox: the list of inquiries over all forms, with tabs and filters."""

from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.http import QueryDict
from django.urls import reverse
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import BaseColumn
from wagtail.admin.views.generic.base import BaseListingView
from wagtail.admin.widgets.button import HeaderButton

from contact.admin.base import DeskView
from contact.admin.bulk import BulkAction, offered
from contact.admin.filters import MINE, NOBODYS, OVERDUE, TO_DO, UNREAD, InquiryFilter
from contact.admin.listing import TickColumn, columns
from contact.admin.search_views import SearchForm
from contact.models import Inquiry
from contact.permissions import may_export_inquiries, may_handle_inquiries, may_read_inquiries
from contact.search.pagination import NEWEST, ORDERS, Page, counted, page_at

PAGE_SIZE = 50


class Tab(NamedTuple):
    """A way to look at the inbox that is asked for every day."""

    label: str | Promise
    query: str
    here: bool = False


TABS = (
    Tab(gettext_lazy("All"), ""),
    Tab(gettext_lazy("To do"), f"status={TO_DO}"),
    Tab(gettext_lazy("Unread"), f"only={UNREAD}"),
    Tab(gettext_lazy("Overdue"), f"only={OVERDUE}"),
    Tab(gettext_lazy("Mine"), f"assignee={MINE}&status={TO_DO}"),
    Tab(gettext_lazy("Nobody’s"), f"assignee={NOBODYS}&status={TO_DO}"),
)


def filters_in(query: QueryDict) -> dict[str, list[str]]:
    """Return what a query narrows the list to: neither place nor order, nor what is left empty."""
    return {
        key: sorted(found) for key in query if key in InquiryFilter.base_filters and any(found := query.getlist(key))
    }


class InboxView(DeskView, BaseListingView):
    """Lists inquiries, newest first, names masked; suspected spam lies in its own box."""

    model = Inquiry
    template_name = "contact/admin/inbox/listing.html"
    results_template_name = "contact/admin/inbox/results.html"
    page_title = gettext_lazy("Inquiries")
    header_icon = "mail"
    index_url_name = "inquiries:index"
    index_results_url_name = "inquiries:index_results"
    filterset_class = InquiryFilter
    default_ordering = "-received_at"
    verbose_name_plural = gettext_lazy("inquiries")

    @cached_property
    def may_export(self) -> bool:
        return may_export_inquiries(self.person)

    @property
    def header_buttons(self) -> list[HeaderButton]:
        """Offer to take down what came by another way than the form."""
        if not may_handle_inquiries(self.person):
            return []
        return [HeaderButton(_("Take down an inquiry"), url=reverse("inquiries:record_manually"), icon_name="plus")]

    @cached_property
    def bulk_offers(self) -> list[BulkAction]:
        return offered(self.person)

    @cached_property
    def columns(self) -> list[BaseColumn]:
        return [TickColumn("tick", label=""), *columns()] if self.may_export or self.bulk_offers else columns()

    def get_base_queryset(self) -> QuerySet[Inquiry]:
        return self.inquiries.not_spam()

    def order_queryset(self, queryset: QuerySet[Inquiry]) -> QuerySet[Inquiry]:
        """Leave it to the page, which is cut out of the order."""
        return queryset

    @cached_property
    def page(self) -> Page:
        listed = self.get_queryset().select_related("assignee").defer("purpose", "hold_reason")
        place = self.request.GET.get(self.page_kwarg, "")
        return page_at(place, inquiries=listed, order=ORDERS.get(self.ordering, NEWEST), size=PAGE_SIZE)

    def tabs(self) -> list[Tab]:
        here = filters_in(self.request.GET)
        return [tab._replace(here=here == filters_in(QueryDict(tab.query))) for tab in TABS]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(object_list=self.page.rows, **kwargs) | {
            "may_export": self.may_export,
            "search_words": SearchForm() if may_read_inquiries(self.person) else None,
            "page": self.page,
            "count": counted(self.get_queryset()),
            "tabs": self.tabs(),
            "bulk_offers": self.bulk_offers,
        }
