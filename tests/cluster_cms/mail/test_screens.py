"""Staff send again what could not be sent, and word the mails in both languages."""

from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.test import Client

from cluster_cms.mail.outbox import MailState, OutboxMail
from cluster_cms.mail.wording import MailText
from cluster_cms.operations.health import examine
from cluster_cms.security.audit import AuditEntry

SignIn = Callable[[Any], Client]
Person = Callable[[str], Any]
KIND = "inquiry.acknowledgement"
TEXT = f"/admin/mails/texts/{KIND}/"
WORDS = {
    "subject_ja": "受付 {reference}",
    "body_ja": "{purpose} {months} {own_data} {desk}",
    "subject_en": "Received {reference}",
    "body_en": "{purpose} {months} {own_data} {desk}",
}
ADDRESSES = ["/admin/mails/", "/admin/mails/texts/", TEXT]
MAY = {
    "desk": {"/admin/mails/"},
    "privacy": set(ADDRESSES),
    "admin": set(ADDRESSES),
    "marketing": set(),
    "legal": set(),
    "approver": set(),
}


@pytest.fixture
def dead_letter(database: None) -> OutboxMail:
    return OutboxMail.objects.create(
        kind=KIND,
        subject="K7QM-2XFD",
        language="ja",
        state=MailState.DEAD_LETTERED,
        attempts=8,
        error="SMTPDataError 554",
    )


@pytest.mark.parametrize("role", MAY)
def test_each_role_opens_its_own_screens(role: str, person: Person, signed_in: SignIn) -> None:
    client = signed_in(person(role))
    for address in ADDRESSES:
        opened = [client.get(address).status_code == 200, client.post(address).headers.get("Location") != "/admin/"]
        assert opened == [address in MAY[role]] * 2


def test_a_stranger_is_sent_to_sign_in(database: None) -> None:
    for address in ADDRESSES:
        assert "login" in Client().get(address).headers["Location"]


def test_the_dashboard_shows_dead_lettered_mails_to_the_desk_alone(
    desk: Any, marketing: Any, signed_in: SignIn, dead_letter: OutboxMail
) -> None:
    pages = [signed_in(who).get("/admin/").content.decode() for who in (desk, marketing)]
    assert [f"{1}" in page and 'href="/admin/mails/"' in page for page in pages] == [True, False]


@pytest.mark.parametrize("data", ["one", "all"])
def test_a_dead_lettered_mail_is_sent_again(data: str, desk: Any, signed_in: SignIn, dead_letter: OutboxMail) -> None:
    data_sent = {"mail": str(dead_letter.pk)} if data == "one" else {"all": "1"}
    signed_in(desk).post("/admin/mails/", data_sent)
    dead_letter.refresh_from_db()
    assert (dead_letter.state, dead_letter.attempts, dead_letter.error) == (MailState.QUEUED, 0, "")
    assert AuditEntry.objects.filter(action="mail.resent", actor_id=desk.pk).count() == 1


def test_nothing_chosen_or_nonsense_sends_nothing(desk: Any, signed_in: SignIn, dead_letter: OutboxMail) -> None:
    for data_sent in ({}, {"mail": "nonsense"}, {"mail": "00000000-0000-0000-0000-000000000000"}):
        signed_in(desk).post("/admin/mails/", data_sent)
    dead_letter.refresh_from_db()
    assert dead_letter.state == MailState.DEAD_LETTERED


def test_the_doctor_is_ill_with_a_dead_lettered_mail(dead_letter: OutboxMail) -> None:
    assert [finding.ok for finding in examine() if finding.name == "mail"] == [False]


def test_new_words_are_kept_and_recorded(privacy_officer: Any, signed_in: SignIn) -> None:
    signed_in(privacy_officer).post(TEXT, WORDS)
    assert MailText.objects.get(kind=KIND).words("en") == (
        "Received {reference}",
        "{purpose} {months} {own_data} {desk}",
    )
    assert AuditEntry.objects.filter(action="mail_text.created", subject=f"mail_text:{KIND}").count() == 1


@pytest.mark.parametrize("body", ["{purpose} {own_data} {desk}", "{purpose} {months} {own_data} {desk} {name}", ""])
def test_words_that_would_spoil_a_mail_are_refused_and_kept_on_the_screen(
    body: str, privacy_officer: Any, signed_in: SignIn
) -> None:
    page = unescape(signed_in(privacy_officer).post(TEXT, {**WORDS, "body_ja": body}).content.decode())
    assert not MailText.objects.exists()
    assert "受付 {reference}" in page
    assert "error" in page


def test_a_preview_is_filled_with_made_up_data_and_saves_nothing(privacy_officer: Any, signed_in: SignIn) -> None:
    page = unescape(signed_in(privacy_officer).post(TEXT, {**WORDS, "preview": "1"}).content.decode())
    assert "Received K7QM-2XFD" in page
    assert not MailText.objects.exists()


def test_the_default_texts_come_back(privacy_officer: Any, signed_in: SignIn) -> None:
    MailText.objects.create(kind=KIND, **WORDS)
    signed_in(privacy_officer).post(TEXT, {"reset": "1"})
    assert not MailText.objects.exists()


def test_a_script_in_the_words_stays_text(privacy_officer: Any, signed_in: SignIn) -> None:
    evil = {**WORDS, "body_en": "<script>alert(1)</script> {purpose} {months} {own_data} {desk}", "preview": "1"}
    assert "<script>alert(1)" not in signed_in(privacy_officer).post(TEXT, evil).content.decode()
