"""`make bench FULL=1`: time and memory of a backup of 100,000 inquiries, and of its way back into an empty place."""

import resource
import time
from collections.abc import Callable
from pathlib import Path

from django.core.files.storage import FileSystemStorage
from django.core.management import call_command
from django.db import connection

from cluster_cms.backups.copying import make_copy
from cluster_cms.backups.manifest import verify_copy
from cluster_cms.backups.restore_drill import empty_place
from cluster_cms.backups.restoring import restore_copy
from contact.models import Inquiry

INQUIRIES = 100_000
SECONDS_AT_MOST, MEBIBYTES_AT_MOST = 900, 150  # a slow machine passes, a blunder does not


def test_restore(committed_db: None, tmp_path: Path) -> None:
    call_command("load_demo", inquiries=INQUIRIES)
    before = peak()
    took = [("backup", seconds(lambda: make_copy(tmp_path / "copy")))]
    took.append(("verify_backup", seconds(lambda: verify_copy(tmp_path / "copy"))))
    storage = FileSystemStorage(location=tmp_path / "media")
    with empty_place(tmp_path):
        took.append(("restore", seconds(lambda: restore_copy(tmp_path / "copy", storage=storage, rehearsal=True))))
        assert Inquiry.objects.count() >= INQUIRIES
    size = sum(file.stat().st_size for file in (tmp_path / "copy").iterdir()) / 1024**2
    grown = peak() - before
    print(f"\n{connection.vendor}, {INQUIRIES} inquiries, a copy of {size:.0f} MiB, {grown:.0f} MiB of memory more")
    print("\n".join(f"{value:>8.1f} s  {name}" for name, value in took))
    assert took[-1][1] < SECONDS_AT_MOST
    assert grown < MEBIBYTES_AT_MOST


def seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def peak() -> float:
    """Return the most memory that this process has held so far, in MiB (Linux: ru_maxrss is in KiB)."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
