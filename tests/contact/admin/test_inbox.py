"""The inbox over all forms: what a row says, how it is narrowed, ordered and counted, and how its pages turn."""

import re
from collections.abc import Callable
from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cluster_cms.clock import TOKYO, today
from contact.admin import inbox_views
from contact.models import Inquiry, Source, Status
from contact.pages import ContactPage
from contact.search import pagination
from tests.contact.admin.inquiry_copies import copy_inquiry
from tests.contact.visit import WRITTEN, texts
from tests.infrastructure.cast import Clock

ADDRESS = "/admin/inquiries/"
ROW = re.compile(r'id="inquiry-([0-9A-Z-]{9})"')


@pytest.fixture
def at_desk(desk: Any, signed_in: Callable[[Any], Client]) -> Client:
    return signed_in(desk)


def listed(client: Client, query: str = "") -> list[str]:
    response = client.get(f"{ADDRESS}?{query}")
    assert response.status_code == 200
    return ROW.findall(texts(response))


def newest_first() -> list[str]:
    return [one.reference for one in Inquiry.objects.not_spam().latest_first()]


def way(client: Client, query: str, rel: str) -> str:
    found = re.search(rf'rel="{rel}" href="[^"?]*\?([^"]*)"', texts(client.get(f"{ADDRESS}?{query}")))
    return found[1] if found else ""


def test_a_row_shows_all_that_the_desk_needs_and_not_the_writer(at_desk: Client, desk: Any, inquiry: Inquiry) -> None:
    Inquiry.objects.filter(pk=inquiry.pk).update(assignee=desk, source=Source.PHONE)
    page = texts(at_desk.get(ADDRESS))
    row = page[page.index(inquiry.reference) :].partition("</tr>")[0]
    local = inquiry.received_at.astimezone(TOKYO)
    who = desk.get_full_name() or desk.get_username()
    said = ("未読", WRITTEN["company"], "製品・技術", "電話", "日本語", inquiry.page_title, who, "未対応")
    for text in (*said, f"{local:%Y-%m-%d}", f"{local:%H:%M}", f"{inquiry.due_on:%Y-%m-%d}"):
        assert text in row
    for hidden in (inquiry.email_hmac, WRITTEN["mail"], WRITTEN["name"]):
        assert hidden not in page


@pytest.mark.parametrize("column, mark", [("restricted_at", "利用停止中"), ("held_at", "保全中")])
def test_a_row_shows_that_the_use_is_stopped_or_that_it_is_on_hold(
    column: str, mark: str, at_desk: Client, inquiry: Inquiry
) -> None:
    assert mark not in texts(at_desk.get(ADDRESS))
    Inquiry.objects.filter(pk=inquiry.pk).update(**{column: inquiry.received_at})
    for page in (at_desk.get(ADDRESS), at_desk.post(f"{ADDRESS}search/", {"words": inquiry.reference}, follow=True)):
        assert mark in texts(page).partition(f'id="inquiry-{inquiry.reference}"')[2].partition("</tr>")[0]


def test_an_opened_inquiry_stays_read(at_desk: Client, inquiry: Inquiry, clock: Clock) -> None:
    assert inquiry.reference in listed(at_desk, "only=unread")
    opened_at = clock.forward(minutes=1)
    at_desk.get(f"{ADDRESS}{inquiry.reference}/")
    clock.forward(minutes=1)
    at_desk.get(f"{ADDRESS}{inquiry.reference}/")
    assert Inquiry.objects.get(pk=inquiry.pk).read_at == opened_at
    assert inquiry.reference not in listed(at_desk, "only=unread")


def test_overdue_is_shown_in_a_word_from_the_day_after_on(at_desk: Client, inquiry: Inquiry) -> None:
    Inquiry.objects.exclude(pk=inquiry.pk).update(due_on=today())
    Inquiry.objects.filter(pk=inquiry.pk).update(due_on=today() - timedelta(days=1))
    assert listed(at_desk, "only=overdue") == [inquiry.reference]
    assert texts(at_desk.get(ADDRESS)).count(">期限超過</strong>") == 1


@pytest.mark.parametrize("status", [Status.WAITING, Status.ANSWERED, Status.CLOSED])
def test_nothing_is_overdue_while_the_desk_has_nothing_to_do(at_desk: Client, inquiry: Inquiry, status: Status) -> None:
    late = today() - timedelta(days=9)
    closed_at = inquiry.received_at if status == Status.CLOSED else None
    copy_inquiry(inquiry, status=status, due_on=late, closed_at=closed_at)
    Inquiry.objects.exclude(status=status).update(due_on=today())
    assert listed(at_desk, f"only=overdue&status={status}") == []


def test_it_is_filtered_by_each_column(at_desk: Client, desk: Any, inquiry: Inquiry) -> None:
    Inquiry.objects.update(read_at=inquiry.received_at)
    english = ContactPage.objects.get(locale__language_code="en")
    marks: dict[str, dict[str, Any]] = {
        "only=unread": {"read_at": None},
        "status=waiting": {"status": Status.WAITING},
        "assignee=me": {"assignee": desk},
        f"assignee={desk.pk}&only=unread": {"assignee": desk, "read_at": None},
        "subject=careers": {"subject": "careers"},
        "source=fax": {"source": Source.FAX},
        "page=null": {"page": None},
        f"language=ja&page={english.pk}": {"page_id": english.pk},
    }
    for query, changes in marks.items():
        found = copy_inquiry(inquiry, **changes)
        assert listed(at_desk, query) == [found.reference], query
        found.delete()


