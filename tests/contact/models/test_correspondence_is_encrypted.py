"""Notes and messages: no column holds their words, and each row is called by its id alone."""

from typing import Any

import pytest
from django.db import connection

from cluster_cms.security.crypto import WrongKey
from contact.models import Direction, Inquiry, Message, MessageChannel, Note

SECRET = "Uguisu-1618"


def stored(table: str) -> bytes:
    with connection.cursor() as cursor:
        cursor.execute(" ".join(("SELECT * FROM", connection.ops.quote_name(table))))
        rows = cursor.fetchall()
    return b"\n".join(
        bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode() for row in rows for value in row
    )


@pytest.fixture
def note(inquiry: Inquiry, desk: Any) -> Note:
    return Note.objects.create(inquiry=inquiry, text=SECRET, author_id=desk.pk)


@pytest.fixture
def message(inquiry: Inquiry, desk: Any) -> Message:
    words = {"subject": SECRET, "body": SECRET, "address": f"{SECRET}@example.com"}
    kind = {"direction": Direction.OUT, "channel": MessageChannel.HERE, "language": "ja"}
    return Message.objects.create(inquiry=inquiry, author_id=desk.pk, **kind, **words)


def test_no_column_holds_a_word(note: Note, message: Message) -> None:
    for table in ("contact_note", "contact_message"):
        assert SECRET.encode() not in stored(table)
    assert Note.objects.get(pk=note.pk).text == SECRET
    assert Message.objects.get(pk=message.pk).address == f"{SECRET}@example.com"


def test_rows_are_called_by_their_id_alone(note: Note, message: Message) -> None:
    for one in (note, message):
        assert str(one.pk) in str(one)
        assert SECRET not in str(one)


def test_a_wrong_key_raises(message: Message, settings: Any) -> None:
    settings.INQUIRY_KEYS = dict.fromkeys(settings.INQUIRY_KEYS, b"x" * 32)
    with pytest.raises(WrongKey):
        _ = Message.objects.get(pk=message.pk).body


def test_without_an_address_an_inquiry_shares_none(inquiry: Inquiry) -> None:
    Inquiry.objects.update(email_hmac="")
    assert not Inquiry.objects.of_same_address(Inquiry.objects.get(pk=inquiry.pk)).exists()
