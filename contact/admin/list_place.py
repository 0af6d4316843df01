"""The list from which an inquiry was opened, carried along in the addresses: its filters, order and search."""

import re
from typing import NamedTuple

from django.http import HttpRequest, QueryDict
from django.urls import reverse

from contact.admin.filters import InquiryFilter
from contact.models import Inquiry, InquiryQuerySet
from contact.search.pagination import NEWEST, ORDERS, neighbour

ORDERING = "ordering"
NAMES = (*(set(InquiryFilter.base_filters) - {"received"}), "received_from", "received_to", ORDERING)
HARMLESS = re.compile(r"[\w./-]{1,40}")  # a choice, a key or a day; no text of a person


def list_parameters(query: QueryDict) -> dict[str, list[str]]:
    """Return the filters, the order and the search that a query holds, with their values; neither page nor others."""
    known = {name: sorted(filter(HARMLESS.fullmatch, query.getlist(name))) for name in NAMES}
    return {name: values for name, values in sorted(known.items()) if values}


def list_query(query: QueryDict) -> str:
    """Return the same as the end of an address, with its question mark; empty for the whole list."""
    found = QueryDict(mutable=True)
    for name, values in list_parameters(query).items():
        found.setlist(name, values)
    return f"?{found.urlencode()}" if found else ""


class Neighbours(NamedTuple):
    """The references before and after an inquiry in its list; empty where there is none."""

    previous: str
    next: str


def listed(inquiries: InquiryQuerySet, request: HttpRequest) -> InquiryQuerySet:
    """Return the inquiries of the list that the address carries along."""
    found: InquiryQuerySet = InquiryFilter(request.GET, queryset=inquiries.not_spam(), request=request).qs
    return found


def neighbours(inquiry: Inquiry, inquiries: InquiryQuerySet, request: HttpRequest) -> Neighbours:
    """Return what stands beside an inquiry in its list, whether or not it still fits the filters itself."""
    found, order = listed(inquiries, request), ORDERS.get(request.GET.get(ORDERING, ""), NEWEST)
    before = neighbour(inquiry, inquiries=found, order=order, backwards=True)
    return Neighbours(before, neighbour(inquiry, inquiries=found, order=order))


def next_to_do(inquiry: Inquiry, inquiries: InquiryQuerySet, request: HttpRequest) -> str:
    """Return the address of the next open inquiry of the list, or of the list where there is none."""
    following = neighbours(inquiry, inquiries.open(), request).next
    page = reverse("inquiries:inquiry", args=[following]) if following else reverse("inquiries:index")
    return f"{page}{list_query(request.GET)}"
