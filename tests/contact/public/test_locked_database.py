"""Somebody who holds a lock for ever makes a visitor wait once, not once for each thing that is written."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.db.utils import ConnectionHandler

from contact.models import Inquiry
from tests.contact.visit import WRITTEN, Visit, texts

# What takes the lock, and what makes our own waiting for it short.
LOCKS = {
    "sqlite": ("BEGIN IMMEDIATE", "PRAGMA busy_timeout=0"),
    "postgresql": ("BEGIN; LOCK TABLE contact_inquiry, contact_ratecounter IN EXCLUSIVE MODE", "SET lock_timeout=1"),
}


@pytest.fixture
def locked(committed_db: None, visit: Callable[..., Visit]) -> Iterator[tuple[Visit, str]]:
    """A draft, and a database that somebody else writes to for ever; waiting is over at once."""
    here = visit()
    draft = here.draft()
    other = ConnectionHandler({"default": connection.settings_dict}).create_connection("default")
    with other.cursor() as cursor, connection.cursor() as ours:
        take, hurry = LOCKS[connection.vendor]
        cursor.execute(take)
        ours.execute(hurry)
        yield here, draft
        cursor.execute("ROLLBACK")
    other.close()


class Refused:
    """Counts the statements that did not get the lock: each would have waited."""

    def __init__(self) -> None:
        self.statements: list[str] = []

    def __call__(self, execute: Any, sql: Any, params: Any, many: Any, context: Any) -> Any:
        try:
            return execute(sql, params, many, context)
        except OperationalError:
            self.statements.append(sql)
            raise


def test_a_send_waits_once_and_gives_the_text_back(locked: tuple[Visit, str]) -> None:
    here, draft = locked
    before, refused = Inquiry.objects.count(), Refused()
    with connection.execute_wrapper(refused):
        response = here.send(draft)
    assert response.status_code == 503
    assert WRITTEN["name"] in texts(response)
    assert (len(refused.statements), Inquiry.objects.count()) == (1, before)
