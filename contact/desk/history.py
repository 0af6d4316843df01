"""What happened to an inquiry, read from the audit chain."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cluster_cms.accounts import User
from cluster_cms.audit import AuditEntry
from contact.desk.reasons import reason_of
from contact.handovers.telling import hand_overs_about
from contact.records import ExportRecord, HandOver, Inquiry

ACTIONS = {
    "inquiry.received": gettext_lazy("Received"),
    "inquiry.unacknowledged": gettext_lazy("No acknowledgement sent: this mail address has had enough of them today"),
    "inquiry.opened": gettext_lazy("Opened"),
    "inquiry.taken_up": gettext_lazy("Taken up"),
    "inquiry.waiting": gettext_lazy("Set to wait for the writer"),
    "inquiry.answered": gettext_lazy("Marked as answered"),
    "inquiry.closed": gettext_lazy("Marked as closed"),
    "inquiry.assigned": gettext_lazy("Assignee changed"),
    "inquiry.noted": gettext_lazy("Note written"),
    "inquiry.replied": gettext_lazy("Replied"),
    "mail.withheld": gettext_lazy("Reply not sent: the writer had stopped the use"),
    "inquiry.mail_taken_in": gettext_lazy("Mail of the writer taken in"),
    "inquiry.held": gettext_lazy("Put on hold"),
    "inquiry.released": gettext_lazy("Released from hold"),
    "inquiry.cleared": gettext_lazy("Found to be no spam"),
    "inquiry.marked_spam": gettext_lazy("Marked as spam"),
    "consent.asked": gettext_lazy("Consent asked for"),
    "consent.given": gettext_lazy("Consent given"),
    "consent.refused": gettext_lazy("Consent refused"),
    "consent.withdrawn": gettext_lazy("Consent withdrawn"),
    "inquiry.erased": gettext_lazy("Deleted"),
    "inquiry.restricted": gettext_lazy("Use stopped by the writer"),
    "inquiry.corrected": gettext_lazy("Corrected by the writer"),
    "rights.shown": gettext_lazy("Shown to the writer"),
}
# These leave the version of an inquiry as it was.
WITHOUT_CHANGE = {
    "inquiry.received",
    "inquiry.opened",
    "inquiry.unacknowledged",
    "rights.shown",
    "mail.withheld",
    "consent.asked",
    "consent.given",
    "consent.refused",
    "consent.withdrawn",
}


@dataclass(frozen=True)
class Event:
    at: datetime
    what: str
    who: str
    changes: bool


def history_of(inquiry: Inquiry) -> list[Event]:
    """Return the events of an inquiry, newest first."""
    exports = list(ExportRecord.objects.filter(exportedinquiry__inquiry=inquiry))
    entries = list(AuditEntry.objects.filter(subject=inquiry.reference, action__in=ACTIONS).order_by("-position"))
    hand_overs = list(hand_overs_about(inquiry))
    people = User.objects.in_bulk({act.actor_id for act in (*entries, *exports, *hand_overs) if act.actor_id})
    events = [event_of(entry, people) for entry in entries]
    events += [Event(one.at, handed(one), name_of(one.actor_id, people), changes=False) for one in hand_overs]
    events += [Event(export.at, told(export), name_of(export.actor_id, people), changes=False) for export in exports]
    return sorted(events, key=lambda event: event.at, reverse=True)


def event_of(entry: AuditEntry, people: dict[int, User]) -> Event:
    who = name_of(entry.actor_id, people)
    what, reason = str(ACTIONS[entry.action]), reason_of(entry)
    if reason:
        what = _("%(what)s: %(reason)s") % {"what": what, "reason": reason}
    return Event(entry.at, what, who, changes=entry.action not in WITHOUT_CHANGE)


def told(export: ExportRecord) -> str:
    """Return one line: which export, in what form, why."""
    about = {
        "number": export.number,
        "format": export.get_form_display(),
        "reason": export.get_reason_display(),
    }
    return _("Exported (no. %(number)s, %(format)s): %(reason)s") % about


def handed(hand_over: HandOver) -> str:
    """Return one line: which hand-over, to whom; its words stand in the register."""
    about = {"number": hand_over.number, "who": hand_over.get_receiver_display()}
    return _("Handed over (no. %(number)s): %(who)s") % about


def name_of(actor_id: int | None, people: dict[int, User]) -> str:
    if actor_id is None:
        return _("the visitor")
    person = people.get(actor_id)
    return person.get_full_name() or person.get_username() if person else _("a former account")
