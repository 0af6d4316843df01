"""A crowd of visitors who send one inquiry after the other, while something happens to the server."""

import random
import threading
from collections import Counter
from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import partial

from cluster_cms.mail.outbox import OutboxMail
from cluster_cms.security.audit import AuditEntry
from contact.inquiries.draft import Draft, load_draft
from contact.models import Inquiry
from tests.faults.clients import Visitor, another, at_once
from tests.faults.history import Told, violations

VISITORS = 6
ANSWERS = 4  # at least, between two faults
PATIENCE = 0.2  # seconds at most that a fault waits for its random moment


class Crowd:
    """The visitors, what they were told, and what is stored since they came."""

    def __init__(self, port: int, page_id: int) -> None:
        self.before = set(Inquiry.objects.values_list("submission_key", flat=True))
        self.visitors = [Visitor(port, page_id, f"訪問者{number}") for number in range(VISITORS)]
        self.first = load_draft(self.visitors[0].draft("試料を希望します。"), page_id=page_id)
        self.stop = threading.Event()

    @property
    def told(self) -> list[Told]:
        return [one for visitor in self.visitors for one in list(visitor.told)]

    @property
    def failures(self) -> list[int]:
        return [status for visitor in self.visitors for status in visitor.failures]

    def acknowledged(self) -> int:
        return sum(one.reference is not None for one in self.told)

    def stored(self) -> list[tuple[str, str]]:
        rows = Inquiry.objects.exclude(submission_key__in=self.before)
        return list(rows.values_list("submission_key", "reference"))

    def sending(self) -> AbstractContextManager[None]:
        """Send, each visitor in a thread, until the block ends; the last answers are waited for."""
        return at_once([partial(self.send_until_stopped, one, self.first) for one in self.visitors], self.stop)

    def send_until_stopped(self, visitor: Visitor, first: Draft) -> None:
        while not self.stop.is_set():
            visitor.send(another(first))

    def endure(self, rounds: int, fault: Callable[[], object]) -> None:
        """Let a fault happen in each round, at a random moment after some visitors had their answers."""
        chance = random.SystemRandom()
        for _ in range(rounds):
            self.await_answers()
            self.stop.wait(chance.uniform(0, PATIENCE))
            fault()

    def await_answers(self) -> None:
        enough = self.acknowledged() + ANSWERS
        while self.acknowledged() < enough:
            assert not self.stop.wait(0.01)

    def report(self, what: str) -> str:
        lost = len(violations(self.told, self.stored()))
        counts = f"{len(self.told)} sent, {self.acknowledged()} acknowledged, {len(self.stored())} stored"
        return f"{what}: {counts}, {lost} lost or doubled"

    def torn(self) -> dict[str, tuple[int, int]]:
        """Return what is stored in part: an inquiry has one audit entry, and two mails unless it looks like spam."""
        entries = Counter(AuditEntry.objects.filter(action="inquiry.received").values_list("subject", flat=True))
        mails = Counter(OutboxMail.objects.values_list("subject", flat=True))
        genuine = set(Inquiry.objects.not_spam().values_list("reference", flat=True))
        found = {reference: (entries[reference], mails[reference]) for _, reference in self.stored()}
        return {one: counts for one, counts in found.items() if counts != (1, 2 if one in genuine else 0)}
