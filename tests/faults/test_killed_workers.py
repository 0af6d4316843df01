"""The server is killed again and again while visitors send: what was acknowledged is stored, and nothing twice."""

import random
import threading
from collections import Counter
from pathlib import Path

import pytest
from django.db import connection

from cluster_cms.audit import AuditEntry
from cluster_cms.mail.outbox import OutboxMail
from contact.form.payload import Draft, unseal
from contact.pages import ContactPage
from contact.records import Inquiry
from tests.faults.clients import Visitor, another
from tests.faults.history import violations
from tests.faults.serving import Server, served

ROUNDS = 30
VISITORS = 6
ANSWERS = 4  # at least, between two kills


def send_until(stop: threading.Event, visitor: Visitor, first: Draft) -> None:
    """Send one checked inquiry after the other, each with a key and a text of its own, until all rounds are over."""
    while not stop.is_set():
        visitor.send(another(first))


def kill_in_rounds(server: Server, visitors: list[Visitor], stop: threading.Event) -> int:
    """Kill a worker in each round, at a random moment after some visitors had their answers; return how many."""
    chance, killed, enough = random.SystemRandom(), 0, 0
    for _ in range(ROUNDS):
        enough = acknowledged(visitors) + ANSWERS
        while acknowledged(visitors) < enough:
            assert not stop.wait(0.01)
        stop.wait(chance.uniform(0, 0.2))
        killed += server.kill_one(chance) > 0
    return killed


def acknowledged(visitors: list[Visitor]) -> int:
    return sum(one.reference is not None for visitor in visitors for one in list(visitor.told))


def entries_and_mails(references: list[str]) -> dict[str, tuple[int, int]]:
    """Return what does not belong together: an inquiry has one audit entry, and two mails unless it looks like spam."""
    entries = Counter(AuditEntry.objects.filter(action="inquiry.received").values_list("subject", flat=True))
    mails = Counter(OutboxMail.objects.values_list("subject", flat=True))
    genuine = set(Inquiry.objects.genuine().values_list("reference", flat=True))
    found = {one: (entries[one], mails[one]) for one in references}
    return {one: counts for one, counts in found.items() if counts != (1, 2 if one in genuine else 0)}


def test_thirty_killed_workers_lose_and_double_nothing(
    committed_db: None, contact_page: ContactPage, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = set(Inquiry.objects.values_list("submission_key", flat=True))
    stop = threading.Event()
    with served(tmp_path) as server:
        visitors = [Visitor(server.port, contact_page.pk, f"訪問者{number}") for number in range(VISITORS)]
        first = unseal(visitors[0].draft("試料を希望します。"), page_id=contact_page.pk)
        threads = [threading.Thread(target=send_until, args=[stop, visitor, first]) for visitor in visitors]
        for thread in threads:
            thread.start()
        killed = kill_in_rounds(server, visitors, stop)
        stop.set()
        for thread in threads:
            thread.join()
    told = [one for visitor in visitors for one in visitor.told]
    stored = Inquiry.objects.exclude(submission_key__in=before).values_list("submission_key", "reference")
    with capsys.disabled():
        print(
            f"\n{connection.vendor}: {killed} killed, {len(told)} sent, {acknowledged(visitors)} acknowledged, ", end=""
        )
        print(f"{len(stored)} stored, {len(violations(told, stored))} lost or doubled")
    assert killed == ROUNDS
    assert acknowledged(visitors) >= ROUNDS * ANSWERS
    assert violations(told, stored) == []
    assert entries_and_mails([reference for _, reference in stored]) == {}
    assert [status for visitor in visitors for status in visitor.failures] == []
