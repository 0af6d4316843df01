"""The restore drill: back up, restore into an empty place, compare. The site itself is only read."""

import hashlib
import secrets
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

from django.apps import apps
from django.conf import settings
from django.core.files.storage import FileSystemStorage
from django.db import connection
from django.test import Client
from wagtail.models import Page

from cluster_cms.backups.copying import chain_heads, make_copy
from cluster_cms.backups.manifest import Manifest
from cluster_cms.backups.media_archive import hashes_of
from cluster_cms.backups.restoring import Restored, restore_copy
from cluster_cms.backups.sqlite import connected_to
from cluster_cms.security import audit
from cluster_cms.security.audit import AuditEntry

Result = TypeVar("Result")


@dataclass(frozen=True)
class Proof:
    """One line of the drill: what was compared, whether it held, and a plain sentence."""

    name: str
    holds: bool
    message: str


def rehearse() -> Iterator[Proof]:
    """Yield what a restore of this site, made now, proves. Raises CopyRefused when it does not come so far."""
    folder = Path(tempfile.mkdtemp(prefix="drill-", dir=settings.VAR_DIR))
    try:
        before = page_hashes()
        manifest, copying = timed(lambda: make_copy(folder / "copy"))
        storage = FileSystemStorage(location=folder / "media")
        with empty_place(folder):
            restored, restoring = timed(lambda: restore_copy(folder / "copy", storage=storage, rehearsal=True))
            yield from (rows(restored), audit_chain(manifest), chains(manifest), pages(before))
            yield same_media(manifest, hashes_of(storage))
        size = sum(file.stat().st_size for file in (folder / "copy").iterdir())
        message = f"{copying:.1f} s to copy, {restoring:.1f} s to restore, {size / 1024**2:.1f} MiB"
        yield Proof("time", True, message)
    finally:
        shutil.rmtree(folder)


def timed(work: Callable[[], Result]) -> tuple[Result, float]:
    began = time.perf_counter()
    return work(), time.perf_counter() - began


@contextmanager
def empty_place(folder: Path) -> Iterator[None]:
    """Within the block, this thread's database is a new, empty one; afterwards it is gone."""
    if connection.vendor != "postgresql":
        with connected_to(str(folder / "drill.sqlite3")):
            yield
        return
    name = f"drill_{secrets.token_hex(6)}"
    quoted = connection.ops.quote_name(name)
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {quoted} TEMPLATE template0")
    try:
        with connected_to(name):
            yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"DROP DATABASE {quoted}")


def rows(restored: Restored) -> Proof:
    """Compare every table but the audit chain, which has one entry more; and but what was erased again."""
    copied, again = restored.manifest.rows, restored.erased_again or 0
    models = [model for model in apps.get_models(include_auto_created=True) if model._meta.managed]
    counts = {model._meta.db_table: model._base_manager.count() for model in models}
    grown = {AuditEntry._meta.db_table}
    wrong = [table for table, count in counts.items() if count != copied.get(table) and table not in grown]
    told = f"{sum(counts.values())} in {len(counts)} tables; {again} records erased again"
    if again:  # then tables are shorter, rightly
        return Proof("rows", True, told)
    return Proof("rows", not wrong, told if not wrong else f"{told}; not as in the copy: {', '.join(wrong)}")


def audit_chain(manifest: Manifest) -> Proof:
    position, row_hash = manifest.chains["audit"].split(":")
    faults = audit.verify()
    held = AuditEntry.objects.filter(position=int(position), row_hash=row_hash).exists()
    told = f"whole; entry {position} has the hash of the copy"
    return Proof("audit chain", held and not faults, told if held and not faults else (faults or ["another one"])[0])


def chains(manifest: Manifest) -> Proof:
    """Compare the heads of the apps' chains, such as the policy's ledger."""
    found = {name: head for name, head in chain_heads() if name != "audit"}
    expected = {name: head for name, head in manifest.chains.items() if name != "audit"}
    told = ", ".join(f"{name} at row {head.split(':')[0]}" for name, head in found.items())
    return Proof("other chains", found == expected, told or "none")


def page_hashes() -> dict[str, str]:
    """Return the hash of what each live page answers to a visitor."""
    address = urlsplit(settings.SITE_URL)
    client = Client(SERVER_NAME=address.hostname or "localhost")
    found = {}
    for page in Page.objects.live().filter(depth__gt=1).order_by("path"):
        if url := page.relative_url(None):
            answer = client.get(url, secure=address.scheme == "https")
            found[url] = f"{answer.status_code} {hashlib.sha256(answer.content).hexdigest()}"
    return found


def pages(before: dict[str, str]) -> Proof:
    after = page_hashes()
    wrong = [url for url in before if before[url] != after.get(url)]
    told = f"{len(before) - len(wrong)} of {len(before)} answer with the same bytes"
    return Proof("pages", not wrong, told if not wrong else f"{told}; not {wrong[0]}")


def same_media(manifest: Manifest, found: dict[str, str]) -> Proof:
    return Proof("media", found == manifest.media, f"{len(found)} of {len(manifest.media)} files, hashes compared")
