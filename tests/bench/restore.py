"""`make bench`: time and memory of a backup of 100,000 inquiries, and of its way back into an empty place."""

import resource
import time
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

from django.core.files.storage import FileSystemStorage
from django.db import connection

from cluster_cms.backups.copying import make_copy
from cluster_cms.backups.rehearsing import empty_place
from cluster_cms.backups.restoring import restore_copy
from cluster_cms.backups.verifying import verify_copy
from contact.records import Inquiry

INQUIRIES, BATCH = 100_000, 2_000
MESSAGE = "試料の見積もりをお願いいたします。数量は二百個、納期は来月末を希望しております。" * 4
SECONDS_AT_MOST, MEBIBYTES_AT_MOST = 900, 150  # a slow machine passes, a blunder does not


def test_restore(committed_db: None, tmp_path: Path) -> None:
    fill()
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


def fill() -> None:
    """Multiply the demo's first inquiry, each copy sealed by itself."""
    sample = Inquiry.objects.order_by("received_at")[0]
    for start in range(0, INQUIRIES, BATCH):
        Inquiry.objects.bulk_create(another(sample, number) for number in range(start, start + BATCH))


def another(sample: Inquiry, number: int) -> Inquiry:
    values = {field.attname: getattr(sample, field.attname) for field in Inquiry._meta.concrete_fields}
    own = {"id": uuid4(), "reference": f"B{number:08}", "submission_key": f"bench-{number}", "search_text": MESSAGE}
    return Inquiry(**{**values, **own})


def seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def peak() -> float:
    """Return the most memory that this process has held so far, in MiB (Linux: ru_maxrss is in KiB)."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
