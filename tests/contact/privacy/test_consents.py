"""Consent is asked by mail, answered once on a page, and withdrawn at any time; a no survives a restore."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from pytest_django import Settings

from cluster_cms import clock
from cluster_cms.erasures.erasing import Erasure
from cluster_cms.mail.outbox import OutboxMail
from cluster_cms.mail.sending import send_due_mails
from cluster_cms.security.audit import AuditEntry
from contact.models import Consent, ConsentAnswer, Inquiry
from contact.privacy.consents import MayNotAsk, NoNeedToAsk, ask_consent, end_restored_consent, erasable_refusal
from contact.retention.erasure import erase_inquiry
from tests.contact.transfers.giving import answering, informing
from tests.contact.visit import Visit, texts
from tests.infrastructure.decrypted_dump import places_of

LINK = re.compile(r"http://testserver(\S+/consent/\S+/)")
GONE = "/your-data/consent/" + "x" * 43 + "/"


@pytest.fixture
def asked(inquiry: Inquiry, desk: Any) -> Consent:
    return ask_consent(inquiry=inquiry, purpose=informing(), actor=desk)


def newest_link() -> str:
    send_due_mails()
    found = LINK.search(str(mail.outbox[-1].body))
    assert found, mail.outbox[-1].body
    return found[1]


def answer_of(consent: Consent) -> str:
    return Consent.objects.get(pk=consent.pk).answer


def test_the_mail_names_purpose_and_reference_and_leads_to_a_page_that_asks(
    visit: Callable[..., Visit], desk: Any, language: str
) -> None:
    inquiry = visit(language).send_all()
    ask_consent(inquiry=inquiry, purpose=informing(), actor=desk)
    address = newest_link()
    assert informing().text(language) in mail.outbox[-1].body
    page = Client().get(address)
    assert informing().text(language) in texts(page)
    assert page.headers["Cache-Control"] == "no-store"
    assert page.headers["Referrer-Policy"] == "no-referrer"


def test_looking_at_a_link_changes_nothing(asked: Consent) -> None:
    address = newest_link()
    for method in ("get", "head"):
        getattr(Client(), method)(address)
    assert answer_of(asked) == ConsentAnswer.ASKED


@pytest.mark.parametrize("said, answer", [("yes", ConsentAnswer.GIVEN), ("no", ConsentAnswer.REFUSED)])
def test_the_answer_is_taken_once_and_recorded(
    said: str, answer: ConsentAnswer, asked: Consent, inquiry: Inquiry
) -> None:
    address, client = newest_link(), Client(enforce_csrf_checks=True)
    assert client.post(address, {"answer": said}).status_code == 200
    assert answer_of(asked) == answer
    for again in ({"answer": "yes"}, {"answer": "no"}):
        assert client.post(address, again).status_code == 410
    assert answer_of(asked) == answer
    assert AuditEntry.objects.filter(action=f"consent.{answer}", subject=inquiry.reference).count() == 1


@pytest.mark.parametrize("said", ["", "perhaps"])
def test_an_answer_that_is_none_is_asked_again(said: str, asked: Consent) -> None:
    assert Client().post(newest_link(), {"answer": said}).status_code == 422
    assert answer_of(asked) == ConsentAnswer.ASKED


def test_consent_is_withdrawn_by_the_link_of_its_confirmation(asked: Consent) -> None:
    Client().post(newest_link(), {"answer": "yes"})
    address = newest_link()
    assert "/consent/withdraw/" in address
    assert Client().get(address).status_code == 200
    assert answer_of(asked) == ConsentAnswer.GIVEN
    assert [Client().post(address).status_code for _time in range(2)] == [200, 410]
    assert answer_of(asked) == ConsentAnswer.WITHDRAWN


def test_a_consent_can_be_withdrawn_though_the_secret_key_was_renewed_since_it_was_asked_for(
    asked: Consent, settings: Settings
) -> None:
    address = newest_link()
    settings.SECRET_KEY += "renewed"  # and the old one is not kept
    Client().post(address, {"answer": "yes"})
    Client().post(newest_link())
    assert answer_of(asked) == ConsentAnswer.WITHDRAWN


def test_links_of_two_people_and_two_uses_are_not_exchanged(asked: Consent, desk: Any) -> None:
    address = newest_link()
    assert Client().post(address.replace("/consent/", "/consent/withdraw/")).status_code == 410
    assert Client().post(f"/en{address}", {"answer": "yes"}).status_code == 410
    for method in ("get", "post"):
        assert getattr(Client(), method)(GONE).status_code == 410
    assert answer_of(asked) == ConsentAnswer.ASKED


def test_a_question_lapses_and_may_then_be_asked_anew(asked: Consent, inquiry: Inquiry, desk: Any, clock: Any) -> None:
    address = newest_link()
    clock.set(asked.expires_at + timedelta(seconds=1))
    assert Client().post(address, {"answer": "yes"}).status_code == 410
    ask_consent(inquiry=inquiry, purpose=informing(), actor=desk)
    assert Consent.objects.get().answer == ConsentAnswer.ASKED


def test_nobody_is_asked_twice_nor_for_what_is_allowed(asked: Consent, inquiry: Inquiry, desk: Any) -> None:
    for purpose in (answering(), informing()):
        with pytest.raises(NoNeedToAsk):
            ask_consent(inquiry=inquiry, purpose=purpose, actor=desk)
    assert Consent.objects.count() == 1


@pytest.mark.parametrize("change", [{"restricted_at": clock.now()}, {"status": "spam"}], ids=["stopped", "spam"])
def test_who_stopped_the_use_and_what_may_be_spam_is_not_asked(
    change: dict[str, Any], inquiry: Inquiry, desk: Any
) -> None:
    Inquiry.objects.filter(pk=inquiry.pk).update(**change)
    with pytest.raises(MayNotAsk):
        ask_consent(inquiry=inquiry, purpose=informing(), actor=desk)
    assert not Consent.objects.exists()


def test_who_refused_is_not_asked_again(asked: Consent, inquiry: Inquiry, desk: Any) -> None:
    Client().post(newest_link(), {"answer": "no"})
    with pytest.raises(MayNotAsk):
        ask_consent(inquiry=inquiry, purpose=informing(), actor=desk)
    assert Consent.objects.get().answer == ConsentAnswer.REFUSED


@pytest.mark.parametrize("said, before", [("no", ConsentAnswer.ASKED), ("yes", ConsentAnswer.GIVEN)])
def test_a_no_stands_in_the_journal_and_survives_a_restore(said: str, before: ConsentAnswer, asked: Consent) -> None:
    Client().post(newest_link(), {"answer": said})
    if said == "yes":
        Client().post(newest_link())
    assert Erasure.objects.get(kind="consent").record == asked.pk
    assert not erasable_refusal().exists(asked.pk)
    Consent.objects.update(answer=before)  # as an older copy of the database has it
    assert erasable_refusal().exists(asked.pk)
    end_restored_consent(asked.pk)
    assert answer_of(asked) in (ConsentAnswer.REFUSED, ConsentAnswer.WITHDRAWN)


def test_no_row_holds_what_opens_a_link(asked: Consent) -> None:
    token = newest_link().rstrip("/").rpartition("/")[2]
    assert len(token) == 43
    assert places_of(token) == set()


def test_questions_and_their_mails_go_with_the_inquiry(asked: Consent, inquiry: Inquiry, desk: Any) -> None:
    erase_inquiry(inquiry=inquiry, actor=desk)
    assert not Consent.objects.exists()
    assert not OutboxMail.objects.about(inquiry.reference).exists()


def test_the_desk_asks_from_its_screen_and_reads_the_answer(
    inquiry: Inquiry, desk: Any, signed_in: Callable[[Any], Client]
) -> None:
    client, screen = signed_in(desk), f"/admin/inquiries/{inquiry.reference}/consent/"
    assert "同意を求める目的を選んでください" in texts(client.post(screen, {}))
    assert "同意のお尋ねをメールで送ります" in texts(client.post(screen, {"purpose": informing().pk}, follow=True))
    assert "メールは送りません" in texts(client.post(screen, {"purpose": informing().pk}, follow=True))
    Client().post(newest_link(), {"answer": "no"})
    assert "不同意" in texts(client.get(screen))
    assert "お尋ねできません" in texts(client.post(screen, {"purpose": informing().pk}, follow=True))


@pytest.mark.parametrize("language, country", [("ja", "米国"), ("en", "United States")])
def test_a_question_for_a_third_party_names_it_and_its_country_and_is_a_question_of_its_own(
    language: str, country: str, visit: Callable[..., Visit], desk: Any
) -> None:
    inquiry = visit(language).send_all()
    ask_consent(inquiry=inquiry, purpose=answering(), actor=desk, recipient="Trade Fair Inc.", country="US")
    address = newest_link()
    for text in (str(mail.outbox[-1].body), texts(Client().get(address))):
        assert "Trade Fair Inc." in text
        assert country in text
    with pytest.raises(NoNeedToAsk):
        ask_consent(inquiry=inquiry, purpose=answering(), actor=desk, recipient="Trade  Fair Inc.", country="US")
    ask_consent(inquiry=inquiry, purpose=answering(), actor=desk, recipient="Another Fair Inc.")
    assert inquiry.consents.count() == 2


def test_the_desk_asks_for_a_third_party_from_the_inquiry(
    desk: Any, signed_in: Callable[[Any], Client], inquiry: Inquiry
) -> None:
    door = f"/admin/inquiries/{inquiry.reference}/consent/"
    given = {"purpose": answering().pk, "recipient": "例示保険株式会社", "country": "JP"}
    page = texts(signed_in(desk).post(door, given, follow=True))
    assert "例示保険株式会社 (日本)" in page
    assert "例示".encode() not in bytes(Consent.objects.values_list("recipient", flat=True)[0] or b"")
