"""However many inquiries an export lists and gives away: nobody waits for the audit chain meanwhile."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from cluster_cms.security import audit
from contact.exports.exporting import export_inquiries
from contact.exports.record_export import ExportRequest
from contact.models import ExportFormat, ExportReason, Inquiry
from tests.contact.transfers.giving import answering, to_contractor

COPYING = ("contact_exportedinquiry", "contact_transferredinquiry")


class Steps:
    """What an export does in which order: the copying, and the locks that others wait for."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.taken: list[str] = []
        self.take_lock = audit.take_lock
        monkeypatch.setattr(audit, "take_lock", self.lock)

    def lock(self) -> None:
        self.taken.append("audit chain")
        self.take_lock()

    def __call__(self, execute: Callable[..., Any], sql: str, parameters: Any, many: bool, context: Any) -> Any:
        self.taken += [table for table in COPYING if sql.startswith("INSERT") and table in sql.partition("(")[0]]
        return execute(sql, parameters, many, context)


def test_inquiries_are_listed_and_given_before_the_lock_of_the_chain_is_taken(
    inquiry: Inquiry, desk: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    order = ExportRequest(
        form=ExportFormat.CSV,
        reason=ExportReason.OTHER,
        columns=frozenset({"reference", "name"}),
        destination=to_contractor(),
        purpose=answering(),
    )
    steps, chosen = Steps(monkeypatch), Inquiry.objects.with_references(inquiry.reference)
    with connection.execute_wrapper(steps):
        exported = export_inquiries(inquiries=chosen, actor=desk, order=order)
        assert inquiry.reference.encode() in b"".join(exported.chunks)
    assert steps.taken == [*COPYING, "audit chain", "audit chain"]
