"""The history of an inquiry in words, from the audit chain; records each access with its reason."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from cluster_cms import clock
from cluster_cms.mail.outbox import DismissReason
from cluster_cms.security import audit
from cluster_cms.security.accounts import User
from cluster_cms.security.audit import AuditEntry
from contact.models import (
    AccessReason,
    AddressConfirmation,
    ChangeReason,
    ClearingReason,
    ErasureReason,
    ExportReason,
    ExportRecord,
    Inquiry,
    MoveReason,
    Recipient,
    Remark,
    SpamReason,
    Status,
    Transfer,
)
from contact.transfers.register import transfers_of_inquiry

OPENED = "inquiry.opened"
ONE_READING = timedelta(minutes=30)  # within it, the same account reads the same inquiry: one entry
STATUS_AND_ASSIGNEE = ("inquiry.taken_up", "inquiry.waiting", "inquiry.answered", "inquiry.closed", "inquiry.assigned")
REASON_LISTS: dict[str, type[models.TextChoices]] = {
    **dict.fromkeys(STATUS_AND_ASSIGNEE, ChangeReason),
    "inquiry.marked_spam": SpamReason,
    "inquiry.marked_not_spam": ClearingReason,
    "inquiry.opened": AccessReason,
    "inquiry.erased": ErasureReason,
    "inquiry.correspondence_removed": ErasureReason,
    **dict.fromkeys(("inquiry.correspondence_moved_out", "inquiry.correspondence_moved_in"), MoveReason),
    "inquiries.exported": ExportReason,
    **dict.fromkeys(("inquiry.replied", "inquiry.asked_inside"), Recipient),
    "inquiry.address_corrected": AddressConfirmation,
    "mail.dismissed": DismissReason,
}
ACTIONS = {
    "inquiry.received": gettext_lazy("Received"),
    "acknowledgement.suppressed": gettext_lazy(
        "No acknowledgement sent: this email address has had enough of them today"
    ),
    "inquiry.opened": gettext_lazy("Opened"),
    "inquiry.printed": gettext_lazy("Printed"),
    "inquiry.taken_up": gettext_lazy("Taken up"),
    "inquiry.waiting": gettext_lazy("Set to wait for the writer"),
    "inquiry.answered": gettext_lazy("Marked as answered"),
    "inquiry.closed": gettext_lazy("Marked as closed"),
    "inquiry.closed_quiet": gettext_lazy("Closed, as nobody had written for some days"),
    "inquiry.reopened": gettext_lazy("Reopened by what the writer has done"),
    "mail.dismissed": gettext_lazy("Undelivered reply dealt with"),
    "mail.bounced": gettext_lazy("Reply came back undelivered"),
    "inquiry.assigned": gettext_lazy("Assignee changed"),
    "inquiry.topics_changed": gettext_lazy("Product changed"),
    "inquiry.classified": gettext_lazy("Subject or language changed"),
    "inquiry.noted": gettext_lazy("Note written"),
    "inquiry.asked_inside": gettext_lazy("Question asked"),
    "inquiry.shown_inside": gettext_lazy("Shown to the colleague who was asked"),
    "inquiry.answered_inside": gettext_lazy("Question answered by the colleague"),
    "inquiry.question_ended": gettext_lazy("Question to the colleague withdrawn"),
    "inquiry.replied": gettext_lazy("Replied"),
    "inquiry.reply_taken_back": gettext_lazy("Reply taken back before it left"),
    "inquiry.reply_sent_back": gettext_lazy("Reply given back to its author by the second reader"),
    "inquiry.reply_approved": gettext_lazy("Reply released by the second reader"),
    "mail.withheld": gettext_lazy("Reply not sent: the writer had stopped the use"),
    "inquiry.email_added": gettext_lazy("Email of the writer taken in"),
    "inquiry.email_received": gettext_lazy("Email of the writer received"),
    "inquiry.original_downloaded": gettext_lazy("Original of an email downloaded"),
    "inquiry.attachment_downloaded": gettext_lazy("Attached file downloaded"),
    "inquiry.correspondence_moved_out": gettext_lazy("Email or note moved to another inquiry"),
    "inquiry.correspondence_moved_in": gettext_lazy("Email or note moved here from another inquiry"),
    "inquiry.correspondence_removed": gettext_lazy("Email or note removed"),
    "inquiry.held": gettext_lazy("Put on hold"),
    "inquiry.released": gettext_lazy("Released from hold"),
    "inquiry.marked_not_spam": gettext_lazy("Found to be no spam"),
    "inquiry.marked_spam": gettext_lazy("Marked as spam"),
    "consent.asked": gettext_lazy("Consent asked for"),
    "consent.given": gettext_lazy("Consent given"),
    "consent.refused": gettext_lazy("Consent refused"),
    "consent.withdrawn": gettext_lazy("Consent withdrawn"),
    "inquiry.erased": pgettext_lazy("inquiry", "Deleted"),
    "inquiry.restricted": gettext_lazy("Use stopped by the writer"),
    "inquiry.end_requested": gettext_lazy("Deletion or stop of use asked for without the reference"),
    "inquiry.end_objected": gettext_lazy("Somebody who reads the mailbox has objected to it"),
    "inquiry.address_corrected": gettext_lazy("Email address put right"),
    "inquiry.corrected": gettext_lazy("Corrected by the writer"),
    "own_data.viewed": gettext_lazy("Shown to the writer"),
}
BY_ITSELF = ("inquiry.closed_quiet", "mail.bounced")  # acts without an account that are not the visitor's
# These do not change the version of an inquiry.
WITHOUT_CHANGE = {
    "inquiry.received",
    "inquiry.opened",
    "inquiry.original_downloaded",
    "inquiry.attachment_downloaded",
    "inquiry.printed",
    "inquiry.shown_inside",
    "acknowledgement.suppressed",
    "own_data.viewed",
    "inquiry.end_requested",
    "inquiry.end_objected",
    "mail.withheld",
    "mail.dismissed",
    "mail.bounced",
    "consent.asked",
    "consent.given",
    "consent.refused",
    "consent.withdrawn",
}


def is_own_work(inquiry: Inquiry, person: User) -> bool:
    """Tell whether an inquiry is opened without asking why: it is open, one's own, or nobody's and not closed."""
    unassigned = inquiry.assignee_id is None and inquiry.status != Status.CLOSED
    return inquiry.is_open or unassigned or inquiry.assignee_id == person.pk


def open_again(*, inquiry: Inquiry, actor: User, reason: AccessReason = AccessReason.HANDLING) -> None:
    """Record that `actor` reads the inquiry, unless that stands there already for the last 30 minutes."""
    lately = AuditEntry.objects.filter(subject=inquiry.reference, action=OPENED, actor_id=actor.pk)
    if inquiry.read_at is None or not lately.filter(at__gt=clock.now() - ONE_READING).exists():
        open_inquiry(inquiry=inquiry, actor=actor, reason=reason)


@transaction.atomic
def open_inquiry(
    *, inquiry: Inquiry, actor: User, reason: AccessReason = AccessReason.HANDLING, remark: str = ""
) -> Inquiry:
    """Record that `actor` reads the inquiry, and why; it is no longer unread then.

    The remark is free text and therefore stored outside the audit chain, with the inquiry.
    """
    if inquiry.read_at is None:
        inquiry.read_at = clock.now()
        Inquiry.objects.filter(pk=inquiry.pk).unread().update(read_at=inquiry.read_at)
    if remark:
        Remark.objects.create(inquiry=inquiry, author_id=actor.pk, text=remark)
    audit.record(OPENED, actor=actor, subject=inquiry.reference, data={"reason": reason.value})
    return inquiry


def reason_of(entry: AuditEntry) -> str:
    """Return the label of the reason in an audit entry; an empty text where there is none."""
    reasons = REASON_LISTS.get(entry.action)
    reason = json.loads(entry.data).get("reason", "")
    return str(reasons(reason).label) if reasons and reason in reasons.values else str(reason)


def other_inquiry(entry: AuditEntry) -> str:
    """Return the reference of the inquiry that something came from or went to; empty where there is none."""
    data = json.loads(entry.data)
    return str(data.get("to_inquiry") or data.get("from_inquiry") or "")


@dataclass(frozen=True)
class Event:
    """One line of the history; `changes` tells whether it changed the version of the inquiry."""

    at: datetime
    what: str
    who: str
    changes: bool


def history_of(inquiry: Inquiry) -> list[Event]:
    """Return the events of an inquiry, newest first."""
    exports = list(ExportRecord.objects.filter(exportedinquiry__inquiry=inquiry))
    entries = list(AuditEntry.objects.filter(subject=inquiry.reference, action__in=ACTIONS).order_by("-position"))
    transfers = list(transfers_of_inquiry(inquiry))
    people = people_of(act.actor_id for act in (*entries, *exports, *transfers))
    events = [event_of(entry, people) for entry in entries]
    events += [Event(one.at, transfer_line(one), name_of(one.actor_id, people), changes=False) for one in transfers]
    events += [
        Event(export.at, export_line(export), name_of(export.actor_id, people), changes=False) for export in exports
    ]
    return sorted(events, key=lambda event: event.at, reverse=True)


def event_of(entry: AuditEntry, people: dict[int, User]) -> Event:
    by_itself = not entry.actor_id and entry.action in BY_ITSELF
    who = _("the site by itself") if by_itself else name_of(entry.actor_id, people)
    what, reason = str(ACTIONS[entry.action]), reason_of(entry)
    if reason:
        what = _("%(what)s: %(reason)s") % {"what": what, "reason": reason}
    if other := other_inquiry(entry):
        what = f"{what} ({other})"
    return Event(entry.at, what, who, changes=entry.action not in WITHOUT_CHANGE)


def export_line(export: ExportRecord) -> str:
    """Return number, file format and reason of an export on one line."""
    values = {
        "number": export.number,
        "format": export.get_form_display(),
        "reason": export.get_reason_display(),
    }
    return _("Exported (no. %(number)s, %(format)s): %(reason)s") % values


def transfer_line(transfer: Transfer) -> str:
    """Return number and kind of recipient of a transfer on one line; the register holds the rest."""
    values = {"number": transfer.number, "who": transfer.get_recipient_display()}
    return _("Handed over (no. %(number)s): %(who)s") % values


def people_of(account_ids: Iterable[int | None]) -> dict[int, User]:
    """Return the accounts that still exist, by id."""
    return User.objects.in_bulk({account_id for account_id in account_ids if account_id})


def name_of(actor_id: int | None, people: dict[int, User]) -> str:
    """Return the name of an account for display; without an id it was the visitor."""
    if actor_id is None:
        return _("the visitor")
    person = people.get(actor_id)
    return person.get_full_name() or person.get_username() if person else _("a former account")
