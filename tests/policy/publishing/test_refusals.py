"""Every refusal, by every way of publishing: nothing goes live, all reasons are shown, the draft is kept.

Reasons that may hold at once are tried at once: an attempt must tell all of them."""

from collections.abc import Callable
from html import escape
from typing import Any

import pytest
from django.contrib.auth.models import AbstractBaseUser
from django.test import Client
from django.utils import translation

from policy.pages import PolicyPage
from policy.publishing import promulgation
from policy.text.refusal import PublicationRefused
from tests.policy.drafting import approved, good_draft, source
from tests.policy.publishing.invalid_drafts import INVALID_DRAFTS
from tests.policy.publishing.publish_actions import BY_PEOPLE, BY_PROGRAMS, trace

KEPT = "Kept although refused."
# What goes wrong together, and the reasons that it gives beside the missing approval.
GROUPS: dict[str, tuple[set[str], list[str]]] = {
    "texts": (
        {"incomplete", "language"},
        [
            "no text",
            "title in one language",
            "introduction in one language",
            "sub-item empty",
            "heading in one language",
        ],
    ),
    "addresses": (
        {"anchor_changed", "anchor_twice", "anchor", "reference"},
        ["anchor of a promulgated clause changed", "anchor twice", "anchor of wrong form", "reference to nowhere"],
    ),
    "another clause": ({"anchor_reused"}, ["anchor of another clause"]),
    "no clause": ({"no_clause"}, ["no clause"]),
    "terms": (
        {"summary", "summary_old", "kind", "established", "past"},
        [
            "summary missing",
            "summary of the last revision",
            "kind missing",
            "date of establishment missing",
            "effective yesterday",
        ],
    ),
    "purpose": ({"notice", "notified"}, ["purpose with short notice", "purpose without words"]),
    "order": ({"before_announced"}, ["effective before an announced one"]),
    "settings": (
        {"desk", "operator", "unconfirmed"},
        ["desk without telephone", "operator without name", "operator without address"],
    ),
    "nothing new": ({"same"}, ["nothing new"]),
}


@pytest.fixture
def client(approver: AbstractBaseUser, signed_in: Callable[[AbstractBaseUser], Client]) -> Client:
    return signed_in(approver)


def invalid_draft(group: str) -> tuple[PolicyPage, set[str]]:
    """Return a draft with everything wrong that a group names, and the reasons in the language of the staff."""
    codes, cases = GROUPS[group]
    page = good_draft()
    page.search_description_en = KEPT
    for case in cases:
        INVALID_DRAFTS[case][1](page)
    with translation.override("ja"):
        found = promulgation.blocking_reasons(page)
    assert {reason.code for reason in found} - {"approval"} == codes
    return page, {str(reason) for reason in found if reason.code != "approval"}


def draft_text() -> str:
    return str(source().get_latest_revision().content)


def shows_all(answer: Any, reasons: set[str]) -> bool:
    """Tell whether a person reads all reasons; the editor itself stops empty fields, each with a word beside it."""
    if answer.status_code == 200 and not getattr(answer, "redirect_chain", None):
        return bool(answer.context["form"].errors) and KEPT in answer.text
    return all(escape(reason) in answer.text for reason in reasons) and KEPT in draft_text()


@pytest.mark.parametrize("action", BY_PEOPLE)
@pytest.mark.parametrize("group", GROUPS)
def test_people_get_a_page_with_all_reasons(group: str, action: str, client: Client) -> None:
    page, reasons = invalid_draft(group)
    before = trace()
    answer = BY_PEOPLE[action](page, client)
    if answer.status_code == 302:
        answer = client.get(answer["Location"], follow=True)
        answer.redirect_chain = [("followed", 302)]
    assert answer.status_code in (200, 409)
    assert shows_all(answer, reasons)
    assert trace() == before


@pytest.mark.parametrize("action", BY_PROGRAMS)
@pytest.mark.parametrize("group", GROUPS)
def test_programs_get_an_exception_with_all_reasons(group: str, action: str, policy_page: PolicyPage) -> None:
    page, reasons = invalid_draft(group)
    revision, before = approved(page), trace()
    with pytest.raises(PublicationRefused) as refusal, translation.override("ja"):
        BY_PROGRAMS[action](revision)
    assert {str(reason) for reason in refusal.value.reasons} == reasons
    assert KEPT in draft_text()
    assert trace() == before


def test_every_reason_is_tried_by_every_way_of_publishing() -> None:
    tried = set().union(*(codes for codes, _cases in GROUPS.values()))
    assert tried == {code for code, _change in INVALID_DRAFTS.values()}
