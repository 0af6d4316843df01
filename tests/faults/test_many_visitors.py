"""Fifty visitors press “send” at the same moment: all are answered, and nobody hears of a locked database."""

import threading
from pathlib import Path

from contact.inquiries.draft import load_draft
from contact.models import Inquiry
from contact.pages import ContactPage
from tests.faults.clients import Visitor, another
from tests.faults.history import violations
from tests.faults.serving import served

VISITORS = 50


def test_fifty_visitors_at_once_are_all_answered(committed_db: None, contact_page: ContactPage, tmp_path: Path) -> None:
    before = set(Inquiry.objects.values_list("submission_key", flat=True))
    together = threading.Barrier(VISITORS, timeout=60)

    def send(visitor: Visitor, sealed: str) -> None:
        together.wait()
        visitor.send(sealed)

    with served(tmp_path) as server:
        visitors = [Visitor(server.port, contact_page.pk, f"訪問者{number}") for number in range(VISITORS)]
        first = load_draft(visitors[0].draft("試料を希望します。"), page_id=contact_page.pk)
        threads = [threading.Thread(target=send, args=[visitor, another(first)]) for visitor in visitors]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    told = [one for visitor in visitors for one in visitor.told]
    stored = Inquiry.objects.exclude(submission_key__in=before).values_list("submission_key", "reference")
    assert [status for visitor in visitors for status in visitor.failures] == []
    assert len({one.key for one in told if one.reference}) == len(stored) == VISITORS
    assert violations(told, stored) == []
