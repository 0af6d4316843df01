"""Personal data at rest: sealed in the database, bound to its row, opened by its key alone."""

import os
import uuid
from typing import Any

import pytest
from django.core import serializers
from django.db import IntegrityError, connection, models, transaction
from django.test.utils import isolate_apps
from pytest_django import Settings

from cluster_cms.security import crypto

PLAIN = "見本 花子 03-0000-0000"
with isolate_apps("cluster_cms"):  # unknown to Django's list of models, and so to its migrations

    class Letter(models.Model):
        """A record with personal data."""

        id = models.UUIDField(primary_key=True, default=uuid.uuid4)
        text = crypto.EncryptedTextField()
        note = crypto.EncryptedTextField(null=True)
        facts = crypto.EncryptedJSONField(default=dict)

        objects: models.Manager["Letter"] = models.Manager()

        class Meta:
            app_label = "cluster_cms"

        def __str__(self) -> str:
            return str(self.id)


@pytest.fixture(autouse=True)
def _table(database: None) -> None:
    columns = [f"{field.column} {field.db_type(connection)}" for field in Letter._meta.fields]
    required = "CHECK (text IS NOT NULL)"
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE {Letter._meta.db_table} ({', '.join(columns)}, {required})")


def stored(column: str) -> bytes:
    """Return what the one row of the table really holds."""
    return bytes(Letter.objects.values_list(column, flat=True).get())


def test_text_and_facts_come_back_as_they_were() -> None:
    letter = Letter.objects.create(text=PLAIN, facts={"住所": ["大阪府", 1, None, True]})
    found = Letter.objects.get(pk=letter.pk)
    assert (found.text, found.note, found.facts) == (PLAIN, None, {"住所": ["大阪府", 1, None, True]})


@pytest.mark.parametrize("column", ["text", "facts"])
def test_the_database_never_holds_the_plain_text(column: str) -> None:
    Letter.objects.create(text=PLAIN, facts={"name": PLAIN})
    assert b"03-0000" not in stored(column)
    assert PLAIN.encode() not in stored(column)


def test_the_same_text_is_sealed_differently_each_time() -> None:
    letter = Letter.objects.create(text=PLAIN)
    first = stored("text")
    letter.save()
    assert stored("text") != first


def test_a_value_moved_to_another_row_does_not_open() -> None:
    Letter.objects.bulk_create([Letter(text=PLAIN), Letter(text="other")])
    one, other = Letter.objects.all()
    other.__dict__["text"] = one.__dict__["text"]
    other.save()
    with pytest.raises(crypto.WrongKey):
        _ = Letter.objects.get(pk=other.pk).text


def test_a_value_moved_to_another_column_does_not_open() -> None:
    Letter.objects.create(text=PLAIN)
    letter = Letter.objects.get()
    letter.__dict__["note"] = letter.__dict__["text"]
    letter.save()
    with pytest.raises(crypto.WrongKey):
        _ = Letter.objects.get().note


@pytest.mark.parametrize("ring", [{"test1": bytes(32)}, {"other": bytes(32)}], ids=["same id", "other id"])
def test_another_key_raises_instead_of_showing_ciphertext(settings: Settings, ring: dict[str, bytes]) -> None:
    Letter.objects.create(text=PLAIN)
    settings.INQUIRY_KEYS = ring
    with pytest.raises(crypto.WrongKey, match=r"cluster_cms_letter\.text\."):
        _ = Letter.objects.get().text


@pytest.mark.parametrize("damaged", [b"", b"\x00", b"\x01", b"\x01\xff", b"\x02\x05test1" + bytes(40)])
def test_a_damaged_value_raises(damaged: bytes) -> None:
    with pytest.raises(crypto.WrongKey):
        crypto.decrypt(damaged, bound_to="somewhere")


@pytest.mark.parametrize("position", [0, 1, 3, 10, 25, -1])
def test_one_flipped_bit_anywhere_raises(position: int) -> None:
    sealed = bytearray(crypto.encrypt(PLAIN.encode(), bound_to="somewhere"))
    sealed[position] ^= 1
    with pytest.raises(crypto.WrongKey):
        crypto.decrypt(bytes(sealed), bound_to="somewhere")


def test_an_old_key_of_the_ring_still_opens_and_the_newest_seals(settings: Settings) -> None:
    letter = Letter.objects.create(text=PLAIN)
    settings.INQUIRY_KEYS = {"newest": os.urandom(32), **settings.INQUIRY_KEYS}
    found = Letter.objects.get(pk=letter.pk)
    assert found.text == PLAIN
    found.save()
    assert stored("text")[2:8] == b"newest"
    assert Letter.objects.get(pk=letter.pk).text == PLAIN


@pytest.mark.parametrize("value", [PLAIN, PLAIN.encode(), models.F("note")], ids=["text", "bytes", "column"])
def test_an_update_in_bulk_is_refused(value: Any) -> None:
    letter = Letter.objects.create(text="before")
    with pytest.raises(TypeError), transaction.atomic():
        Letter.objects.update(text=value)
    assert Letter.objects.get(pk=letter.pk).text == "before"


def test_a_bulk_update_of_records_is_refused() -> None:
    letter = Letter.objects.create(text="before")
    letter.text = PLAIN
    with pytest.raises(TypeError), transaction.atomic():
        Letter.objects.bulk_update([letter], ["text"])
    assert Letter.objects.get(pk=letter.pk).text == "before"


def test_a_deferred_value_is_read_when_it_is_asked_for() -> None:
    Letter.objects.create(text=PLAIN, facts={"a": 1})
    letter = Letter.objects.only("note").get()
    assert letter.get_deferred_fields() == {"text", "facts"}
    assert (letter.text, letter.facts) == (PLAIN, {"a": 1})


def test_a_change_inside_the_facts_is_stored() -> None:
    letter = Letter.objects.create(text=PLAIN, facts={"a": 1})
    found = Letter.objects.get(pk=letter.pk)
    found.facts["b"] = 2
    found.save(update_fields=["facts"])
    assert Letter.objects.get(pk=letter.pk).facts == {"a": 1, "b": 2}


def test_validation_leaves_the_text_alone() -> None:
    letter = Letter(text=PLAIN)
    letter.full_clean(validate_unique=False)
    assert letter.text == PLAIN


def test_a_text_that_was_never_given_is_refused_not_invented() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Letter.objects.create()


def test_sealed_values_do_not_leave_through_the_serializer() -> None:
    Letter.objects.create(text=PLAIN)
    with pytest.raises(TypeError):
        serializers.serialize("json", Letter.objects.all())
