"""A mail server that is away or slow costs one mail at a time, and the worker's other jobs get their turn."""

from collections.abc import Callable
from typing import Any

import pytest

from cluster_cms.mail import sending
from cluster_cms.mail.delivery import deliver
from cluster_cms.mail.outbox import MailState, OutboxMail
from tests.cluster_cms.mail.conftest import Serve
from tests.infrastructure.cast import Clock

Sample = Callable[[], OutboxMail]


@pytest.mark.parametrize("answers", [{"CONNECT": "silence"}, {"CONNECT": "554 No service"}, {"EHLO": "drop"}])
def test_a_server_that_is_away_is_asked_once_in_a_run(answers: dict[str, str], sample: Sample, serve: Serve) -> None:
    for _ in range(3):
        sample()
    with serve(**answers):
        sending.send_due_mails()
    assert sorted(OutboxMail.objects.values_list("attempts", flat=True)) == [0, 0, 1]


def test_one_bad_mail_does_not_hold_up_the_next(sample: Sample, serve: Serve) -> None:
    for _ in range(3):
        sample()
    with serve(RCPT="452 Full"):
        sending.send_due_mails()
    assert sorted(OutboxMail.objects.values_list("attempts", flat=True)) == [1, 1, 1]


def test_a_slow_server_gets_half_a_minute_of_a_run(
    sample: Sample, serve: Serve, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock.set("2026-12-01 10:00")

    def deliver_slowly(*arguments: Any, **options: Any) -> None:
        clock.forward(seconds=16)
        deliver(*arguments, **options)

    monkeypatch.setattr(sending, "deliver", deliver_slowly)
    for _ in range(4):
        sample()
    with serve() as script:
        sending.send_due_mails()
    assert len(script.taken) == 2
    assert OutboxMail.objects.filter(state=MailState.QUEUED).count() == 2


def test_a_server_that_never_says_goodbye_has_taken_the_mail(sample: Sample, serve: Serve) -> None:
    sample()
    with serve(QUIT="silence") as script:
        sending.send_due_mails()
    assert (OutboxMail.objects.get().state, len(script.taken)) == (MailState.SENT, 1)


def test_a_slow_server_is_given_ten_seconds(settings: Any) -> None:
    assert settings.EMAIL_TIMEOUT == 10
    assert sending.CLAIM.total_seconds() > 10 * settings.EMAIL_TIMEOUT
