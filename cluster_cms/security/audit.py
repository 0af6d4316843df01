"""The audit chain: who did what to which reference, in one append-only, hash-linked table."""

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC

from django.db import connection, models, transaction
from django.utils.translation import gettext_lazy as _

from cluster_cms import clock
from cluster_cms.security.accounts import User
from cluster_cms.security.append_only import AppendOnlyModel

Value = str | int | bool | None
GENESIS = "0" * 64
LOCK = 0x636C7573746572  # any fixed number: the chain's own advisory lock on PostgreSQL


class AuditEntry(AppendOnlyModel):
    """One act: who did what to which subject, when."""

    position = models.PositiveBigIntegerField(_("number"), unique=True)
    at = models.DateTimeField(_("time"))
    action = models.CharField(_("action"), max_length=60)
    actor_id = models.BigIntegerField(_("account"), null=True)
    subject = models.CharField(_("subject"), max_length=100, blank=True)
    data = models.TextField(_("data"), default="{}")
    previous_hash = models.CharField(max_length=64)
    row_hash = models.CharField(max_length=64)

    class Meta:
        ordering = ["position"]
        indexes = [models.Index(fields=["subject", "position"], name="audit_by_subject")]
        default_permissions = ("view",)
        verbose_name = _("audit entry")
        verbose_name_plural = _("audit entries")

    def __str__(self) -> str:
        return f"{self.position} {self.action} {self.subject}".strip()

    def expected_hash(self) -> str:
        """Return the SHA-256 over the row's canonical JSON, the previous hash included."""
        content = [
            self.position,
            self.at.astimezone(UTC).isoformat(timespec="microseconds"),
            self.action,
            self.actor_id,
            self.subject,
            self.data,
            self.previous_hash,
        ]
        return hashlib.sha256(canonical(content)).hexdigest()


def canonical(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def record(
    action: str, *, actor: User | None = None, subject: str = "", data: Mapping[str, Value] | None = None
) -> AuditEntry:
    """Add one entry to the chain, inside the caller's transaction.

    Raises TransactionManagementError outside a transaction: an act and its entry are stored together or not at all.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("An audit entry is written in the transaction of its act.")
    take_lock()
    last = AuditEntry.objects.order_by("-position").values_list("position", "row_hash").first()
    position, previous_hash = last or (0, GENESIS)
    entry = AuditEntry(
        position=position + 1,
        at=clock.now(),
        action=action,
        actor_id=actor.pk if actor else None,
        subject=subject,
        data=canonical(dict(data or {})).decode(),
        previous_hash=previous_hash,
    )
    entry.row_hash = entry.expected_hash()
    entry.save()
    return entry


def take_lock() -> None:
    """Hold the lock of the chain until the transaction ends; SQLite's write lock (BEGIN IMMEDIATE) does the same."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def verify() -> list[str]:
    """Return one sentence for each break of the chain; an empty list means that it is whole."""
    problems = []
    position, previous_hash = 0, GENESIS
    for entry in AuditEntry.objects.order_by("position").iterator():
        position += 1
        missing = entry.position - position
        if missing:
            problems.append(f"entry {position} is missing" + (f", and {missing - 1} after it" if missing > 1 else ""))
        linked = missing or entry.previous_hash == previous_hash
        if not linked or entry.row_hash != entry.expected_hash():
            problems.append(f"entry {entry.position} was changed")
        position = entry.position
        previous_hash = entry.row_hash
    return problems
