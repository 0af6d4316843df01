"""The server is killed again and again while visitors send: what was acknowledged is stored, and nothing twice."""

import random
import signal
from pathlib import Path

import pytest
from django.db import connection

from contact.pages import ContactPage
from tests.faults.crowd import ANSWERS, Crowd
from tests.faults.history import violations
from tests.faults.serving import served

ROUNDS = 30


def test_thirty_killed_workers_lose_and_double_nothing(
    committed_db: None, contact_page: ContactPage, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    chance, killed = random.SystemRandom(), list[int]()
    with served(tmp_path) as server:
        crowd = Crowd(server.port, contact_page.pk)
        with crowd.sending():
            crowd.endure(ROUNDS, lambda: killed.append(server.end_one(chance, signal.SIGKILL)))
    with capsys.disabled():
        print("\n" + crowd.report(f"{connection.vendor}: {len(killed)} killed"))
    assert len(killed) == ROUNDS
    assert crowd.acknowledged() >= ROUNDS * ANSWERS
    assert violations(crowd.told, crowd.stored()) == []
    assert crowd.torn() == {}
    assert crowd.failures == []
