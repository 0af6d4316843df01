"""What the doctor says of the queue and of the mail server."""

from collections.abc import Callable

import pytest

from cluster_cms.mail.outbox import MailState, OutboxMail
from cluster_cms.mail.sending import check_mail
from tests.cluster_cms.mail.conftest import Serve
from tests.infrastructure.cast import Clock

Sample = Callable[[], OutboxMail]


def findings() -> dict[str, tuple[bool, str]]:
    return {finding.name: (finding.ok, finding.message) for finding in check_mail()}


def test_a_queue_that_moves_is_well(sample: Sample) -> None:
    OutboxMail.objects.all().delete()
    sample()
    assert findings()["mail"] == (True, "1 to be sent now, 1 in the queue")


def test_a_queue_without_a_worker_is_ill(sample: Sample, clock: Clock) -> None:
    sample()
    clock.forward(minutes=16)
    well, message = findings()["mail"]
    assert (well, "the worker is late" in message) == (False, True)


def test_a_mail_that_was_given_up_is_ill(sample: Sample) -> None:
    OutboxMail.objects.filter(pk=sample().pk).update(state=MailState.DEAD_LETTERED)
    assert findings()["mail"] == (False, "1 could not be sent; see Emails that could not be sent in the admin")


def test_a_mail_server_that_answers_is_well(database: None, serve: Serve) -> None:
    with serve() as script:
        assert findings()["mail server"] == (True, "takes a connection")
    assert not script.taken


@pytest.mark.parametrize("answer", ["silence", "drop", "554 taro@example.com is not welcome"])
def test_a_mail_server_that_does_not_answer_is_ill(answer: str, database: None, serve: Serve) -> None:
    with serve(CONNECT=answer):
        well, message = findings()["mail server"]
    assert (well, "taro" in message) == (False, False)
