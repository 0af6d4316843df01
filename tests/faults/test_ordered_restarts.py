"""Workers and server end in order while visitors send, as at each update: whoever was let in gets an answer."""

import random
import signal
from pathlib import Path

from contact.pages import ContactPage
from tests.faults.crowd import Crowd
from tests.faults.history import violations
from tests.faults.serving import served

ROUNDS = 6


def test_workers_that_end_in_order_leave_nobody_without_an_answer(
    committed_db: None, contact_page: ContactPage, tmp_path: Path
) -> None:
    chance = random.SystemRandom()
    with served(tmp_path) as server:
        crowd = Crowd(server.port, contact_page.pk)
        with crowd.sending():
            crowd.endure(ROUNDS, lambda: server.end_one(chance, signal.SIGTERM))
            crowd.await_answers()
    assert [one for one in crowd.told if one.reference is None] == []
    assert crowd.failures == []
    assert violations(crowd.told, crowd.stored()) == []


def test_workers_are_exchanged_while_visitors_send(
    committed_db: None, contact_page: ContactPage, tmp_path: Path
) -> None:
    with served(tmp_path) as server:
        crowd, before = Crowd(server.port, contact_page.pk), set(server.workers())
        with crowd.sending():
            crowd.endure(1, lambda: server.keeper.send_signal(signal.SIGHUP))
            while before & set(server.workers()):
                crowd.await_answers()
    assert [one for one in crowd.told if one.reference is None] == []
    assert violations(crowd.told, crowd.stored()) == []


def test_a_server_that_ends_in_order_acknowledges_all_it_stored(
    committed_db: None, contact_page: ContactPage, tmp_path: Path
) -> None:
    with served(tmp_path) as server:
        crowd = Crowd(server.port, contact_page.pk)
        with crowd.sending():
            crowd.endure(1, server.keeper.terminate)
            assert server.keeper.wait(timeout=60) == 0
    acknowledged = {(one.key, one.reference) for one in crowd.told if one.reference}
    assert set(crowd.stored()) == acknowledged
    assert crowd.failures == []
