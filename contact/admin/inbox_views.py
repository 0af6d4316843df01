"""The inbox: the list of inquiries over all forms, with tabs and filters."""

from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.http import QueryDict
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import BaseColumn
from wagtail.admin.widgets.button import HeaderButton

from contact.admin.base import DeskListingView, Text
from contact.admin.bulk_base import BulkButton, buttons_for
from contact.admin.filters import (
    DUE,
    FOLLOW_UP,
    MINE,
    READ_FIRST,
    TO_DO,
    UNASSIGNED,
    UNDELIVERED,
    UNREAD,
    InquiryFilter,
)
from contact.admin.list_place import ORDERING, list_parameters, list_query
from contact.admin.listing import CheckboxColumn, columns
from contact.admin.search_views import SearchForm
from contact.inquiries.reply_recall import replies_to_take_back
from contact.models import Inquiry, SavedFilter, Status
from contact.permissions import may_export_inquiries, may_handle_inquiries, may_read_inquiries
from contact.search.pagination import NEWEST, ORDERS, Page, capped_count, page_at

PAGE_SIZE = 50


class Tab(NamedTuple):
    """A filter of the inbox that is used every day; `query` is the query string of its address."""

    label: Text
    query: str
    number: str = ""
    is_current: bool = False
    saved: int = 0  # the key of a filter that its owner has saved


TABS = (
    Tab(gettext_lazy("To do"), f"status={TO_DO}"),
    Tab(gettext_lazy("Mine"), f"assignee={MINE}&status={TO_DO}"),
    Tab(gettext_lazy("Nobody’s"), f"assignee={UNASSIGNED}&status={TO_DO}"),
    Tab(gettext_lazy("Due today or overdue"), f"only={DUE}"),
    Tab(gettext_lazy("Unread"), f"only={UNREAD}"),
    Tab(gettext_lazy("Reply not delivered"), f"only={UNDELIVERED}"),
    Tab(gettext_lazy("To be read before sending"), f"only={READ_FIRST}"),
    Tab(gettext_lazy("To be asked again"), f"only={FOLLOW_UP}"),
    Tab(gettext_lazy("Waiting for the writer"), f"status={Status.WAITING}"),
)
ALL = Tab(gettext_lazy("All"), "")


def filters_in(query: QueryDict) -> dict[str, list[str]]:
    """Return the filters of a query with their values, without its order."""
    return {name: values for name, values in list_parameters(query).items() if name != ORDERING}


class InboxView(DeskListingView):
    """Lists inquiries, newest first; suspected spam is in the quarantine."""

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
        return may_export_inquiries(self.user)

    @property
    def header_buttons(self) -> list[HeaderButton]:
        """Return the button that records an inquiry which did not come by the form."""
        if not may_handle_inquiries(self.user):
            return []
        return [HeaderButton(_("Take down an inquiry"), url=reverse("inquiries:record_manually"), icon_name="plus")]

    @cached_property
    def bulk_buttons(self) -> list[BulkButton]:
        return buttons_for(self.user)

    @cached_property
    def columns(self) -> list[BaseColumn]:
        checkboxes = [CheckboxColumn("checkbox", label="")] if self.may_export or self.bulk_buttons else []
        return [*checkboxes, *columns(self.user, query=list_query(self.request.GET))]

    def get_base_queryset(self) -> QuerySet[Inquiry]:
        return self.inquiries.not_spam()

    def order_queryset(self, queryset: QuerySet[Inquiry]) -> QuerySet[Inquiry]:
        """Return the rows as they are: `page_at` orders them."""
        return queryset

    @cached_property
    def page(self) -> Page:
        found = self.get_queryset().select_related("assignee").defer("purpose", "hold_reason")
        place = self.request.GET.get(self.page_kwarg, "")
        return page_at(place, inquiries=found, order=ORDERS.get(self.ordering, NEWEST), size=PAGE_SIZE)

    def tabs(self) -> list[Tab]:
        """Return the usual tabs and those that the user has saved, each with the number of its inquiries."""
        current, everything = filters_in(self.request.GET), self.inquiries.not_spam()
        saved = [Tab(one.name, one.query, saved=one.pk) for one in SavedFilter.objects.filter(owner=self.user)]

        def counted(tab: Tab) -> Tab:
            query = QueryDict(tab.query)
            found = InquiryFilter(query, queryset=everything, request=self.request).qs
            return tab._replace(number=capped_count(found), is_current=current == filters_in(query))

        return [*map(counted, [*TABS, *saved]), ALL._replace(is_current=not current)]

    def words_form(self) -> SearchForm:
        search = self.filters.kept_search
        return SearchForm(initial={"words": search.words} if search else None)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(object_list=self.page.rows, **kwargs) | {
            "may_export": self.may_export,
            "inquiry_search_form": self.words_form() if may_read_inquiries(self.user) else None,
            "search": self.filters.kept_search,
            "list_query": list_query(self.request.GET),
            "page": self.page,
            "count": capped_count(self.get_queryset()),
            "tabs": self.tabs(),
            "bulk_buttons": self.bulk_buttons,
            "replies_to_take_back": replies_to_take_back(self.user),
        }
