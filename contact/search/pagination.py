"""Keyset pagination of inquiries: the last page of a long list costs as much as the first."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.db.models import Q

from contact.models import Inquiry, InquiryQuerySet

SEPARATOR = "~"
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MAX_COUNT = 1_000
AFTER, BEFORE = "after", "before"


@dataclass(frozen=True)
class Order:
    """A sort order: by a column that is never empty, then by reference. `read` parses a value of the column."""

    column: str
    descending: bool
    read: Callable[[str], Any]

    def fields(self, *, backwards: bool = False) -> tuple[str, str]:
        """Return the arguments for `order_by`."""
        down = self.descending != backwards
        return f"{'-' if down else ''}{self.column}", f"{'' if down else '-'}reference"

    def after(self, value: Any, reference: str, *, backwards: bool = False) -> Q:
        """Return the condition for rows after or before a cursor; its redundant first part lets an index be used."""
        less, more = ("lt", "gt") if self.descending != backwards else ("gt", "lt")
        past = Q(**{f"{self.column}__{less}": value}) | Q(**{f"reference__{more}": reference})
        return Q(**{f"{self.column}__{less}e": value}) & past

    def cursor(self, value: datetime | date, reference: str) -> str:
        """Return the position of a row, as it stands in a URL."""
        return f"{print_value(value)}{SEPARATOR}{reference}"


@dataclass(frozen=True)
class Page:
    """The rows of one page, and the values of the URL parameter for its neighbours; empty where there is none."""

    rows: list[Inquiry]
    previous: str = ""
    next: str = ""


def print_value(value: datetime | date) -> str:
    """Return an ISO date, or for an instant the microseconds since 1970."""
    if isinstance(value, datetime):
        return str((value - EPOCH) // (datetime.resolution))
    return value.isoformat()


def parse_instant(text: str) -> datetime:
    """Return the instant of microseconds since 1970. Raises ValueError and OverflowError."""
    return EPOCH + int(text) * datetime.resolution


NEWEST = Order("received_at", descending=True, read=parse_instant)
ORDERS = {
    "-received_at": NEWEST,
    "received_at": Order("received_at", descending=False, read=parse_instant),
    "due_on": Order("due_on", descending=False, read=date.fromisoformat),
    "-due_on": Order("due_on", descending=True, read=date.fromisoformat),
}


def page_at(parameter: str, *, inquiries: InquiryQuerySet, order: Order, size: int) -> Page:
    """Return the page after or before a cursor; the first page where the parameter is invalid or no rows are left."""
    direction, _separator, text = parameter.partition(SEPARATOR)
    cursor = parse_cursor(text, order)
    if cursor and direction == BEFORE:
        rows = fetch(inquiries, order, size, cursor, backwards=True)
        if rows[size:]:
            rows = rows[size - 1 :: -1]
            return Page(rows, page_parameter(BEFORE, order, rows[0]), page_parameter(AFTER, order, rows[-1]))
    rows = fetch(inquiries, order, size, cursor) if cursor and direction == AFTER else []
    previous = page_parameter(BEFORE, order, rows[0]) if rows else ""
    rows = rows or fetch(inquiries, order, size)
    return Page(rows[:size], previous, page_parameter(AFTER, order, rows[size - 1]) if rows[size:] else "")


def fetch(
    inquiries: InquiryQuerySet,
    order: Order,
    size: int,
    cursor: tuple[Any, str] | None = None,
    *,
    backwards: bool = False,
) -> list[Inquiry]:
    """Return the rows of a page and one more, which tells whether there is another page.

    Which rows these are is read first, from an index that holds all that the inbox filters by: a rare combination of
    filters goes through many rows, which are wide.
    """
    chosen = inquiries.filter(order.after(*cursor, backwards=backwards)) if cursor else inquiries
    fields = order.fields(backwards=backwards)
    keys = list(chosen.order_by(*fields).values_list("pk", flat=True)[: size + 1])
    return list(inquiries.filter(pk__in=keys).order_by(*fields))


def neighbour(inquiry: Inquiry, *, inquiries: InquiryQuerySet, order: Order, backwards: bool = False) -> str:
    """Return the reference of the inquiry after one, or before it; empty where there is none."""
    past = order.after(getattr(inquiry, order.column), inquiry.reference, backwards=backwards)
    found = inquiries.filter(past).order_by(*order.fields(backwards=backwards)).values_list("reference", flat=True)
    return found.first() or ""


def page_parameter(direction: str, order: Order, inquiry: Inquiry) -> str:
    """Return the URL parameter for the page after or before an inquiry."""
    return f"{direction}{SEPARATOR}{order.cursor(getattr(inquiry, order.column), inquiry.reference)}"


def parse_cursor(text: str, order: Order) -> tuple[Any, str] | None:
    """Return value and reference of a cursor; None for an invalid one."""
    value, _separator, reference = text.partition(SEPARATOR)
    try:
        return order.read(value), reference
    except (ValueError, OverflowError):
        return None


def capped_count(inquiries: InquiryQuerySet) -> str:
    """Return how many inquiries there are, such as "345"; "1,000+" where there are more."""
    count = inquiries.order_by()[: MAX_COUNT + 1].count()
    return f"{MAX_COUNT:,}+" if count > MAX_COUNT else f"{count:,}"
