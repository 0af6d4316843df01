"""The restore drill: backs the site up, restores the copy into an empty database, and compares the two."""

import hashlib
import re
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

from cluster_cms.backups.anchors import chain_heads
from cluster_cms.backups.copying import make_copy
from cluster_cms.backups.manifest import Manifest
from cluster_cms.backups.media_archive import hashes_of
from cluster_cms.backups.restoring import Restored, restore_copy
from cluster_cms.backups.sealing import CopyRefused
from cluster_cms.operations.database_owner import connected_to
from cluster_cms.security import audit
from cluster_cms.security.audit import AuditEntry

Result = TypeVar("Result")


@dataclass(frozen=True)
class Proof:
    """One comparison of the drill: its name, whether it held, and one sentence."""

    name: str
    holds: bool
    message: str


def rehearse() -> Iterator[Proof]:
    """Yield the comparisons of this site with its restored copy. Raises CopyRefused when there is none to compare."""
    require_place()
    folder = Path(tempfile.mkdtemp(prefix="drill-", dir=settings.VAR_DIR))
    try:
        before = page_hashes()
        manifest, copying = timed(lambda: make_copy(folder / "copy", drill=True))
        storage = FileSystemStorage(location=folder / "media")
        with empty_place(folder):
            restored, restoring = timed(lambda: restore_copy(folder / "copy", storage=storage, rehearsal=True))
            yield from (rows(restored), audit_chain(manifest), other_chains(manifest), pages(before))
            yield media(manifest, hashes_of(storage))
        size = sum(file.stat().st_size for file in (folder / "copy").iterdir())
        message = f"{copying:.1f} s to copy, {restoring:.1f} s to restore, {size / 1024**2:.1f} MiB"
        yield Proof("time", True, message)
    finally:
        shutil.rmtree(folder)


def timed(work: Callable[[], Result]) -> tuple[Result, float]:
    began = time.perf_counter()
    return work(), time.perf_counter() - began


def require_place() -> None:
    """Raise CopyRefused where this site's role may not create a database to restore into; nothing is copied then."""
    role, may_create = may_create_databases()
    if not may_create:
        raise CopyRefused(
            f"The database role {role} may not create a database to restore into: run the drill with a DATABASE_URL "
            f"whose role may, or allow it with ALTER ROLE {role} CREATEDB."
        )


def may_create_databases() -> tuple[str, bool]:
    """Return the role of this connection and whether it may create databases; SQLite's are files."""
    if connection.vendor != "postgresql":
        return "", True
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolname, rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user")
        return tuple(cursor.fetchone())


@contextmanager
def empty_place(folder: Path) -> Iterator[None]:
    """Within the block, this thread's database is a new, empty one, which is deleted afterwards."""
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
    """Compare the number of rows of every table but the audit chain, which has one entry more."""
    copied, again = restored.manifest.rows, restored.erased_again or 0
    models = [model for model in apps.get_models(include_auto_created=True) if model._meta.managed]
    counts = {model._meta.db_table: model._base_manager.count() for model in models}
    audit_table = AuditEntry._meta.db_table
    wrong = [table for table, count in counts.items() if count != copied.get(table) and table != audit_table]
    message = f"{sum(counts.values())} in {len(counts)} tables; {again} records erased again"
    if again or not wrong:  # what was erased again is missing rightly
        return Proof("rows", True, message)
    return Proof("rows", False, f"{message}; not as in the copy: {', '.join(wrong)}")


def audit_chain(manifest: Manifest) -> Proof:
    position, row_hash = manifest.chains["audit"].split(":")
    faults = audit.verify()
    if not AuditEntry.objects.filter(position=int(position), row_hash=row_hash).exists():
        faults.append("another one")
    message = faults[0] if faults else f"whole; entry {position} has the hash of the copy"
    return Proof("audit chain", not faults, message)


def other_chains(manifest: Manifest) -> Proof:
    """Compare the heads of the apps' chains, such as the policy's ledger."""
    found = {name: head for name, head in chain_heads().items() if name != "audit"}
    expected = {name: head for name, head in manifest.chains.items() if name != "audit"}
    message = ", ".join(f"{name} at row {head.split(':')[0]}" for name, head in found.items())
    return Proof("other chains", found == expected, message or "none")


# What a page measures while it is made: it may differ from one minute to the next.
MEASURED = re.compile(rb"<section[^>]* data-measured\b.*?</section>", re.DOTALL)


def page_hashes() -> dict[str, str]:
    """Return the hash of what each live page answers to a visitor, without what it measures while it is made."""
    address = urlsplit(settings.SITE_URL)
    client = Client(SERVER_NAME=address.hostname or "localhost")
    found = {}
    for page in Page.objects.live().filter(depth__gt=1).order_by("path"):
        if url := page.relative_url(None):
            answer = client.get(url, secure=address.scheme == "https")
            same = MEASURED.sub(b"", answer.content)
            found[url] = f"{answer.status_code} {hashlib.sha256(same).hexdigest()}"
    return found


def pages(before: dict[str, str]) -> Proof:
    after = page_hashes()
    wrong = [url for url in before if before[url] != after.get(url)]
    message = f"{len(before) - len(wrong)} of {len(before)} answer with the same bytes"
    return Proof("pages", not wrong, f"{message}; not {wrong[0]}" if wrong else message)


def media(manifest: Manifest, found: dict[str, str]) -> Proof:
    return Proof("media", found == manifest.media, f"{len(found)} of {len(manifest.media)} files, hashes compared")
