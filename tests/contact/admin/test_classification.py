"""The desk puts right under what an inquiry is filed: subject and language."""

from typing import Any

import pytest
from django.test import Client

from cluster_cms import clock
from cluster_cms.security.audit import AuditEntry
from contact.models import Inquiry, Status
from contact.privacy.consents import ask_consent
from tests.contact.conftest import AtInquiry
from tests.contact.transfers.giving import informing
from tests.contact.visit import texts
from tests.infrastructure.cast import SAME_ORIGIN

SAVED = {"subject": "careers", "language": "en"}


def now(at: AtInquiry) -> Inquiry:
    return Inquiry.objects.get(pk=at.inquiry.pk)


def test_subject_and_language_change_and_the_chain_names_the_fields_alone(at_inquiry: AtInquiry) -> None:
    at_inquiry.post("subject", **SAVED)
    found = now(at_inquiry)
    assert (found.subject, found.language, found.version) == ("careers", "en", at_inquiry.inquiry.version + 1)
    assert next(one["value"] for one in found.answers if one["key"] == "subject") == "careers"
    entry = AuditEntry.objects.get(action="inquiry.classified")
    assert entry.data == '{"fields":"subject,language"}'
    page = texts(at_inquiry.client.get(at_inquiry.address))
    assert "採用" in page
    assert "Dear " in page


def test_the_same_again_is_recorded_nowhere(at_inquiry: AtInquiry) -> None:
    at_inquiry.post("subject", subject=at_inquiry.inquiry.subject, language=at_inquiry.inquiry.language)
    assert at_inquiry.acts() == ["inquiry.received"]


@pytest.mark.parametrize("wrong", [{"subject": "x"}, {"language": "fr"}, {"version": "99"}, {"version": "x"}])
def test_what_cannot_be_is_refused_and_kept(at_inquiry: AtInquiry, wrong: dict[str, str]) -> None:
    response = at_inquiry.post("subject", **{**SAVED, **wrong})
    assert response.status_code == 200
    assert "保存していません" in texts(response) or "変更を保存していません" in texts(response)
    assert now(at_inquiry).subject == at_inquiry.inquiry.subject


@pytest.mark.parametrize(
    "state", [{"restricted_at": "now"}, {"status": Status.SPAM, "quarantined_at": "now"}], ids=["stopped", "spam"]
)
def test_a_stopped_or_suspected_one_stays_as_it_is(at_inquiry: AtInquiry, state: dict[str, Any]) -> None:
    state = {name: clock.now() if value == "now" else value for name, value in state.items()}
    Inquiry.objects.filter(pk=at_inquiry.inquiry.pk).update(**state)
    at_inquiry.post("subject", **SAVED)
    assert now(at_inquiry).subject == at_inquiry.inquiry.subject
    assert "/subject/" not in texts(at_inquiry.client.get(at_inquiry.address))


def test_the_language_stays_where_a_consent_was_asked_in_it(at_inquiry: AtInquiry, desk: Any) -> None:
    ask_consent(inquiry=at_inquiry.inquiry, purpose=informing(), actor=desk)
    assert "いまの言語で同意" in texts(at_inquiry.post("subject", **SAVED))
    at_inquiry.post("subject", subject="careers", language="ja")
    assert (now(at_inquiry).subject, now(at_inquiry).language) == ("careers", "ja")


def test_a_stopped_inquiry_offers_no_other_status(at_inquiry: AtInquiry) -> None:
    page = texts(at_inquiry.client.get(at_inquiry.address))
    assert f"{at_inquiry.address}status/" in page
    closed = {"status": Status.CLOSED, "closed_at": clock.now(), "restricted_at": clock.now()}
    Inquiry.objects.filter(pk=at_inquiry.inquiry.pk).update(**closed)
    page = texts(at_inquiry.client.get(at_inquiry.address))
    assert f"{at_inquiry.address}status/" not in page


def test_a_held_inquiry_says_so_with_the_reason(at_inquiry: AtInquiry) -> None:
    found = now(at_inquiry)
    found.held_at, found.hold_reason = clock.now(), "係争中のため"
    found.save()
    page = texts(at_inquiry.client.get(at_inquiry.address))
    assert "保全中：削除されません" in page
    assert "係争中のため" in page


def test_a_stranger_is_sent_to_sign_in(at_inquiry: AtInquiry) -> None:
    response = Client(headers=SAME_ORIGIN).post(f"{at_inquiry.address}subject/", SAVED)
    assert response.headers["Location"].startswith("/admin/account/login/")
