"""Finds writes that follow an audit entry in one transaction: the entry takes the lock that all acts wait for."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.db import connection

from cluster_cms.security.audit import AuditEntry
from tests.infrastructure.choosing import needs_database

WRITE = re.compile(r'(?:INSERT INTO|UPDATE|DELETE FROM) "?(\w+)')
# What is written after an entry on purpose, by the action of the entry.
DELIBERATE = {
    "inquiry.received": {"contact_ratecounter"},  # all posts share its row: who waits for the chain must not hold it
    "inquiry.erased": {
        "contact_datasubjectrequest",
        "contact_magiclink",
        "cluster_cms_erasure",
        "cluster_cms_outboxmail",
    },  # by the person, with their requests
    "inquiry.corrected": {
        "contact_magiclink",
        "cluster_cms_outboxmail",
    },  # with a new address
    "inquiry.correspondence_moved_out": {"contact_inquiry", "contact_message"},  # two inquiries, an entry each
    "inquiry.reopened": {"contact_inquiry", "cluster_cms_outboxmail"},  # several of one address, an entry each
    "policy.promulgated": {"*"},  # Wagtail saves the page after its ledger row
    "transfer.recorded": {
        "contact_message",
        "contact_searchtext",
        "contact_inquiry",
        "contact_deskdraft",
        "cluster_cms_outboxmail",
    },  # of a reply: one row
}
# Tests of requests that hold several acts, each with its own entry.
SEVERAL_ACTS = {
    "test_bulk_actions",
    "test_spam_bulk_actions",
    "test_desk_at_work",
    "test_inquiries_from_emails",
    "test_withdrawal_properties",
}
ACTION = re.compile(r"[a-z_]+\.[a-z_]+")
AUDIT, SESSION = AuditEntry._meta.db_table, Session._meta.db_table


class AuditOrder:
    """Watches the statements of a connection; `late` names the tables written after an audit entry, with its action."""

    def __init__(self, *, several_acts: bool) -> None:
        self.late: list[str] = []
        self.several_acts = several_acts
        self.depth = 0
        self.entry = ""

    def __call__(self, execute: Callable[..., Any], sql: str, parameters: Any, many: bool, context: Any) -> Any:
        if sql.startswith("SAVEPOINT"):
            self.depth += 1
        elif sql.startswith(("RELEASE SAVEPOINT", "ROLLBACK TO")):
            self.depth -= sql.startswith("RELEASE")
            self.entry = self.entry if self.depth and not self.several_acts else ""
        elif self.depth and (found := WRITE.match(sql)):
            self.note(found[1], parameters)
        return execute(sql, parameters, many, context)

    def note(self, table: str, parameters: Any) -> None:
        if table == SESSION:  # the request's own, stored when the act is over
            return
        if table == AUDIT:
            self.entry = next((one for one in parameters or () if isinstance(one, str) and ACTION.fullmatch(one)), "")
        elif self.entry and not DELIBERATE.get(self.entry, set()) & {table, "*"}:
            self.late.append(f"{self.entry}: {table}")


@pytest.fixture(autouse=True)
def audit_entries_are_written_last(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test in which an act writes after its audit entry, for others wait for the chain meanwhile."""
    if not needs_database(request.node):
        yield
        return
    order = AuditOrder(several_acts=request.node.path.stem in SEVERAL_ACTS)
    with connection.execute_wrapper(order):
        yield
    assert not order.late, "written after the audit entry of the act"
