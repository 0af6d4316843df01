"""What a person does with an inquiry reaches the desk: unread, reopened where it asks, one mail to who works on it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail

from cluster_cms import clock
from cluster_cms.mail.outbox import OutboxMail
from cluster_cms.mail.sending import send_due_mails
from cluster_cms.pages.site_settings import DeskSettings
from cluster_cms.security.accounts import User
from cluster_cms.security.audit import AuditEntry
from contact.inquiries.history import history_of, open_inquiry
from contact.mails.person_act_notice import IN_ONE_MAIL, PERSON_ACT, PersonAct, queue_person_act
from contact.models import Consent, Inquiry, Status
from contact.privacy.consents import answer_consent, ask_consent, withdraw_consent
from contact.text.links import QUESTION, WITHDRAWAL, consent_token
from tests.contact.privacy.conftest import OTHER
from tests.contact.privacy.person import LINK, Writer
from tests.contact.transfers.giving import agree, informing
from tests.contact.visit import WRITTEN

AS_IT_WAS = {name: WRITTEN[name] for name in ("name", "company", "phone")}


@pytest.fixture
def clerk(desk: User) -> User:
    desk.email = "clerk@example.com"
    desk.save()
    return desk


@pytest.fixture
def read(inquiry: Inquiry, clerk: User) -> Callable[..., Inquiry]:
    """Lets the clerk have read the inquiry, which has a status by now."""

    def become(status: Status = Status.ANSWERED, **changes: Any) -> Inquiry:
        inquiry.refresh_from_db()
        open_inquiry(inquiry=inquiry, actor=clerk)
        changes |= {"closed_at": clock.now()} if status == Status.CLOSED else {}
        Inquiry.objects.filter(pk=inquiry.pk).update(status=status, assignee=clerk, **changes)
        inquiry.refresh_from_db()
        return inquiry

    return become


@pytest.fixture
def correct(writer: Writer, inquiry: Inquiry) -> Callable[..., Any]:
    def send(**changes: str) -> Any:
        if not writer.secret:
            writer.open()
            writer.act("reference", reference=inquiry.reference)
        return writer.act("correct-now", about=inquiry.reference, **{**AS_IT_WAS, **changes})

    return send


def notices() -> list[Any]:
    """Return what was mailed about acts of the person."""
    send_due_mails()
    return [letter for letter in mail.outbox if "お問い合わせをされた方の操作" in letter.subject]


def state_of(inquiry: Inquiry) -> tuple[str, bool]:
    found = Inquiry.objects.get(pk=inquiry.pk)
    return found.status, found.read_at is None


@pytest.mark.parametrize("status", [Status.WAITING, Status.ANSWERED, Status.CLOSED])
def test_an_addition_reopens_is_unread_and_starts_the_clock(
    read: Callable[..., Inquiry], correct: Callable[..., Any], status: Status
) -> None:
    inquiry = read(status, due_on="2020-01-01")
    correct(addition="もう一点、納期も教えてください。")
    assert state_of(inquiry) == (Status.OPEN, True)
    assert Inquiry.objects.get(pk=inquiry.pk).due_on > clock.today()
    assert "inquiry.reopened" in AuditEntry.objects.values_list("action", flat=True)
    reopened = next(event for event in history_of(inquiry) if "再開" in event.what)
    assert reopened.changes


def test_one_mail_goes_to_the_assignee_and_holds_no_word(
    read: Callable[..., Inquiry], correct: Callable[..., Any]
) -> None:
    inquiry = read()
    for addition in ("納期も教えてください。", "数量は三個です。"):
        correct(addition=addition)
    (letter,) = notices()
    assert letter.to == ["clerk@example.com"]
    assert f"/admin/inquiries/{inquiry.reference}/" in letter.body
    assert not {WRITTEN["name"], WRITTEN["mail"], "納期も教えてください。"} & set(letter.body.split())


def test_after_it_was_read_the_next_act_is_mailed_again(
    read: Callable[..., Inquiry], correct: Callable[..., Any], clerk: User
) -> None:
    inquiry = read()
    correct(addition="納期も教えてください。")
    open_inquiry(inquiry=Inquiry.objects.get(pk=inquiry.pk), actor=clerk)
    correct(addition="数量は三個です。")
    assert len(notices()) == 2


def test_a_correction_is_unread_and_ends_a_wait_but_reopens_nothing_answered(
    read: Callable[..., Inquiry], correct: Callable[..., Any]
) -> None:
    inquiry = read()
    correct(name="山田 次郎")
    assert state_of(inquiry) == (Status.ANSWERED, True)
    inquiry = read(Status.WAITING)
    correct(name="山田 三郎")
    assert state_of(inquiry) == (Status.OPEN, True)


def test_without_an_assignee_who_may_work_on_it_the_desk_is_told(
    read: Callable[..., Inquiry], correct: Callable[..., Any], clerk: User
) -> None:
    read()
    User.objects.filter(pk=clerk.pk).update(is_active=False)
    correct(addition="納期も教えてください。")
    (letter,) = notices()
    assert letter.to == [DeskSettings.objects.get().email]


def test_a_new_address_is_unread(
    read: Callable[..., Inquiry], correct: Callable[..., Any], writer_of: Callable[..., Writer]
) -> None:
    inquiry = read()
    correct(mail="taro.new@example.com")
    new = writer_of("taro.new@example.com")
    assert state_of(inquiry)[1] is False
    found = LINK.search(new.mails()[-1].body)
    assert found
    new.client.post(found[1])
    assert state_of(inquiry) == (Status.ANSWERED, True)


def test_a_stop_and_a_deletion_are_told_to_who_works_on_it(
    read: Callable[..., Inquiry], writer: Writer, others_inquiry: Inquiry
) -> None:
    inquiry = read()
    writer.open()
    writer.act("stop-now")
    assert state_of(inquiry) == (Status.CLOSED, True)
    writer.act("delete-now", sure="on", also_open="on")
    assert not Inquiry.objects.filter(pk=inquiry.pk).exists()
    (deleted,) = notices()
    assert (deleted.to, inquiry.reference in deleted.body) == (["clerk@example.com"], True)
    assert "削除" in deleted.body
    assert "/admin/" not in deleted.body
    assert Inquiry.objects.filter(pk=others_inquiry.pk).exists()


def test_a_consent_given_refused_and_withdrawn_is_unread(read: Callable[..., Inquiry], desk: Any) -> None:
    inquiry = read(Status.WAITING)
    consent = agree(inquiry, desk)
    assert state_of(inquiry) == (Status.OPEN, True)
    inquiry = read(Status.CLOSED)
    withdraw_consent(token=consent_token(consent.pk, WITHDRAWAL), language="ja")
    assert state_of(inquiry) == (Status.OPEN, True)
    inquiry = read()
    asked: Consent = ask_consent(inquiry=inquiry, purpose=informing(), actor=desk)
    answer_consent(token=consent_token(asked.pk, QUESTION), language="ja", agrees=False)
    assert state_of(inquiry) == (Status.ANSWERED, True)
    assert [
        line.record.split(":")[0] for line in OutboxMail.objects.filter(kind=PERSON_ACT).order_by("created_at")
    ] == [
        "given",
        "withdrawn",
        "refused",
    ]


def test_what_is_asked_without_the_reference_is_unread_at_once(read: Callable[..., Inquiry], writer: Writer) -> None:
    inquiry = read(Status.OPEN)
    writer.open()
    writer.act("delete-now", sure="on", also_open="on", without_references="on")
    assert state_of(inquiry) == (Status.OPEN, True)


def test_nothing_is_told_about_suspected_spam(others_inquiry: Inquiry, writer_of: Callable[..., Writer]) -> None:
    Inquiry.objects.filter(pk=others_inquiry.pk).update(status=Status.SPAM, quarantined_at=clock.now())
    other = writer_of(OTHER)
    other.open()
    other.act("delete-now", sure="on", also_open="on")
    assert not OutboxMail.objects.filter(kind=PERSON_ACT).exists()


def test_many_references_go_out_in_as_many_mails_as_hold_them(database: None) -> None:
    queue_person_act(PersonAct.DELETED, [(f"AAAA-{number:04}", None) for number in range(IN_ONE_MAIL + 1)])
    assert [len(one.subject.split()) for one in OutboxMail.objects.order_by("-subject")] == [1, IN_ONE_MAIL]
