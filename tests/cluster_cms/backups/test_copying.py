"""A copy is of one moment while others write, holds nothing in clear, and is either finished or none."""

import stat
import threading
from io import StringIO
from pathlib import Path

import pyrage
import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from cluster_cms.backups import copying, media_archive
from cluster_cms.backups.copying import make_copy
from cluster_cms.backups.manifest import read_manifest
from cluster_cms.backups.restoring import restore_copy
from cluster_cms.security import audit
from cluster_cms.security.audit import AuditEntry
from cluster_cms.security.crypto import VERSION
from tests.cluster_cms.backups.conftest import Place

pytestmark = pytest.mark.usefixtures("committed_db")
WRITERS = 3


class Load:
    """Writers that commit audit entries until told to stop, and remember what was acknowledged."""

    def __init__(self) -> None:
        self.stop, self.acknowledged = threading.Event(), list[str]()
        self._threads = [threading.Thread(target=self._write, args=(number,)) for number in range(WRITERS)]

    def __enter__(self) -> "Load":
        for thread in self._threads:
            thread.start()
        while len(self.acknowledged) < 2 * WRITERS:
            self.stop.wait(0.01)
        return self

    def __exit__(self, *_error: object) -> None:
        self.stop.set()
        for thread in self._threads:
            thread.join()

    def _write(self, writer: int) -> None:
        number = 0
        try:
            while not self.stop.is_set():
                number += 1
                with transaction.atomic():
                    audit.record("test.done", subject=f"{writer}:{number}")
                self.acknowledged.append(f"{writer}:{number}")
        finally:
            connection.close()


def test_a_copy_made_under_load_is_of_one_moment(tmp_path: Path, empty_place: Place) -> None:
    with Load() as load:
        before = set(load.acknowledged)
        manifest = make_copy(tmp_path / "copy")
        count = len(load.acknowledged)
    assert len(load.acknowledged) > len(before), "nobody wrote meanwhile"
    with empty_place():
        restore_copy(tmp_path / "copy")
        assert before <= set(AuditEntry.objects.filter(action="test.done").values_list("subject", flat=True))
        assert audit.verify() == []
        position, row_hash = manifest.chains["audit"].split(":")
        restored = AuditEntry.objects.order_by("-position")[1]
        assert (restored.position, restored.row_hash) == (int(position), row_hash)
    assert count >= len(before)


def test_a_copy_holds_nothing_in_clear(copy: Path) -> None:
    content = b"".join(file.read_bytes() for file in sorted(copy.iterdir()))
    for word in ("Cluster", "クラスター", "admin", "SQLite", "cluster_cms", "test1", "@example.com"):
        assert word.encode() not in content
    assert sorted(file.name for file in copy.iterdir()) == ["database", "manifest", "media"]
    assert stat.S_IMODE(copy.stat().st_mode) == 0o700


def test_any_program_for_age_opens_a_copy_with_the_identity(copy: Path) -> None:
    call_command("backup_identity", stdout=(out := StringIO()))
    identity = pyrage.ssh.Identity.from_buffer(out.getvalue().encode())
    assert b'"site": "http://testserver"' in pyrage.decrypt((copy / "manifest").read_bytes(), [identity])


def test_the_manifest_knows_what_a_restore_must_be_compared_with(copy: Path) -> None:
    manifest = read_manifest(copy)
    assert (manifest.site, manifest.vendor, manifest.keys) == ("http://testserver", connection.vendor, ["test1"])
    assert set(manifest.chains) == {"audit", "policy ledger"}
    assert manifest.journal == {"length": 0, "hash": "0" * 64}
    assert manifest.rows["contact_inquiry"] > 0
    assert manifest.media
    assert VERSION == 1


@pytest.mark.parametrize("step", ["manifest_of_database", "write_manifest", "media"])
def test_a_copy_that_is_interrupted_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    def stop(*_arguments: object) -> None:
        raise KeyboardInterrupt

    place, name = (media_archive, "copy_out") if step == "media" else (copying, step)
    with monkeypatch.context() as patch:
        patch.setattr(place, name, stop)
        with pytest.raises(KeyboardInterrupt):
            make_copy(tmp_path / "copy")
    assert list((tmp_path / "copy").iterdir()) == []
    assert make_copy(tmp_path / "copy") == read_manifest(tmp_path / "copy")


def test_what_a_killed_copy_has_left_is_none_and_is_removed_by_the_next(copy: Path) -> None:
    (copy / "manifest").unlink()
    (copy / "database.plain").write_bytes(b"left")
    with pytest.raises(CommandError, match="no finished copy"):
        call_command("verify_backup", copy)
    make_copy(copy)
    assert sorted(file.name for file in copy.iterdir()) == ["database", "manifest", "media"]


def test_a_folder_in_use_is_not_written_to(copy: Path, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="already holds a copy"):
        call_command("backup", copy)
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "letter.txt").touch()
    with pytest.raises(CommandError, match=r"holds other files, such as letter\.txt"):
        call_command("backup", tmp_path / "letters")
    with pytest.raises(CommandError, match="is no folder"):
        call_command("backup", tmp_path / "letters" / "letter.txt")


def test_every_copy_is_an_audit_entry_without_its_place(copy: Path) -> None:
    entry = AuditEntry.objects.get(action="backup.made")
    assert entry.subject == ""
    assert str(copy) not in entry.data