def test_to_do_and_unassigned_are_the_open_ones(at_desk: Client, desk: Any, inquiry: Inquiry) -> None:
    Inquiry.objects.exclude(pk=inquiry.pk).update(assignee=desk)
    assert listed(at_desk, "status=to-do&assignee=nobody") == [inquiry.reference]
    assert set(listed(at_desk, "status=to-do")) == {one.reference for one in Inquiry.objects.open()}


def test_days_are_days_in_tokyo(at_desk: Client, inquiry: Inquiry, clock: Clock) -> None:
    late = copy_inquiry(inquiry, received_at=clock.set("2026-03-31 23:59"))
    early = copy_inquiry(inquiry, received_at=clock.set("2026-04-01 00:00"))
    assert listed(at_desk, "received_from=2026-03-31&received_to=2026-03-31") == [late.reference]
    assert listed(at_desk, "received_from=2026-04-01&received_to=2026-04-01") == [early.reference]


@pytest.mark.parametrize(
    "query",
    ["status=spam", "assignee=x", "page=x", "received_from=x", "ordering=x", "p=x", "p=after~x~y", "p=after~9e9"],
)
def test_invalid_queries_are_no_error(at_desk: Client, inquiry: Inquiry, query: str) -> None:
    assert inquiry.reference in listed(at_desk, query)


def test_it_is_ordered_by_receipt_or_due_date(at_desk: Client, inquiry: Inquiry) -> None:
    copy_inquiry(inquiry, minutes=9999, due_on=today() - timedelta(days=90))
    by_receipt = newest_first()
    assert listed(at_desk) == by_receipt
    assert listed(at_desk, "ordering=received_at") == by_receipt[::-1]
    by_due = [one.reference for one in Inquiry.objects.order_by("due_on", "-reference")]
    assert listed(at_desk, "ordering=due_on") == by_due
    assert listed(at_desk, "ordering=-due_on") == by_due[::-1]


@pytest.mark.parametrize("ordering", pagination.ORDERS)
def test_pages_show_each_inquiry_once_and_lead_back(
    ordering: str, at_desk: Client, inquiry: Inquiry, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inbox_views, "PAGE_SIZE", 3)
    at = inquiry.received_at
    for number in range(7):  # three at the same instant, with the same due date: the reference decides
        copy_inquiry(
            inquiry, received_at=at - timedelta(minutes=number // 3), due_on=today() + timedelta(days=number // 3)
        )
    query, pages = f"ordering={ordering}", []
    while query:
        pages.append((query, listed(at_desk, query)))
        query = way(at_desk, query, "next")
    shown = [reference for _query, rows in pages for reference in rows]
    assert sorted(shown) == sorted(newest_first())
    assert max(len(rows) for _query, rows in pages) == 3
    for (_query, before), (query, _rows) in pairwise(pages):
        assert listed(at_desk, way(at_desk, query, "prev")) == before


def test_a_page_whose_rows_are_gone_is_the_first_page(at_desk: Client, inquiry: Inquiry) -> None:
    last = Inquiry.objects.latest_first().last()
    assert last
    place = pagination.page_parameter(pagination.AFTER, pagination.NEWEST, last)
    assert listed(at_desk, f"p={place}") == newest_first()
    assert listed(at_desk, f"p={place.replace('after', 'before')}") == newest_first()


def test_no_page_uses_an_offset(at_desk: Client, inquiry: Inquiry, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inbox_views, "PAGE_SIZE", 2)
    query = way(at_desk, "", "next")
    with CaptureQueriesContext(connection) as queries:
        assert len(listed(at_desk, query)) == 2
    assert not [one for one in queries.captured_queries if "OFFSET" in one["sql"]]


def test_counting_stops_at_a_thousand(at_desk: Client, inquiry: Inquiry, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pagination, "MAX_COUNT", 3)
    assert "お問い合わせ：3+件" in texts(at_desk.get(ADDRESS))
    Inquiry.objects.exclude(pk=inquiry.pk).delete()
    assert "お問い合わせ：1件" in texts(at_desk.get(ADDRESS))


def test_the_dashboard_links_to_what_it_counts(at_desk: Client, desk: Any, inquiry: Inquiry) -> None:
    Inquiry.objects.exclude(pk=inquiry.pk).update(read_at=inquiry.received_at, due_on=today())
    Inquiry.objects.filter(pk=inquiry.pk).update(assignee=desk, due_on=today() - timedelta(days=1))
    page = texts(at_desk.get("/admin/"))
    found = re.findall(r'href="/admin/inquiries/\?([^"]+)"><span>(\d+)</span>', page)
    assert [query for query, _count in found] == [
        "status=to-do",
        "only=overdue",
        "assignee=me&status=to-do",
        "only=unread",
    ]
    assert [len(listed(at_desk, query)) for query, _count in found] == [int(count) for _query, count in found]
    assert [int(count) for _query, count in found][1:] == [1, 1, 1]


def test_an_export_takes_what_the_list_is_filtered_to(at_desk: Client, desk: Any, inquiry: Inquiry) -> None:
    Inquiry.objects.filter(pk=inquiry.pk).update(assignee=desk)
    query = "assignee=me&only=unread&ordering=due_on&p=after~1~x"
    assert f"{ADDRESS}export/?{query}" in texts(at_desk.get(f"{ADDRESS}?{query}"))
    assert "1件" in texts(at_desk.get(f"{ADDRESS}export/?{query}"))
