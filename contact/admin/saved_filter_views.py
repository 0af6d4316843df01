"""The buttons by which somebody keeps a filter of the inbox under a name, and throws it away."""

from django.core.exceptions import PermissionDenied
from django.http import QueryDict
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from contact.admin.base import ActionView, Text
from contact.admin.filters import SEARCH
from contact.admin.list_place import list_query
from contact.models import SavedFilter
from contact.models.saved_filter import MAX_FILTERS, MAX_NAME


class NoName(Exception):
    """The name of the filter is empty or too long."""


class NoFilter(Exception):
    """The list is not filtered, so that there is nothing to keep."""


class TooMany(Exception):
    """The account keeps as many filters as fit into a row."""


class SaveFilterView(ActionView):
    """Keeps the filter of the address under a name; a filter of the same name is replaced."""

    refusals = {
        NoName: (messages.error, gettext_lazy("Nothing was saved: write a name of 1 to 40 characters.")),
        NoFilter: (messages.error, gettext_lazy("Nothing was saved: choose a filter first.")),
        TooMany: (messages.error, gettext_lazy("Nothing was saved: throw another saved filter away first.")),
    }

    @property
    def query(self) -> str:
        kept = QueryDict(list_query(self.request.GET)[1:], mutable=True)
        kept.pop(SEARCH, None)  # it is over in an hour
        return kept.urlencode()

    def perform(self) -> Text:
        name = " ".join(self.request.POST.get("name", "").split())
        if not 0 < len(name) <= MAX_NAME:
            raise NoName
        if not self.query:
            raise NoFilter
        own = SavedFilter.objects.filter(owner=self.user)
        if own.exclude(name=name).count() >= MAX_FILTERS:
            raise TooMany
        SavedFilter.objects.update_or_create(owner=self.user, name=name, defaults={"query": self.query})
        return gettext_lazy("The filter is saved; it stands above the list.")

    def get_success_url(self) -> str:
        return f"{reverse('inquiries:index')}{list_query(self.request.GET)}"


class ForgetFilterView(ActionView):
    """Throws away a filter of one's own."""

    def perform(self) -> Text:
        found = get_object_or_404(SavedFilter, pk=self.kwargs["number"])
        if found.owner_id != self.user.pk:
            raise PermissionDenied
        found.delete()
        return gettext_lazy("The saved filter is gone.")

    def get_success_url(self) -> str:
        return reverse("inquiries:index")
