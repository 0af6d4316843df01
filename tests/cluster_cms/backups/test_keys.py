"""Keys: which are in use, how an old one leaves, and where the spares are."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from cluster_cms.backups import keys
from cluster_cms.backups.backup_health import key_escrows, keys_at_hand
from cluster_cms.backups.keys import KeyEscrow, key_names, keys_in_use, keys_without_escrow
from cluster_cms.backups.sealing import key_name
from cluster_cms.security.audit import AuditEntry
from contact.models import Inquiry

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def new_key(settings: Settings) -> None:
    settings.INQUIRY_KEYS = {"next1": bytes(range(32)), **settings.INQUIRY_KEYS}


def run(name: str, *arguments: str, **options: str) -> str:
    call_command(name, *arguments, stdout=(out := StringIO()), **options)
    return out.getvalue()


@pytest.mark.usefixtures("new_key")
def test_everything_is_sealed_anew_and_reads_as_before(settings: Settings) -> None:
    before = {inquiry.pk: (inquiry.answers, inquiry.search_text.text) for inquiry in Inquiry.objects.all()}
    assert keys_in_use() == {"test1"}
    assert run("rotate_inquiry_keys").endswith("keys in use: next1\n")
    settings.INQUIRY_KEYS = {"next1": settings.INQUIRY_KEYS["next1"]}
    assert {inquiry.pk: (inquiry.answers, inquiry.search_text.text) for inquiry in Inquiry.objects.all()} == before
    assert keys_at_hand().ok


@pytest.mark.usefixtures("new_key")
def test_a_rotation_that_was_stopped_goes_on_where_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keys, "BATCH", 1)
    field = Inquiry._meta.get_field("answers")
    keys.rotate_batch(Inquiry, field)
    assert keys_in_use() == {"test1", "next1"}
    counts = dict(keys.rotate_keys())
    assert counts["contact_inquiry.answers"] == Inquiry.objects.count() - 1
    assert not any(dict(keys.rotate_keys()).values())
    entries = AuditEntry.objects.filter(action="keys.rotated", data__contains="contact_inquiry.answers")
    assert entries.count() == Inquiry.objects.count()


@pytest.mark.usefixtures("new_key")
def test_the_doctor_knows_the_keys_of_last_night_without_reading_every_value() -> None:
    keys.record_keys_in_use()
    Inquiry.objects.all().delete()
    with CaptureQueriesContext(connection) as queries:
        assert keys_at_hand().message == "test1"
    assert len(queries) == 1
    assert keys.record_keys_in_use() == keys_in_use() != {"test1"}


def test_a_value_whose_key_is_lost_is_named_and_seen_by_the_doctor(settings: Settings) -> None:
    settings.INQUIRY_KEYS = {"next1": bytes(32)}
    assert keys_at_hand().message == "INQUIRY_KEYS lacks test1, under which values are sealed"
    with pytest.raises(CommandError, match="Put its key back into INQUIRY_KEYS"):
        run("rotate_inquiry_keys")


def test_the_doctor_warns_of_a_key_without_a_spare(settings: Settings) -> None:
    assert not key_escrows().warns
    settings.BACKUP_KEY = bytes(32)
    name = f"BACKUP_KEY {key_name(bytes(32))}"
    assert keys_without_escrow() == [name]
    assert key_escrows().ok
    assert key_escrows().warns
    assert name in key_escrows().message
    run("record_key_escrow", name, place="safe in Osaka", by="K. Mihon")
    assert not key_escrows().warns


def test_the_list_names_every_key_and_shows_none(settings: Settings) -> None:
    listed = run("record_key_escrow")
    assert [line.split(":")[0] for line in listed.splitlines()] == key_names()
    for key in (settings.BACKUP_KEY, settings.LOOKUP_KEY, *settings.INQUIRY_KEYS.values()):
        assert key.hex()[:12] not in listed


@pytest.mark.parametrize(
    "arguments, options, message",
    [(["no such key"], {"place": "safe", "by": "me"}, "No key of this site"), (["BACKUP_KEY"], {}, "Say --place")],
)
def test_a_spare_of_nothing_is_refused(arguments: list[str], options: dict[str, str], message: str) -> None:
    before = KeyEscrow.objects.count()
    with pytest.raises(CommandError, match=message):
        run("record_key_escrow", *arguments, **options)
    assert KeyEscrow.objects.count() == before
