"""In the person's file every moment and day is ISO 8601; on the page it is written for people."""

import re
from datetime import date, datetime
from typing import Any

from contact.models import Channel, Inquiry
from contact.transfers.record_transfer import record_transfer
from tests.contact.privacy.person import Writer
from tests.contact.transfers.giving import to_contractor

PROSE = re.compile(r"\d+年\d+月\d+日")
MOMENTS, DAYS = ("received", "at", "asked"), ("kept_until",)


def leaves(data: Any, name: str = "") -> list[tuple[str, str]]:
    """Return the texts of JSON data with their names."""
    if isinstance(data, dict):
        return [leaf for key, value in data.items() for leaf in leaves(value, key)]
    if isinstance(data, list):
        return [leaf for value in data for leaf in leaves(value, name)]
    return [(name, str(data))]


def test_no_date_of_the_file_is_prose(writer: Writer, inquiry: Inquiry, desk: Any) -> None:
    chosen = Inquiry.objects.filter(pk=inquiry.pk)
    record_transfer(destination=to_contractor(), inquiries=chosen, channel=Channel.REPLY, items=["name"], actor=desk)
    writer.open()
    page = writer.act("reference", reference=inquiry.reference)
    found = leaves(writer.copy())
    assert [leaf for leaf in found if PROSE.search(leaf[1])] == []
    assert all(datetime.fromisoformat(text).tzinfo for name, text in found if name in MOMENTS)
    assert all(date.fromisoformat(text) for name, text in found if name in DAYS)
    assert {name for name, _text in found} >= {"received", "at", "kept_until"}
    assert PROSE.search(page.content.decode())
