"""Somebody keeps the lock of the audit chain: posts come back with their text, and no page or probe waits for them."""

import http.client
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from django.db import connection
from django.db.utils import ConnectionHandler

from cluster_cms.security.audit import LOCK
from contact.inquiries.draft import load_draft
from contact.models import Inquiry
from contact.pages import ContactPage
from tests.contact.visit import WRITTEN
from tests.faults.clients import Visitor, another
from tests.faults.serving import served

VISITORS = 12
WAITED = 2  # seconds; a post waits for 3, a page as long as a busy machine takes
TAKE = {"sqlite": "BEGIN IMMEDIATE", "postgresql": f"BEGIN; SELECT pg_advisory_xact_lock({LOCK})"}


@contextmanager
def chain_locked() -> Iterator[None]:
    """Hold what every act waits for, on a connection of its own."""
    other = ConnectionHandler({"default": connection.settings_dict}).create_connection("default")
    with other.cursor() as cursor:
        cursor.execute(TAKE[connection.vendor])
        yield
        cursor.execute("ROLLBACK")
    other.close()


def answer(port: int, address: str) -> tuple[int, float]:
    """Return status and seconds of an answer."""
    began = time.monotonic()
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=30)) as line:
        line.request("GET", address)
        response = line.getresponse()
        response.read()
    return response.status, time.monotonic() - began


def test_pages_and_probes_answer_while_posts_wait_for_the_audit_chain(
    committed_db: None, contact_page: ContactPage, tmp_path: Path
) -> None:
    before = Inquiry.objects.count()
    with served(tmp_path) as server:
        visitors = [Visitor(server.port, contact_page.pk, f"訪問者{number}") for number in range(VISITORS)]
        first = load_draft(visitors[0].draft("試料を希望します。"), page_id=contact_page.pk)
        sends = [{"draft": another(first), "step": "send"} for _ in visitors]
        threads = [threading.Thread(target=one.ask, args=["POST", s]) for one, s in zip(visitors, sends, strict=True)]
        for _visitor in visitors:
            answer(server.port, "/")  # each process has answered before
        answers: list[tuple[int, float]] = []
        with chain_locked():
            for thread in threads:
                thread.start()
            while any(thread.is_alive() for thread in threads):
                answers += [answer(server.port, address) for address in ("/", "/healthz")]
                threads[0].join(0.1)
        assert {status for status, _seconds in answers} == {200}
        assert len(answers) > 4
        assert max(seconds for _status, seconds in answers) < WAITED
        assert all('name="step" value="send"' in one.text and WRITTEN["name"] in one.text for one in visitors)
    assert Inquiry.objects.count() == before
