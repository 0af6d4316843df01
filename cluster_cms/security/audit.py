"""The audit chain: who did what to which reference, in one append-only table linked by HMACs under a key of its own."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from django.conf import settings
from django.db import connection, models, transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cluster_cms import clock
from cluster_cms.security import hash_chain
from cluster_cms.security.accounts import User
from cluster_cms.security.append_only import AppendOnlyModel
from cluster_cms.security.hash_chain import GENESIS, CheckedRow, canonical_bytes, keyed_link

Value = str | int | bool | None
LOCK = 0x636C7573746572  # any fixed number: the chain's own advisory lock on PostgreSQL


class AuditEntry(AppendOnlyModel):
    """One act: who did what to which subject, when."""

    position = models.PositiveBigIntegerField(_("number"), unique=True)
    at = models.DateTimeField(_("time"))
    action = models.CharField(_("action"), max_length=60)
    actor_id = models.BigIntegerField(_("account"), null=True)
    subject = models.CharField(pgettext_lazy("audit", "subject"), max_length=100, blank=True)
    data = models.TextField(_("data"), default="{}")
    key_id = models.CharField(max_length=16)
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

    def payload(self) -> list[object]:
        """Return what the row's hash covers."""
        at = self.at.astimezone(UTC).isoformat(timespec="microseconds")
        return [self.position, at, self.action, self.actor_id, self.subject, self.data, self.key_id]

    def expected_hash(self) -> str:
        """Return the HMAC that the row must have; empty where AUDIT_KEYS lacks its key."""
        key = settings.AUDIT_KEYS.get(self.key_id)
        return keyed_link(key, self.previous_hash, self.payload()) if key else ""


def record(
    action: str, *, actor: User | None = None, subject: str = "", data: Mapping[str, Value] | None = None
) -> AuditEntry:
    """Add one entry to the chain, inside the caller's transaction.

    Raises TransactionManagementError outside a transaction: an act and its entry are stored together or not at all.
    """
    act = Act(action, clock.now(), actor.pk if actor else None, subject, dict(data or {}))
    [entry] = entries_of([act])
    entry.save()
    return entry


@dataclass(frozen=True)
class Act:
    """What an entry says, before it has its place in the chain."""

    action: str
    at: datetime
    actor_id: int | None
    subject: str
    data: Mapping[str, Value] = field(default_factory=dict)


def entries_of(acts: Iterable[Act]) -> list[AuditEntry]:
    """Take the lock of the chain and return the unsaved entries that continue it.

    Raises TransactionManagementError outside a transaction.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("An audit entry is written in the transaction of its act.")
    take_lock()
    position, previous_hash = head()
    key_id = next(iter(settings.AUDIT_KEYS))
    entries = []
    for place, act in enumerate(acts, position + 1):
        data = canonical_bytes(dict(act.data)).decode()
        entry = AuditEntry(
            position=place,
            at=act.at,
            action=act.action,
            actor_id=act.actor_id,
            subject=act.subject,
            data=data,
            key_id=key_id,
            previous_hash=previous_hash,
        )
        previous_hash = entry.row_hash = entry.expected_hash()
        entries.append(entry)
    return entries


def head() -> tuple[int, str]:
    """Return position and hash of the newest entry."""
    return AuditEntry.objects.order_by("-position").values_list("position", "row_hash").first() or (0, GENESIS)


def take_lock() -> None:
    """Let this transaction alone append to the audit chain until it ends."""
    hash_chain.lock_for_append(LOCK)


def verify() -> list[str]:
    """Return one sentence for each break of the chain; an empty list means that it is whole."""
    return verify_after(0, GENESIS)


def verify_after(position: int, row_hash: str) -> list[str]:
    """Return one sentence for each break among the entries after one whose position and hash are given."""
    entries = AuditEntry.objects.filter(position__gt=position).order_by("position").iterator()
    checked = hash_chain.check(entries, position=position, previous_hash=row_hash, hash_of=AuditEntry.expected_hash)
    return [fault for each in checked for fault in faults(each)]


def faults(checked: CheckedRow[AuditEntry]) -> Iterator[str]:
    position, missing = checked.row.position, checked.missing
    if missing:
        yield f"entry {position - missing} is missing" + (f", and {missing - 1} after it" if missing > 1 else "")
    if checked.row.key_id not in settings.AUDIT_KEYS:
        yield f"entry {position} cannot be verified: AUDIT_KEYS lacks the key {checked.row.key_id!r}"
    elif not (checked.linked and checked.unchanged):
        yield f"entry {position} was changed"
