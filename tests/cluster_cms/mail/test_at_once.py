"""Several workers at one outbox, with real commits: each mail goes out once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from cluster_cms.mail import sending
from cluster_cms.mail.delivery import deliver
from cluster_cms.mail.outbox import MailState, OutboxMail
from tests.cluster_cms.mail.conftest import Serve
from tests.infrastructure.cast import Clock

pytestmark = pytest.mark.usefixtures("committed_db")
Sample = Callable[[], OutboxMail]
WORKERS = 2
MAILS = 20


def at_once(act: Callable[[], Any], workers: int) -> list[Any]:
    """Let each worker, with a database connection of its own, act at the same moment."""
    start = Barrier(workers)

    def work(_number: int) -> Any:
        try:
            connection.ensure_connection()
            start.wait(timeout=10)
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(workers) as pool:
        return list(pool.map(work, range(workers)))


def test_two_workers_send_each_mail_once(sample: Sample, serve: Serve) -> None:
    queued = {f"<{sample().pk}@example.com>" for _ in range(MAILS)}
    with serve() as script:
        at_once(sending.send_due_mails, WORKERS)
    assert sorted(taken["Message-ID"] for taken in script.taken) == sorted(queued)
    assert set(OutboxMail.objects.values_list("state", "attempts", "claim")) == {(MailState.SENT, 1, "")}


def test_one_of_four_gets_the_claim(sample: Sample) -> None:
    mail = sample()
    claims = at_once(lambda: sending.claim(mail.pk), 4)
    assert [claim is None for claim in claims].count(False) == 1


def test_a_worker_that_was_away_sends_twice_at_most_and_notes_nothing(
    sample: Sample, serve: Serve, clock: Clock, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    mail = sample()
    clock.set("2026-12-01 10:00")

    def deliver_late(*arguments: Any, **options: Any) -> None:
        monkeypatch.setattr(sending, "deliver", deliver)
        clock.forward(minutes=6)  # the claim has run out
        sending.send_due_mails()  # the other worker's
        deliver(*arguments, **options)

    monkeypatch.setattr(sending, "deliver", deliver_late)
    OutboxMail.objects.update(next_attempt_at=clock.set("2026-12-01 10:00"))
    with serve() as script:
        sending.send_due_mails()
    mail.refresh_from_db()
    assert (mail.state, mail.attempts) == (MailState.SENT, 2)
    assert {taken["Message-ID"] for taken in script.taken} == {f"<{mail.pk}@example.com>"}
    assert "another worker has taken over" in caplog.text
