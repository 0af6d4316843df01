"""After erasure no table holds a trace of what was written."""

from collections.abc import Callable, Iterator
from typing import Any

from django.db import connection
from django.test import Client

from contact.erasure import erase_inquiry
from contact.records import Inquiry
from tests.contact.visit import Visit

CANARY = "Kanariya3141592"


def all_values() -> Iterator[tuple[str, bytes]]:
    for table in connection.introspection.table_names():
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - names come from the database itself
            for row in cursor.fetchall():
                for value in row:
                    yield table, bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()


def tables_with(text: str) -> set[str]:
    return {table for table, value in all_values() if text.encode() in value}


def test_a_text_in_any_table_would_be_found(inquiry: Inquiry) -> None:
    assert "contact_inquiry" in tables_with(inquiry.reference)


def test_erasure_leaves_no_trace_of_what_was_written(
    visit: Callable[..., Visit], desk: Any, signed_in: Callable[[Any], Client]
) -> None:
    inquiry = visit().send_all(name=CANARY, mail=f"{CANARY}@example.com", message=CANARY, company=CANARY)
    reference, mail_key, row_id = inquiry.reference, inquiry.mail_key, inquiry.pk
    client = signed_in(desk)
    client.get(f"/admin/inquiries/{reference}/")
    client.post("/admin/inquiries/export/", {"inquiry": reference})
    client.post(f"/admin/inquiries/{reference}/answered/")
    client.post(f"/admin/inquiries/{reference}/delete/")
    for trace in (CANARY, CANARY.lower(), mail_key, row_id.hex, str(row_id)):
        assert tables_with(trace) == set()


def test_the_chain_alone_remembers_the_reference(inquiry: Inquiry, desk: Any) -> None:
    erase_inquiry(inquiry=inquiry, actor=desk)
    assert tables_with(inquiry.reference) == {"cluster_cms_auditentry"}
