"""Keyset pagination: pages of a long list by its sort keys, so that the last page costs what the first does."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.db.models import Q

from contact.models import Inquiry, InquiryQuerySet

PAGE_SIZE_OF_LIST = "~"
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
COUNTED = 1_000
AFTER, BEFORE = "after", "before"


@dataclass(frozen=True)
class Order:
    """An order of the list: by a column that is never empty, then by reference."""

    column: str
    descending: bool
    read: Callable[[str], Any]

    def fields(self, *, backwards: bool) -> tuple[str, str]:
        down = self.descending != backwards
        return f"{'-' if down else ''}{self.column}", f"{'' if down else '-'}reference"

    def beyond(self, value: Any, reference: str, *, backwards: bool) -> Q:
        """Return the condition for what comes after a place, or before it; its first part lets an index be used."""
        less, more = ("lt", "gt") if self.descending != backwards else ("gt", "lt")
        past = Q(**{f"{self.column}__{less}": value}) | Q(**{f"reference__{more}": reference})
        return Q(**{f"{self.column}__{less}e": value}) & past

    def place(self, value: datetime | date, reference: str) -> str:
        return f"{written(value)}{PAGE_SIZE_OF_LIST}{reference}"


@dataclass(frozen=True)
class Page:
    """The rows of one page, and the places from which its neighbours are found; empty where there is none."""

    rows: list[Inquiry]
    previous: str = ""
    next: str = ""


def written(value: datetime | date) -> str:
    """Return a key for an address: a day, or microseconds since 1970."""
    if isinstance(value, datetime):
        return str((value - EPOCH) // (datetime.resolution))
    return value.isoformat()


def moment(text: str) -> datetime:
    return EPOCH + int(text) * datetime.resolution


NEWEST = Order("received_at", descending=True, read=moment)
ORDERS = {
    "-received_at": NEWEST,
    "received_at": Order("received_at", descending=False, read=moment),
    "due_on": Order("due_on", descending=False, read=date.fromisoformat),
    "-due_on": Order("due_on", descending=True, read=date.fromisoformat),
}


def page_at(place: str, *, inquiries: InquiryQuerySet, order: Order, size: int) -> Page:
    """Return the page at a place; the first where the place is none, or nothing is left there."""
    where, _sign, key = place.partition(PAGE_SIZE_OF_LIST)
    found = key_of(key, order)
    if found and where == AFTER:
        rows = part(inquiries, order, size, found)
        if rows:
            return Page(
                rows[:size], at(BEFORE, order, rows[0]), at(AFTER, order, rows[size - 1]) if rows[size:] else ""
            )
    if found and where == BEFORE:
        rows = part(inquiries, order, size, found, backwards=True)
        if rows[size:]:
            rows = rows[size - 1 :: -1]
            return Page(rows, at(BEFORE, order, rows[0]), at(AFTER, order, rows[-1]))
    rows = part(inquiries, order, size)
    return Page(rows[:size], next=at(AFTER, order, rows[size - 1]) if rows[size:] else "")


def part(
    inquiries: InquiryQuerySet, order: Order, size: int, key: tuple[Any, str] | None = None, *, backwards: bool = False
) -> list[Inquiry]:
    """Return a page and one row more, which tells whether there is another."""
    if key:
        inquiries = inquiries.filter(order.beyond(*key, backwards=backwards))
    return list(inquiries.order_by(*order.fields(backwards=backwards))[: size + 1])


def at(where: str, order: Order, inquiry: Inquiry) -> str:
    return f"{where}{PAGE_SIZE_OF_LIST}{order.place(getattr(inquiry, order.column), inquiry.reference)}"


def key_of(text: str, order: Order) -> tuple[Any, str] | None:
    """Return the pair that an address names, or nothing when somebody made it up."""
    value, _sign, reference = text.partition(PAGE_SIZE_OF_LIST)
    try:
        return order.read(value), reference
    except (ValueError, OverflowError):
        return None


def counted(inquiries: InquiryQuerySet) -> str:
    """Return how many there are; a long list is not counted to its end."""
    count = inquiries.order_by()[: COUNTED + 1].count()
    return f"{COUNTED:,}+" if count > COUNTED else f"{count:,}"
