"""What stands in the audit chain about inquiries, and how each act is called."""

import json
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cluster_cms.accounts import User
from cluster_cms.audit import AuditEntry
from contact.desk.history import ACTIONS, name_of
from contact.desk.reasons import reason_of

LABELS = ACTIONS | {
    "inquiries.exported": gettext_lazy("Exported"),
    "inquiries.searched": gettext_lazy("Searched"),
    "export.copies_deleted": gettext_lazy("Exported copies confirmed as deleted"),
    "handover.recorded": gettext_lazy("Hand-over recorded"),
    "handover.opened": gettext_lazy("Hand-over looked at"),
    "handover.erased": gettext_lazy("Hand-over deleted after its time"),
    "handover.taken_back": gettext_lazy("Hand-over taken back: the reply never left"),
    "handovers.exported": gettext_lazy("Register of hand-overs taken out"),
    "inquiry.spam_erased": gettext_lazy("Suspected spam deleted after its time"),
    "retention.announced": gettext_lazy("Deletion announced to the desk"),
    "rights.link_asked": gettext_lazy("Link to one’s own data asked for"),
    "rights.move_asked": gettext_lazy("Another mail address asked for"),
    "rights.page_opened": gettext_lazy("Page of one’s own data opened"),
    "inquiry_audit.looked": gettext_lazy("Looked into this list"),
    "inquiry_audit.exported": gettext_lazy("This list taken out"),
    "inquiry_audit.verified": gettext_lazy("Audit chain checked"),
}
CONCERNED = (
    "inquiry.",
    "inquiries.",
    "export.",
    "handover.",
    "handovers.",
    "retention.",
    "rights.",
    "inquiry_audit.",
    "mail.withheld",
)
OUTSIDE = ("rights.", "inquiry.restricted", "inquiry.corrected")  # done by the writer, who has no account


@dataclass(frozen=True)
class Act:
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


def acts_of(found: list[AuditEntry]) -> list[Act]:
    people = User.objects.in_bulk({entry.actor_id for entry in found if entry.actor_id})
    return [act_of(entry, people) for entry in found]


def act_of(entry: AuditEntry, people: dict[int, User]) -> Act:
    data = json.loads(entry.data)
    return Act(
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
