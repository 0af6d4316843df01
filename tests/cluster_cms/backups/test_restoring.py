"""A restore fills an empty place only, ends with the doctor, and an interrupted one never passes for whole."""

from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import connection
from wagtail.models import Page

from cluster_cms.backups import restoring
from cluster_cms.backups.backup_health import last_restore
from cluster_cms.backups.manifest import read_manifest, verify_copy
from cluster_cms.backups.media_archive import hashes_of
from cluster_cms.backups.restoring import restore_copy
from cluster_cms.operations.database_roles import changeable_tables
from cluster_cms.security import audit
from cluster_cms.security.accounts import User
from cluster_cms.security.audit import AuditEntry
from contact.models import Inquiry
from tests.cluster_cms.backups.conftest import Place
from tests.infrastructure.roles import as_site

pytestmark = pytest.mark.usefixtures("committed_db")


def restore(copy: Path, **options: bool) -> str:
    call_command("restore", copy, stdout=(out := StringIO()), **options)
    return out.getvalue()


def test_everything_comes_back_and_the_doctor_has_the_last_word(copy: Path, empty_place: Place) -> None:
    answers = {inquiry.reference: inquiry.answers for inquiry in Inquiry.objects.all()}
    titles = list(Page.objects.order_by("path").values_list("path", "title"))
    with empty_place(migrations=True):
        report = restore(copy)
        assert {inquiry.reference: inquiry.answers for inquiry in Inquiry.objects.all()} == answers
        assert list(Page.objects.order_by("path").values_list("path", "title")) == titles
        assert hashes_of(default_storage) == read_manifest(copy).media
        assert audit.verify() == []
    first, *findings, last = report.splitlines()
    assert first.startswith("restored: ")
    assert "well  restore: nothing is left over from one" in findings
    assert last == "1 of the above need attention.", "the worker, which does not run yet"


def test_the_role_of_the_site_reads_what_the_owner_has_restored(copy: Path, site_role: str, empty_place: Place) -> None:
    with empty_place():
        restore(copy)
        with as_site(site_role):
            assert Inquiry.objects.exists()
            assert Page.objects.exists()
            assert connection.vendor == "sqlite" or changeable_tables() == []


def test_counting_goes_on_where_it_was(copy: Path, empty_place: Place) -> None:
    last = User.objects.order_by("-pk")[0].pk
    with empty_place():
        restore_copy(copy)
        assert User.objects.create(username="new").pk == last + 1
        newest = AuditEntry.objects.order_by("-position").values_list("action", flat=True)[:2]
        assert list(newest) == ["account.created", "backup.restored"]


def test_the_database_refuses_changes_of_the_chains_as_before(copy: Path, empty_place: Place) -> None:
    with empty_place():
        restore_copy(copy)
        with pytest.raises(Exception, match="append-only"), connection.cursor() as cursor:
            cursor.execute("UPDATE cluster_cms_auditentry SET subject = 'other'")


def test_a_database_in_use_is_refused_and_untouched(copy: Path) -> None:
    before = audit.AuditEntry.objects.count()
    with pytest.raises(CommandError, match="database is not empty"):
        restore(copy)
    assert audit.AuditEntry.objects.count() == before


def test_a_media_folder_in_use_is_refused_before_the_database_is_touched(copy: Path, empty_place: Place) -> None:
    with empty_place():
        folder = Path(settings.MEDIA_ROOT)
        folder.mkdir()
        (folder / "other.pdf").touch()
        with pytest.raises(CommandError, match=r"media folder is not empty: it holds other\.pdf"):
            restore(copy)
        assert connection.introspection.table_names() == []


def test_a_damaged_copy_is_refused_before_anything_is_touched(copy: Path, empty_place: Place) -> None:
    content = (copy / "media").read_bytes()
    (copy / "media").write_bytes(content[:-1])
    with empty_place():
        with pytest.raises(CommandError, match="media: damaged"):
            restore(copy)
        assert connection.introspection.table_names() == []
        assert not Path(settings.MEDIA_ROOT).exists()


@pytest.mark.parametrize("step", ["restore_media", "replay", "finish"])
def test_an_interrupted_restore_is_seen_and_can_be_run_again(
    copy: Path, empty_place: Place, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def stop(*_arguments: object, **_options: object) -> None:
        raise KeyboardInterrupt

    with empty_place():
        with monkeypatch.context() as patch:
            patch.setattr(restoring, step, stop)
            with pytest.raises(KeyboardInterrupt):
                restore_copy(copy)
        if connection.vendor == "postgresql":
            assert not last_restore().ok
        else:
            assert connection.introspection.table_names() == []
        restore_copy(copy)
        assert last_restore().ok
        assert hashes_of(default_storage) == read_manifest(copy).media


def test_a_copy_can_be_restored_twice(copy: Path, empty_place: Place) -> None:
    for _time in range(2):
        with empty_place():
            assert restore_copy(copy).manifest == verify_copy(copy)
