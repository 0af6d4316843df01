"""The audit entries in words; viewing, exporting and verifying them is audited as well."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from cluster_cms.clock import TOKYO
from cluster_cms.oversight.change_mail import action_labels
from cluster_cms.security import audit
from cluster_cms.security.accounts import User
from cluster_cms.security.audit import AuditEntry
from cluster_cms.security.audit_checkpoint import verify_since_checkpoint
from cluster_cms.security.checkpoints import Checkpoint
from cluster_cms.text.csv_cells import CsvCell, Timestamp, csv_file
from contact.inquiries.history import ACTIONS, name_of, people_of, reason_of

LABELS = ACTIONS | {
    "inquiries.exported": gettext_lazy("Exported"),
    "inquiries.searched": gettext_lazy("Searched"),
    "export.copies_deleted": gettext_lazy("Exported copies confirmed as deleted"),
    "transfer.recorded": gettext_lazy("Transfer recorded"),
    "transfer.disclosed": gettext_lazy("Transfer: the person may know of it now"),
    "transfer.withholding_prolonged": gettext_lazy("Transfer: kept from the person until the next review"),
    "transfer.viewed": gettext_lazy("Transfer looked at"),
    "transfer.erased": gettext_lazy("Transfer deleted after its time"),
    "transfer.cancelled": gettext_lazy("Transfer taken back: the reply never left"),
    "transfers.exported": gettext_lazy("Register of transfers taken out"),
    "figures.exported": gettext_lazy("Figures of the desk taken out"),
    "block_list.added": gettext_lazy("Sender put on the block list"),
    "block_list.removed": gettext_lazy("Sender taken off the block list"),
    "inquiry.spam_erased": gettext_lazy("Suspected spam deleted after its time"),
    "retention.announced": gettext_lazy("Deletion announced to the desk"),
    "tray.received": gettext_lazy("Email that belongs to no inquiry received"),
    "tray.opened": gettext_lazy("Email that belongs to no inquiry opened"),
    "tray.original_downloaded": gettext_lazy("Original of an email that belongs to no inquiry downloaded"),
    "tray.thrown_away": gettext_lazy("Email that belongs to no inquiry thrown away"),
    "tray.taken_back": gettext_lazy("Email that was thrown away taken back"),
    "tray.erased": gettext_lazy("Emails that belonged to no inquiry deleted"),
    "own_data.link_requested": gettext_lazy("Link to one’s own data asked for"),
    "own_data.address_change_requested": gettext_lazy("Another email address asked for"),
    "own_data.opened": gettext_lazy("Page of one’s own data opened"),
    "audit_log.viewed": gettext_lazy("Looked into this list"),
    "audit_log.exported": gettext_lazy("This list taken out"),
    "audit_log.verified": gettext_lazy("Audit chain checked"),
    "request.received": gettext_lazy("Request about personal data received"),
    "request.passed_on": gettext_lazy("Request passed on to the privacy officer"),
    "request.identity_checked": gettext_lazy("Identity of the person who asked checked"),
    "request.disclosed": gettext_lazy("Data disclosed on request"),
    "request.answered": gettext_lazy("Request about personal data answered"),
    "incident.opened": gettext_lazy("Incident opened"),
    "incident.first_report": gettext_lazy("Incident: first report made"),
    "incident.final_report": gettext_lazy("Incident: final report made"),
    "incident.described": gettext_lazy("Incident: what the reports state written"),
    "incident.persons_told": gettext_lazy("Incident: notice to the persons recorded"),
    "incident.close": gettext_lazy("Incident closed"),
    "incident.subjects_exported": gettext_lazy("List of the people concerned by an incident taken out"),
    "policy.promulgated": gettext_lazy("Revision of the privacy policy promulgated"),
    "policy.withdrawn": gettext_lazy("Revision of the privacy policy withdrawn"),
    "policy.imported": gettext_lazy("Earlier revision of the privacy policy entered"),
    "policy.earlier_text_saved": gettext_lazy("Text of the past of the privacy policy prepared"),
    "policy.earlier_text_removed": gettext_lazy("Prepared text of the past of the privacy policy removed"),
    "policy.earlier_texts_submitted": gettext_lazy("Texts of the past of the privacy policy submitted"),
    "policy.earlier_texts_returned": gettext_lazy("Texts of the past of the privacy policy sent back"),
    "policy.draft_reset": gettext_lazy("Draft of the privacy policy reset"),
    "policy.text_pasted": gettext_lazy("Text pasted into the draft of the privacy policy"),
    "policy.revision_prepared": gettext_lazy("Revision of the privacy policy prepared"),
    "policy.purpose_notified": gettext_lazy("Change of a purpose announced to the people concerned"),
    "policy_settings.confirmed": gettext_lazy("Waiver of the second person confirmed"),
    "account.power_confirmed": gettext_lazy("Power of an account confirmed"),
    "account.second_factors_removed": gettext_lazy("Second factors of an account removed by a command"),
    "mail.resent": gettext_lazy("Email that could not be sent sent again"),
    "draft_link.created": gettext_lazy("Review link to a draft made"),
    "draft_link.withdrawn": gettext_lazy("Review link to a draft withdrawn"),
    "linked_site.checked": gettext_lazy("Link to another site checked"),
    "bin.restored": gettext_lazy("Deleted pages brought back from the bin"),
    "bin.emptied": gettext_lazy("Deleted pages ended in the bin"),
    "backup.drilled": gettext_lazy("Backup made and restored on trial"),
    "backup.made": gettext_lazy("Backup made"),
    "backup.restored": gettext_lazy("Backup restored"),
    "database.moved": gettext_lazy("Database moved"),
    "erasures.decided": gettext_lazy("Unclear erasure decided"),
    "erasures.rebuilt": gettext_lazy("Journal of erasures made anew"),
    "erasures.replayed": gettext_lazy("Erasures repeated"),
    "keys.escrowed": gettext_lazy("Spare of a key recorded"),
    "keys.rotated": gettext_lazy("Key of inquiries changed"),
}
# Actions of the writer, who has no account, unless staff acted on a request.
BY_WRITER = (
    "own_data.",
    "inquiry.received",
    "inquiry.restricted",
    "inquiry.corrected",
    "inquiry.end_",
    "inquiry.reopened",
    "inquiry.email_received",
)
BATCH = 500  # entries in one query


@dataclass(frozen=True)
class LoggedAct:
    """One audit entry for display; `count` is the number of inquiries or entries that it concerns, if it says one."""

    position: int
    at: datetime
    who: str
    what: str
    reference: str
    count: int | None
    reason: str


def entries() -> QuerySet[AuditEntry]:
    """Return all entries, the newest first."""
    return AuditEntry.objects.order_by("-position")


def labels() -> dict[str, str]:
    """Return what each action of the chain is called, in the active language."""
    return action_labels() | {action: str(label) for action, label in LABELS.items()}


def acts_of(found: list[AuditEntry]) -> list[LoggedAct]:
    """Return audit entries for display, in the active language."""
    people, words = people_of(entry.actor_id for entry in found), labels()
    return [act_of(entry, people, words) for entry in found]


def act_of(entry: AuditEntry, people: dict[int, User], words: dict[str, str]) -> LoggedAct:
    data = json.loads(entry.data)
    return LoggedAct(
        position=entry.position,
        at=entry.at,
        who=actor_name(entry, people),
        what=words.get(entry.action, entry.action),
        reference=entry.subject,
        count=data.get("count"),
        reason=reason_of(entry),
    )


def actor_name(entry: AuditEntry, people: dict[int, User]) -> str:
    """Return the name of the account, "the visitor" for the writer, or "the site, by itself" for a job."""
    if entry.actor_id or entry.action.startswith(BY_WRITER):
        return name_of(entry.actor_id, people)
    return _("the site, by itself")


@transaction.atomic
def view_audit_log(*, actor: User, reference: str, count: int) -> None:
    """Record that `actor` viewed `count` entries; `reference` is the one that the list was filtered by, or empty."""
    audit.record("audit_log.viewed", actor=actor, subject=reference, data={"count": count})


def verify_audit_log(*, actor: User, whole: bool) -> tuple[list[str], Checkpoint | None]:
    """Verify the audit chain, and record that it was; return its faults, and where it was begun, if not at entry 1.

    Only the record is written in a transaction: nobody waits for the reading. Unless `whole`, what the nightly check
    has verified is not read again.
    """
    problems, since = (audit.verify(), None) if whole else verify_since_checkpoint()
    with transaction.atomic():
        data: dict[str, audit.Value] = {"problems": len(problems), "after": since.position if since else 0}
        audit.record("audit_log.verified", actor=actor, data=data)
    return problems, since


@transaction.atomic
def export_audit_log(*, found: QuerySet[AuditEntry], actor: User, reference: str) -> Iterator[bytes]:
    """Record that the entries are exported, and return them as CSV in the active language."""
    newest = found.first()
    data: dict[str, audit.Value] = {"count": found.count(), "format": "csv"}
    audit.record("audit_log.exported", actor=actor, subject=reference, data=data)
    headings = [
        _("No."),
        _("Time (JST)"),
        _("Who"),
        pgettext("desk", "What"),
        _("Reference"),
        pgettext("audit", "Number"),
        _("Reason"),
    ]
    return csv_file(headings, row_batches(found, newest.position if newest else 0))


def row_batches(found: QuerySet[AuditEntry], newest: int) -> Iterator[list[list[CsvCell]]]:
    """Yield rows from the entry at position `newest` backwards: later ones are not exported."""
    below = newest + 1
    while batch := list(found.filter(position__lt=below)[:BATCH]):
        yield [row_of(act) for act in acts_of(batch)]
        below = batch[-1].position


def row_of(act: LoggedAct) -> list[CsvCell]:
    time = Timestamp(f"{act.at.astimezone(TOKYO):%Y-%m-%d %H:%M:%S}")
    return [act.position, time, act.who, act.what, act.reference, act.count, act.reason]
