"""The search screens. The words come by POST and are stored encrypted, so that no address or log holds them."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import Table

from cluster_cms.text.lengths import UncutField
from contact.admin.base import DeskFormScreen
from contact.admin.bulk_base import buttons_for
from contact.admin.filters import SEARCH
from contact.admin.list_place import list_parameters, list_query
from contact.admin.listing import CheckboxColumn, columns
from contact.models import InquirySearch
from contact.permissions import may_export_inquiries, may_read_inquiries
from contact.search.scanning import START
from contact.search.searching import NothingToSearch, search_inquiries


class SearchForm(forms.Form):
    """The words of a search."""

    words = UncutField(
        label=gettext_lazy("Search inquiries"),
        max_length=200,
        help_text=gettext_lazy(
            "A reference, an email address, or words from anything that was written. Width, case, kana, blanks and "
            "hyphens make no difference."
        ),
        # A spelling check in the cloud would send the name of the person away.
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": gettext_lazy("Write what to look for")},
    )


@method_decorator(transaction.non_atomic_requests, name="dispatch")  # it reads before it writes
class SearchView(DeskFormScreen):
    """Searches, and leads to the results; who may not read inquiries may not search them."""

    may_access = staticmethod(may_read_inquiries)
    template_name = "contact/admin/search/page.html"
    page_title = gettext_lazy("Search inquiries")
    header_icon = "search"
    form_class = SearchForm

    def form_valid(self, form: SearchForm) -> HttpResponse:
        try:
            return self.search(form.cleaned_data["words"])
        except NothingToSearch:
            form.add_error("words", _("Write what to look for"))
        return self.form_invalid(form)

    def search(self, words: str, cursor: str = "") -> HttpResponse:
        found = search_inquiries(words=words, inquiries=self.inquiries, actor=self.user, cursor=cursor)
        filters = {name: value for name, value in list_parameters(self.request.GET).items() if name != SEARCH}
        if not filters:
            return redirect("inquiries:search_results", found.pk)
        query = QueryDict(list_query(self.request.GET)[1:], mutable=True)
        query[SEARCH] = str(found.pk)
        return redirect(f"{reverse('inquiries:index')}?{query.urlencode()}")


class SearchResultsView(SearchView):
    """Shows the results of a search, as long as it is kept."""

    http_method_names = ["get"]

    @cached_property
    def kept_search(self) -> InquirySearch | None:
        """Return the search, or None when it is not kept any more. Raises PermissionDenied for another user's."""
        found = InquirySearch.objects.unexpired().filter(pk=self.kwargs["search"]).first()
        if found and found.actor_id != self.user.pk:
            raise PermissionDenied
        return found

    def get_initial(self) -> dict[str, Any]:
        return {"words": self.kept_search.words} if self.kept_search else {}

    def get(self, request: HttpRequest, *args: str, **kwargs: Any) -> HttpResponse:
        if self.kept_search is None:
            return self.expired()
        return self.render_to_response(self.get_context_data(**self.results(self.kept_search)))

    def expired(self) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=SearchForm(), expired=True), status=404)

    def results(self, search: InquirySearch) -> dict[str, Any]:
        """Return the context of the results."""
        rows = self.inquiries.with_references(*search.references).latest_first().select_related("assignee")
        may_export, bulk_buttons = may_export_inquiries(self.user), buttons_for(self.user)
        query = f"?{SEARCH}={search.pk}"
        checkboxes = [CheckboxColumn("checkbox", label="")] if may_export or bulk_buttons else []
        return {
            "search": search,
            "count": len(rows),
            "unread_texts": search.next_cursor == START,
            "may_export": may_export,
            "bulk_buttons": bulk_buttons,
            "list_query": query,
            "table": Table([*checkboxes, *columns(self.user, query=query, sortable=False)], rows),
        }


class SearchNextView(SearchResultsView):
    """Searches older inquiries for the same words."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: str, **kwargs: Any) -> HttpResponse:
        if self.kept_search is None:
            return self.expired()
        if not self.kept_search.next_cursor:
            return redirect("inquiries:search_results", self.kept_search.pk)
        return self.search(self.kept_search.words, self.kept_search.next_cursor)
