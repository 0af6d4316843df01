"""A worker that ends in the middle: nothing is lost, and what goes out again says that it is the same."""

from collections.abc import Callable
from typing import Any

import pytest

from cluster_cms.mail import sending
from cluster_cms.mail.outbox import MailState, OutboxMail
from tests.cluster_cms.mail.conftest import Serve
from tests.infrastructure.cast import Clock

pytestmark = pytest.mark.usefixtures("committed_db")
Sample = Callable[[], OutboxMail]


class Crash(BaseException):
    """The process ends here."""


def crash_at(step: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run the outbox until a step of `sending`, and die there."""

    def crash(*_arguments: Any, **_options: Any) -> None:
        raise Crash

    with monkeypatch.context() as patch:
        patch.setattr(sending, step, crash)
        with pytest.raises(Crash):
            sending.send_due_mails()


@pytest.mark.parametrize("step, deliveries", [("send", 1), ("deliver", 1), ("record_outcome", 2)])
def test_a_crash_before_the_note_sends_again_under_the_same_message_id(
    step: str, deliveries: int, sample: Sample, serve: Serve, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock.set("2026-12-01 10:00")
    mail = sample()
    with serve() as script:
        crash_at(step, monkeypatch)
        sending.send_due_mails()  # the claim still stands
        assert OutboxMail.objects.get().state == MailState.SENDING
        clock.forward(minutes=5)
        sending.send_due_mails()
    assert [taken["Message-ID"] for taken in script.taken] == [f"<{mail.pk}@example.com>"] * deliveries
    assert OutboxMail.objects.get().state == MailState.SENT


def test_a_mail_that_ends_every_worker_is_dead_lettered(
    sample: Sample, serve: Serve, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock.set("2026-12-01 10:00")
    mail = sample()
    for _ in range(sending.TRIES):
        crash_at("deliver", monkeypatch)
        clock.forward(minutes=5)
    with serve() as script:
        sending.send_due_mails()
    mail.refresh_from_db()
    assert (mail.state, mail.error, script.taken) == (MailState.DEAD_LETTERED, "WorkerLost", [])
