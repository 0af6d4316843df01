"""The audit chain about inquiries in words; viewing, exporting and verifying it are audited too."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from cluster_cms.clock import TOKYO
from cluster_cms.security import audit
from cluster_cms.security.accounts import User
from cluster_cms.security.audit import AuditEntry
from contact.exports.csv import BYTE_ORDER_MARK, encoded, guarded
from contact.inquiries.history import ACTIONS, name_of, reason_of

LABELS = ACTIONS | {
    "inquiries.exported": gettext_lazy("Exported"),
    "inquiries.searched": gettext_lazy("Searched"),
    "export.copies_deleted": gettext_lazy("Exported copies confirmed as deleted"),
    "transfer.recorded": gettext_lazy("Transfer recorded"),
    "transfer.viewed": gettext_lazy("Transfer looked at"),
    "transfer.erased": gettext_lazy("Transfer deleted after its time"),
    "transfer.cancelled": gettext_lazy("Transfer taken back: the reply never left"),
    "transfers.exported": gettext_lazy("Register of transfers taken out"),
    "inquiry.spam_erased": gettext_lazy("Suspected spam deleted after its time"),
    "retention.announced": gettext_lazy("Deletion announced to the desk"),
    "own_data.link_requested": gettext_lazy("Link to one’s own data asked for"),
    "own_data.address_change_requested": gettext_lazy("Another mail address asked for"),
    "own_data.opened": gettext_lazy("Page of one’s own data opened"),
    "audit_log.viewed": gettext_lazy("Looked into this list"),
    "audit_log.exported": gettext_lazy("This list taken out"),
    "audit_log.verified": gettext_lazy("Audit chain checked"),
}
CONCERNED = (
    "inquiry.",
    "inquiries.",
    "export.",
    "transfer.",
    "transfers.",
    "retention.",
    "rights.",
    "inquiry_audit.",
    "mail.withheld",
)
OUTSIDE = ("rights.", "inquiry.restricted", "inquiry.corrected")  # done by the writer, who has no account
BATCH = 500


@dataclass(frozen=True)
class LoggedAct:
    """One entry as it is shown."""

    position: int
    at: datetime
    who: str
    what: str
    reference: str
    count: int | None
    reason: str


def entries() -> QuerySet[AuditEntry]:
    """Return all entries about inquiries, the newest first."""
    concerned = Q()
    for beginning in CONCERNED:
        concerned |= Q(action__startswith=beginning)
    return AuditEntry.objects.filter(concerned).order_by("-position")


def acts_of(found: list[AuditEntry]) -> list[LoggedAct]:
    people = User.objects.in_bulk({entry.actor_id for entry in found if entry.actor_id})
    return [act_of(entry, people) for entry in found]


def act_of(entry: AuditEntry, people: dict[int, User]) -> LoggedAct:
    data = json.loads(entry.data)
    return LoggedAct(
        position=entry.position,
        at=entry.at,
        who=doer_of(entry, people),
        what=str(LABELS.get(entry.action, entry.action)),
        reference=entry.subject,
        count=data.get("count"),
        reason=reason_of(entry),
    )


def doer_of(entry: AuditEntry, people: dict[int, User]) -> str:
    """Return who did it: an account, the writer of an inquiry, or nobody but the site's own worker."""
    by_writer = entry.action == "inquiry.received" or entry.action.startswith(OUTSIDE)
    return name_of(entry.actor_id, people) if entry.actor_id or by_writer else _("the site, by itself")


@transaction.atomic
def view_audit_log(*, actor: User, reference: str, count: int) -> None:
    """Record that somebody has looked: about which inquiry, when they asked for one, and how many entries they saw."""
    audit.record("audit_log.viewed", actor=actor, subject=reference, data={"count": count})


@transaction.atomic
def verify_audit_log(*, actor: User) -> list[str]:
    """Return one sentence for each break of the chain, and record that it was checked."""
    problems = audit.verify()
    audit.record("audit_log.verified", actor=actor, data={"problems": len(problems)})
    return problems


@transaction.atomic
def export_audit_log(*, found: QuerySet[AuditEntry], actor: User, reference: str) -> Iterator[bytes]:
    """Record that the entries are taken out, and return them as CSV, in the active language."""
    last = found.first()
    data: dict[str, audit.Value] = {"count": found.count(), "format": "csv"}
    audit.record("audit_log.exported", actor=actor, subject=reference, data=data)
    return csv_of(found, last.position if last else 0, translation.get_language())


def csv_of(found: QuerySet[AuditEntry], newest: int, language: str | None) -> Iterator[bytes]:
    """Yield the file piece by piece, up to the entry that was the newest when it was asked for."""
    with translation.override(language):
        headings = [
            _("No."),
            _("Time (JST)"),
            _("Who"),
            _("What"),
            _("Reference"),
            pgettext("audit", "Number"),
            _("Reason"),
        ]
        first = BYTE_ORDER_MARK.encode() + encoded([headings])
    yield first
    below = newest + 1
    while part := list(found.filter(position__lt=below)[:BATCH]):
        with translation.override(language):
            rows = encoded([row_of(act) for act in acts_of(part)])
        yield rows
        below = part[-1].position


def row_of(act: LoggedAct) -> list[str]:
    count = "" if act.count is None else str(act.count)
    time = f"{act.at.astimezone(TOKYO):%Y-%m-%d %H:%M:%S}"
    return [str(act.position), time, *map(guarded, (act.who, act.what, act.reference, count, act.reason))]
