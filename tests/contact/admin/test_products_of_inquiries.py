"""The desk says which products an inquiry is about; the audit log keeps that it did, and how many."""

import re
from typing import Any

import pytest

from cluster_cms.security.audit import AuditEntry
from contact.inquiries.handling import InvalidTransition, StaleVersion
from contact.inquiries.topics import change_topics
from contact.models import Inquiry, Status
from contact.search.searching import search_inquiries
from contact.text.answers import topic_names
from tests.contact.conftest import AtInquiry
from tests.contact.visit import texts


def keys(inquiry: Inquiry) -> list[str]:
    return sorted(inquiry.topics.values_list("key", flat=True))


def test_the_desk_changes_the_products_and_the_audit_log_says_so(at_inquiry: AtInquiry) -> None:
    for chosen in (["cx-210", "pulsedrop-1"], ["cx-210"], []):
        page = texts(at_inquiry.post("products", about=chosen))
        assert keys(at_inquiry.inquiry) == chosen
    assert "製品を変更" in page
    entries = AuditEntry.objects.filter(action="inquiry.topics_changed").order_by("position")
    assert [entry.data for entry in entries] == ['{"count":2}', '{"count":1}', '{"count":0}']


def test_the_same_products_once_more_change_nothing(at_inquiry: AtInquiry) -> None:
    at_inquiry.post("products", about=["cx-210"])
    at_inquiry.post("products", about=["cx-210"])
    assert at_inquiry.acts().count("inquiry.topics_changed") == 1


def test_a_product_that_left_the_catalogue_stays_with_its_name(desk: Any, at_inquiry: AtInquiry) -> None:
    names = {"cx-9": "CX-9（旧品）"}
    change_topics(inquiry=at_inquiry.inquiry, names=names, version=0, actor=desk)
    assert "CX-9（旧品）" in texts(at_inquiry.client.get(f"{at_inquiry.address}products/"))
    at_inquiry.post("products", about=["cx-9", "cx-210"])
    at_inquiry.inquiry.refresh_from_db()
    assert topic_names(at_inquiry.inquiry.answers)["cx-9"] == "CX-9（旧品）"


def test_who_was_slower_sees_the_whole_choice_again(at_inquiry: AtInquiry) -> None:
    Inquiry.objects.update(version=5)
    page = texts(
        at_inquiry.client.post(f"{at_inquiry.address}products/", {"version": "4", "about": ["cx-210", "cx-120"]})
    )
    assert keys(at_inquiry.inquiry) == []
    assert 'name="version" value="5"' in page
    assert len(re.findall(r'value="cx-(?:210|120)"[^>]*checked', page)) == 2


def test_spam_and_stopped_inquiries_keep_theirs(desk: Any, inquiry: Inquiry) -> None:
    Inquiry.objects.filter(pk=inquiry.pk).update(status=Status.SPAM)
    with pytest.raises(InvalidTransition):
        change_topics(inquiry=inquiry, names={"cx-210": "CX-210"}, version=0, actor=desk)
    with pytest.raises(StaleVersion):
        change_topics(inquiry=inquiry, names={}, version=7, actor=desk)
    assert keys(inquiry) == []


def test_the_search_finds_an_inquiry_by_a_product_chosen_later(desk: Any, at_inquiry: AtInquiry) -> None:
    at_inquiry.post("products", about=["pulsedrop-1"])
    search = search_inquiries(words="PulseDrop", inquiries=Inquiry.objects.all(), actor=desk)
    assert search.references == [at_inquiry.inquiry.reference]
