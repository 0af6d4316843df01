"""What was written is unreadable in the database, and opens with the right key alone."""

import base64
from typing import Any

import pytest
from django.db import connection

from cluster_cms.security.crypto import WrongKey
from contact.models import Inquiry, SearchText
from contact.text.email_address import email_hmac
from tests.contact.visit import WRITTEN


def raw_row(inquiry: Inquiry) -> bytes:
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM contact_inquiry WHERE reference = %s", [inquiry.reference])
        row = cursor.fetchone()
    return b"\n".join(bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode() for value in row)


@pytest.mark.parametrize("field", ["company", "name", "mail", "phone", "message"])
def test_no_column_holds_what_was_written(inquiry: Inquiry, field: str) -> None:
    row = raw_row(inquiry)
    for part in WRITTEN[field].split():
        assert part.encode() not in row
        assert base64.b64encode(part.encode())[:-4] not in row


def test_a_wrong_key_raises(inquiry: Inquiry, settings: Any) -> None:
    settings.INQUIRY_KEYS = dict.fromkeys(settings.INQUIRY_KEYS, b"x" * 32)
    with pytest.raises(WrongKey):
        _ = Inquiry.objects.get(pk=inquiry.pk).answers


def test_answers_moved_to_another_row_do_not_open(inquiry: Inquiry) -> None:
    other = Inquiry.objects.exclude(pk=inquiry.pk).first()
    assert other is not None
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE contact_inquiry SET answers = (SELECT answers FROM contact_inquiry WHERE reference = %s) "
            "WHERE reference = %s",
            [inquiry.reference, other.reference],
        )
    with pytest.raises(WrongKey):
        _ = Inquiry.objects.get(pk=other.pk).answers


def test_the_inquiries_of_an_address_can_be_found_without_its_being_stored(inquiry: Inquiry) -> None:
    assert Inquiry.objects.get(email_hmac=email_hmac("TARO.Yamada@example.com ")) == inquiry


def test_the_text_for_search_is_folded(inquiry: Inquiry) -> None:
    stored = SearchText.objects.get(inquiry=inquiry).text
    assert "cx210" in stored
    assert "山田" in stored
