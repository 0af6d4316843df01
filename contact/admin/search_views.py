"""The search screens. The words come by POST and stay encrypted: no address or log holds them."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import Table

from contact.admin.base import DeskScreen
from contact.admin.bulk import offered
from contact.admin.listing import TickColumn, columns
from contact.models import InquirySearch
from contact.permissions import may_export_inquiries, may_read_inquiries
from contact.search.scanning import START
from contact.search.searching import NothingToSearch, search_inquiries


class SearchForm(forms.Form):
    words = forms.CharField(
        label=gettext_lazy("Search inquiries"),
        max_length=200,
        help_text=gettext_lazy(
            "A reference, a mail address, or words from anything that was written. Width, case, kana, blanks and "
            "hyphens make no difference."
        ),
        # A spelling check in the cloud would send the name of the person away.
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": gettext_lazy("Write what to look for")},
    )


class SearchView(DeskScreen):
    """Takes the words, searches, and leads to what was found; who may not read inquiries may not search."""

    question = staticmethod(may_read_inquiries)
    template_name = "contact/admin/search/page.html"
    page_title = gettext_lazy("Search inquiries")
    header_icon = "search"

    def get(self, request: HttpRequest, **_search: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(search_form=SearchForm()))

    def post(self, request: HttpRequest, **_search: Any) -> HttpResponse:
        form = SearchForm(request.POST)
        if form.is_valid():
            try:
                return self.search(form.cleaned_data["words"])
            except NothingToSearch:
                form.add_error("words", _("Write what to look for"))
        return self.render_to_response(self.get_context_data(search_form=form))

    def search(self, words: str, place: str = "") -> HttpResponse:
        found = search_inquiries(words=words, inquiries=self.inquiries, actor=self.person, place=place)
        return redirect("inquiries:found", found.pk)


class FoundView(SearchView):
    """Shows what a search found, as long as it is kept; from an inquiry the way back leads here."""

    http_method_names = ["get"]

    @cached_property
    def found(self) -> InquirySearch | None:
        """Return the search, while it is kept; nobody sees another's."""
        found = InquirySearch.objects.kept().filter(pk=self.kwargs["search"]).first()
        if found and found.actor_id != self.person.pk:
            raise PermissionDenied
        return found

    def get(self, request: HttpRequest, **_search: Any) -> HttpResponse:
        if self.found is None:
            return self.over()
        form = SearchForm(initial={"words": self.found.words})
        return self.render_to_response(self.get_context_data(search_form=form, **self.listed(self.found)))

    def over(self) -> HttpResponse:
        return self.render_to_response(self.get_context_data(search_form=SearchForm(), over=True), status=404)

    def listed(self, found: InquirySearch) -> dict[str, Any]:
        rows = self.inquiries.with_references(*found.references).latest_first().select_related("assignee")
        may_export = may_export_inquiries(self.person)
        offers = offered(self.person)
        ticks = [TickColumn("tick", label="")] if may_export or offers else []
        return {
            "found": found,
            "count": len(rows),
            "unread_texts": found.next_cursor == START,
            "may_export": may_export,
            "bulk_offers": offers,
            "table": Table([*ticks, *columns(sortable=False, found=True)], rows),
        }


class NextView(FoundView):
    """Searches further back with the same words."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, **_search: Any) -> HttpResponse:
        if self.found is None:
            return self.over()
        if not self.found.next_cursor:
            return redirect("inquiries:found", self.found.pk)
        return self.search(self.found.words, self.found.next_cursor)
