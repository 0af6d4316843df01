"""What a manifest says of the database as it is at this moment, read through the connection in use."""

from collections.abc import Iterator

from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from wagtail import hooks

from cluster_cms import clock
from cluster_cms.audit import AuditEntry
from cluster_cms.backups.keys import keys_in_use
from cluster_cms.backups.manifest import Manifest
from cluster_cms.erasures.lines import Head


def migrations() -> dict[str, list[str]]:
    applied: dict[str, list[str]] = {}
    for app, name in sorted(MigrationRecorder(connection).applied_migrations()):
        applied.setdefault(app, []).append(name)
    return applied


def chain_heads() -> Iterator[tuple[str, str]]:
    """Yield the head of the audit chain, and of each chain of an app (hook `register_chain_head`)."""
    last = AuditEntry.objects.order_by("-position").first()
    yield "audit", f"{last.position}:{last.row_hash}" if last else "0:"
    for head in hooks.get_hooks("register_chain_head"):
        name, position, row_hash = head()
        yield name, f"{position}:{row_hash}"


def describe(journal: Head) -> Manifest:
    """Return a manifest of the database alone."""
    return Manifest(
        site=settings.SITE_URL,
        made_at=clock.now().isoformat(timespec="seconds"),
        vendor=connection.vendor,
        migrations=migrations(),
        chains=dict(chain_heads()),
        journal={"length": journal.length, "hash": journal.hash},
        keys=sorted(keys_in_use()),
    )
