"""From the list and back in few clicks: take, reply and next, with the list's own filters all the way."""

import re
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest
from django.test import Client

from contact.admin.list_place import list_query
from contact.models import Inquiry, InquirySearch, SavedFilter, Status
from tests.contact.admin.inquiry_copies import copy_inquiry
from tests.contact.conftest import AtInquiry
from tests.contact.visit import WRITTEN, texts

ADDRESS = "/admin/inquiries/"
REPLY = {"subject": "試料の件", "body": "試料をお送りします。", "then": "answered"}


def rows(client: Client, query: str = "") -> list[str]:
    return re.findall(r'id="inquiry-([0-9A-Z-]{9})"', texts(client.get(f"{ADDRESS}?{query}")))


@pytest.fixture
def waiting(inquiry: Inquiry) -> list[Inquiry]:
    """Three inquiries that wait for their writers, the newest first."""
    Inquiry.objects.filter(status=Status.WAITING).delete()
    return [copy_inquiry(inquiry, status=Status.WAITING, minutes=minutes) for minutes in (1, 2, 3)]


def test_one_click_in_the_list_takes_an_inquiry_and_leads_back(at_inquiry: AtInquiry, desk: Any) -> None:
    sent = {"version": "0", "in_list": "1"}
    answer = at_inquiry.client.post(f"{at_inquiry.address}take/?status=to-do", sent, follow=True)
    assert answer.redirect_chain == [(f"{ADDRESS}?status=to-do", 302)]
    assert "担当者になりました" in texts(answer)
    assert Inquiry.objects.get(pk=at_inquiry.inquiry.pk).assignee_id == desk.pk


def test_what_a_colleague_has_taken_meanwhile_is_not_taken(at_inquiry: AtInquiry, privacy_officer: Any) -> None:
    Inquiry.objects.filter(pk=at_inquiry.inquiry.pk).update(assignee=privacy_officer, version=1)
    page = at_inquiry.client.post(f"{at_inquiry.address}take/", {"version": "0"}, follow=True)
    assert "保存していません" in texts(page)
    assert Inquiry.objects.get(pk=at_inquiry.inquiry.pk).assignee_id == privacy_officer.pk


def test_a_reply_makes_an_inquiry_that_nobody_has_one_s_own(
    at_inquiry: AtInquiry, desk: Any, privacy_officer: Any
) -> None:
    at_inquiry.post("reply", **REPLY)
    assert Inquiry.objects.get(pk=at_inquiry.inquiry.pk).assignee_id == desk.pk
    other = copy_inquiry(at_inquiry.inquiry, status=Status.NEW, assignee=privacy_officer)
    AtInquiry(at_inquiry.client, other).post("reply", **REPLY)
    assert Inquiry.objects.get(pk=other.pk).assignee_id == privacy_officer.pk


def test_send_and_next_opens_the_next_of_the_same_list(at_inquiry: AtInquiry, waiting: list[Inquiry]) -> None:
    query = "?status=waiting"
    for now, following in pairwise(waiting):
        answer = AtInquiry(at_inquiry.client, now).post("reply", query, next="1", **REPLY)
        assert answer.redirect_chain[0][0] == f"{ADDRESS}{following.reference}/{query}"
        assert f"{now.reference} への返信はまもなく送信されます" in texts(answer)
    answer = AtInquiry(at_inquiry.client, waiting[-1]).post("reply", query, next="1", **REPLY)
    assert answer.redirect_chain[0][0] == f"{ADDRESS}{query}"


def test_a_refused_reply_stays_where_it_was_written(at_inquiry: AtInquiry) -> None:
    page = texts(at_inquiry.post("reply", next="1", **REPLY | {"body": ""}))
    assert "保存していません" in page.partition('id="said"')[2].partition('id="reply-section"')[0]


def test_the_page_of_an_inquiry_leads_on_within_its_list_and_back(
    at_inquiry: AtInquiry, waiting: list[Inquiry]
) -> None:
    query = "ordering=received_at&status=waiting"
    assert rows(at_inquiry.client, query) == [one.reference for one in reversed(waiting)]
    page = texts(at_inquiry.client.get(f"{ADDRESS}{waiting[1].reference}/?{query}")).replace("&amp;", "&")
    assert f'rel="prev" href="{ADDRESS}{waiting[2].reference}/?{query}"' in page
    assert f'rel="next" href="{ADDRESS}{waiting[0].reference}/?{query}"' in page
    assert f'href="{ADDRESS}?{query}"' in page
    assert f'action="{at_inquiry.address}'.replace(at_inquiry.inquiry.reference, waiting[1].reference) in page
    assert f"/reply/?{query}#said" in page


