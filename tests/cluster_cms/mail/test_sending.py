"""What the mail server does on a bad day: nothing is lost, and nothing personal is kept of it."""

import logging
from collections.abc import Callable
from typing import Any

import pytest
from django.db import models, transaction

from cluster_cms.mail import sending
from cluster_cms.mail.outbox import MailState, OutboxMail, delete_mails, queue_mail
from tests.cluster_cms.mail.conftest import Serve
from tests.infrastructure.cast import Clock

Sample = Callable[[], OutboxMail]
LATER = {
    "silent at once": {"CONNECT": "silence"},
    "silent after DATA": {"END": "silence"},
    "drops the line after DATA": {"END": "drop"},
    "busy": {"CONNECT": "421 Busy"},
    "mailbox full": {"RCPT": "452 Full"},
    "later": {"END": "451 Later"},
    "our greeting": {"EHLO": "535 No"},
    "our password": {"MAIL": "530 Authentication required"},
}
NEVER = {
    "no such mailbox": {"RCPT": "550 Unknown"},
    "refused text": {"END": "554 Refused"},
    "refused sender": {"MAIL": "553 No"},
}


def test_a_mail_is_sent_with_a_message_id_of_its_own(sample: Sample, serve: Serve) -> None:
    mail = sample()
    with serve() as script:
        sending.send_due_mails()
    mail.refresh_from_db()
    assert (mail.state, mail.sent_at is not None, len(script.taken)) == (MailState.SENT, True, 1)
    taken = script.taken[0]
    assert (taken["To"], taken["Subject"]) == ("taro@example.com", "受付番号 K7QM-2XFD")
    assert taken["Message-ID"] == f"<{mail.pk}@example.com>"
    assert (taken["Auto-Submitted"], taken["Content-Language"]) == ("auto-generated", "ja")
    assert taken.get_content().splitlines() == ["ありがとうございます。"]


@pytest.mark.parametrize("answers", LATER.values(), ids=LATER.keys())
def test_a_server_that_cannot_now_is_asked_again(
    answers: dict[str, str], sample: Sample, serve: Serve, clock: Clock
) -> None:
    now = clock.set("2026-12-01 10:00")
    mail = sample()
    with serve(**answers):
        sending.send_due_mails()
    mail.refresh_from_db()
    assert (mail.state, mail.attempts) == (MailState.QUEUED, 1)
    assert (mail.next_attempt_at - now).total_seconds() == 60
    with serve() as script:
        sending.send_due_mails()
        assert not script.taken
        clock.forward(minutes=1)
        sending.send_due_mails()
    assert [taken["Message-ID"] for taken in script.taken] == [f"<{mail.pk}@example.com>"]


def test_a_server_that_is_not_there_is_asked_again(sample: Sample, serve: Serve) -> None:
    mail = sample()
    with serve():
        pass  # its port is closed again
    sending.send_due_mails()
    mail.refresh_from_db()
    assert (mail.state, mail.error) == (MailState.QUEUED, "ConnectionRefusedError")


@pytest.mark.parametrize("answers", NEVER.values(), ids=NEVER.keys())
def test_a_mail_that_is_refused_for_good_is_dead_lettered_at_once(
    answers: dict[str, str], sample: Sample, serve: Serve
) -> None:
    mail = sample()
    with serve(**answers):
        sending.send_due_mails()
    mail.refresh_from_db()
    assert (mail.state, mail.attempts) == (MailState.DEAD_LETTERED, 1)
    assert mail.error.split()[-1] in ("550", "554", "553")


def test_after_eight_tries_a_mail_is_dead_lettered(sample: Sample, serve: Serve, clock: Clock) -> None:
    now = clock.set("2026-12-01 10:00")
    mail = sample()
    waits = []
    with serve(CONNECT="421 Busy"):
        for _ in range(8):
            sending.send_due_mails()
            mail.refresh_from_db()
            waits.append(round((mail.next_attempt_at - now).total_seconds() / 60))
            now = clock.set(max(mail.next_attempt_at, now))
    assert (mail.state, mail.attempts) == (MailState.DEAD_LETTERED, 8)
    assert waits[:7] == [1, 5, 15, 60, 120, 240, 360]


@pytest.mark.parametrize(
    "change",
    [
        {"to": "taro@example.com, eve@example.com"},
        {"to": "taro@example.com\nBcc: eve@example.com"},
        {"subject": "K7QM\r\nBcc: eve@example.com"},
        {"reply_to": "taro@example.com, eve@example.com"},
    ],
)
def test_no_header_can_be_smuggled_in(
    change: dict[str, str], letter: dict[str, Any], sample: Sample, serve: Serve
) -> None:
    letter |= change
    mail = sample()
    with serve() as script:
        sending.send_due_mails()
    mail.refresh_from_db()
    assert (mail.state, script.taken) == (MailState.DEAD_LETTERED, [])


def test_a_mail_with_nothing_left_to_say_is_forgotten(letter: dict[str, Any], sample: Sample, serve: Serve) -> None:
    mail = sample()
    letter["nothing"] = True
    with serve() as script:
        sending.send_due_mails()
    assert not OutboxMail.objects.filter(pk=mail.pk).exists()
    assert not script.taken


def test_a_kind_that_cannot_be_rendered_is_tried_again_and_its_words_stay_out_of_the_log(
    letter: dict[str, Any], sample: Sample, caplog: pytest.LogCaptureFixture
) -> None:
    letter["unknown"] = "taro@example.com"
    mail = sample()
    with caplog.at_level(logging.DEBUG):
        sending.send_due_mails()
    mail.refresh_from_db()
    assert (mail.state, mail.error) == (MailState.QUEUED, "TypeError")
    assert "taro" not in caplog.text


def test_a_stale_worker_cannot_mark_done(sample: Sample, serve: Serve, clock: Clock) -> None:
    clock.set("2026-12-01 10:00")
    first = sending.claim(sample().pk)
    assert first is not None
    clock.forward(minutes=6)
    second = sending.claim(first.pk)
    assert second is not None
    sending.record_outcome(first, state=MailState.SENT, sent_at=clock.set("2026-12-01 10:07"))
    second.refresh_from_db()
    assert second.state == MailState.SENDING


def test_a_claimed_mail_is_nobody_elses(sample: Sample) -> None:
    mail = sample()
    assert sending.claim(mail.pk)
    assert sending.claim(mail.pk) is None


def test_the_queue_holds_nothing_personal(sample: Sample, letter: dict[str, Any], serve: Serve) -> None:
    mail = sample()
    with serve(RCPT="550 taro@example.com is unknown"):
        sending.send_due_mails()
    mail.refresh_from_db()
    fields = [
        field.value_from_object(mail) for field in OutboxMail._meta.get_fields() if isinstance(field, models.Field)
    ]
    assert "taro" not in " ".join(str(value) for value in fields)


def test_a_mail_is_queued_only_together_with_its_act(committed_db: None) -> None:
    with pytest.raises(transaction.TransactionManagementError):
        queue_mail("test.sample", subject="K7QM-2XFD", language="ja")
    assert not OutboxMail.objects.exists()


def test_an_erased_subject_takes_its_mails_along(sample: Sample) -> None:
    sample()
    delete_mails(subject="K7QM-2XFD")
    assert not OutboxMail.objects.exists()


def test_sent_mails_are_forgotten_after_thirty_days(sample: Sample, serve: Serve, clock: Clock) -> None:
    clock.set("2026-12-01 10:00")
    sample()
    with serve():
        sending.send_due_mails()
        clock.forward(days=31)
        sending.send_due_mails()
    assert not OutboxMail.objects.exists()