@pytest.mark.parametrize("bad", ["next=x", "p=after~1~2", "status=" + "x" * 99, "assignee=山田 太郎", "found=1"])
def test_the_address_carries_nothing_else_along(at_inquiry: AtInquiry, bad: str) -> None:
    page = at_inquiry.client.get(f"{at_inquiry.address}?{bad}&status=new")
    assert list_query(page.wsgi_request.GET) == "?status=new"
    assert f'href="{ADDRESS}?status=new"' in texts(page)


def test_filter_and_search_combine_and_survive_the_way_into_an_inquiry(
    at_inquiry: AtInquiry, waiting: list[Inquiry]
) -> None:
    words = {"words": WRITTEN["company"]}
    answer = at_inquiry.client.post(f"{ADDRESS}search/?status=waiting", words, follow=True)
    search = InquirySearch.objects.get()
    assert answer.redirect_chain == [(f"{ADDRESS}?status=waiting&search={search.pk}", 302)]
    assert "検索で見つかったものだけ" in texts(answer)
    both, page = f"search={search.pk}&status=waiting", f"{ADDRESS}{waiting[0].reference}/"
    assert rows(at_inquiry.client, both) == [one.reference for one in waiting]
    assert at_inquiry.inquiry.reference in rows(at_inquiry.client, f"search={search.pk}")
    shown = texts(at_inquiry.client.get(f"{page}?{both}")).replace("&amp;", "&")
    assert f'href="{ADDRESS}{waiting[1].reference}/?{both}"' in shown
    assert WRITTEN["company"] not in f"{both}{answer.redirect_chain}"


def test_the_search_of_somebody_else_narrows_nothing(at_inquiry: AtInquiry, privacy_officer: Any) -> None:
    search = InquirySearch.objects.create(actor_id=privacy_officer.pk, words="x", references=[])
    assert at_inquiry.inquiry.reference in rows(at_inquiry.client, f"search={search.pk}")
    assert "見つかったものだけ" not in texts(at_inquiry.client.get(f"{ADDRESS}?search={search.pk}"))


def test_a_filter_is_saved_for_oneself_and_thrown_away(
    at_inquiry: AtInquiry, privacy_officer: Any, signed_in: Callable[[Any], Client]
) -> None:
    query = "?received_from=2026-01-01&status=waiting"
    saved = at_inquiry.client.post(f"{ADDRESS}filters/{query}", {"name": "お返事を待つもの"}, follow=True)
    assert "お返事を待つもの" in texts(saved)
    assert "お返事を待つもの" not in texts(signed_in(privacy_officer).get(ADDRESS))
    kept = SavedFilter.objects.get()
    assert kept.query == query[1:]
    assert signed_in(privacy_officer).post(f"{ADDRESS}filters/{kept.pk}/").status_code == 302
    at_inquiry.client.post(f"{ADDRESS}filters/{kept.pk}/")
    assert not SavedFilter.objects.exists()


@pytest.mark.parametrize("query, name", [("?status=new", " "), ("?status=new", "x" * 41), ("", "x"), ("?p=1", "x")])
def test_nothing_is_saved_without_a_name_and_a_filter(at_inquiry: AtInquiry, query: str, name: str) -> None:
    page = at_inquiry.client.post(f"{ADDRESS}filters/{query}", {"name": name}, follow=True)
    assert "保存していません" in texts(page)
    assert not SavedFilter.objects.exists()


def test_sales_mail_is_spam_by_a_tick_and_a_button(at_inquiry: AtInquiry) -> None:
    one = at_inquiry.inquiry
    sent = {"inquiry": one.reference, "seen": [f"{one.reference}:{one.version}", "2222-2222:0"]}
    page = at_inquiry.client.post(f"{ADDRESS}mark-spam-many/?status=to-do", sent, follow=True)
    assert "1件のお問い合わせを処理しました" in texts(page)
    assert Inquiry.objects.get(pk=one.pk).status == Status.SPAM


def test_what_was_changed_since_the_list_was_shown_is_no_spam(at_inquiry: AtInquiry) -> None:
    one = at_inquiry.inquiry
    Inquiry.objects.filter(pk=one.pk).update(version=1)
    for seen in (f"{one.reference}:0", ""):
        at_inquiry.client.post(f"{ADDRESS}mark-spam-many/", {"inquiry": one.reference, "seen": seen})
    assert Inquiry.objects.get(pk=one.pk).status == Status.NEW
