"""Changes status, assignee and hold of an inquiry, with optimistic locking by version."""

from collections.abc import Mapping
from datetime import date, timedelta

from django.db import transaction

from cluster_cms import clock
from cluster_cms.pages.site_settings import DeskSettings, default_site
from cluster_cms.security import audit
from cluster_cms.security.accounts import User
from contact.deadlines.business_days import due_date
from contact.mails.colleague_mails import ColleagueEvent, queue_colleague_mail
from contact.models import TRANSITIONS, ChangeReason, Inquiry, Status
from contact.permissions import may_handle_inquiries

# The audit action of each change of status.
STATUS_CHANGED = {
    Status.OPEN: "inquiry.taken_up",
    Status.WAITING: "inquiry.waiting",
    Status.ANSWERED: "inquiry.answered",
    Status.CLOSED: "inquiry.closed",
}
WHEN = ("answered_at", "closed_at", "due_from", "due_on", "erasure_on", "last_act_at", "follow_up_on")
TRANSITION_FIELDS = ("status", *WHEN)
Data = Mapping[str, audit.Value]


class NotOpen(Exception):
    """The inquiry was answered already, perhaps by a colleague a moment ago."""


class InvalidTransition(Exception):
    """The inquiry cannot go from its present status to that one, or its use was stopped."""


class NotAColleague(Exception):
    """The account may not work on inquiries."""


class StaleVersion(Exception):
    """A colleague has changed the inquiry since it was shown; nothing was saved."""


class NotHeld(Exception):
    """The inquiry is not on hold, perhaps released by a colleague a moment ago."""


def lock(inquiry: Inquiry) -> Inquiry:
    """Lock the row and return it as it is now. Raises Inquiry.DoesNotExist where it was deleted."""
    return Inquiry.objects.select_for_update().get(pk=inquiry.pk)


def check_version(inquiry: Inquiry, version: int | None) -> None:
    """Raise StaleVersion unless `version`, the one shown to the person, is the present one; None is not checked."""
    if version is not None and inquiry.version != version:
        raise StaleVersion


def lock_version(inquiry: Inquiry, version: int | None) -> Inquiry:
    """Lock the row and return it. Raises StaleVersion, and Inquiry.DoesNotExist where it was deleted."""
    current = lock(inquiry)
    check_version(current, version)
    return current


def save_change(inquiry: Inquiry, *fields: str, act: str, actor: User | None, data: Data | None = None) -> Inquiry:
    """Save fields of a locked inquiry under its next version and record the audit action; return the inquiry."""
    inquiry.version += 1
    inquiry.save(update_fields=[*fields, "version"])
    audit.record(act, actor=actor, subject=inquiry.reference, data=data)
    return inquiry


@transaction.atomic
def change_status(
    *,
    inquiry: Inquiry,
    to: Status,
    version: int,
    actor: User,
    reason: ChangeReason = ChangeReason.HANDLING,
    follow_up_on: date | None = None,
) -> Inquiry:
    """Change the status; `follow_up_on` is the day on which the desk asks again while it waits for the writer.

    Raises StaleVersion, InvalidTransition and Inquiry.DoesNotExist.
    """
    inquiry = lock_version(inquiry, version)
    return transition(inquiry, to, actor, data={"reason": reason.value}, follow_up_on=follow_up_on)


@transaction.atomic
def mark_answered(*, inquiry: Inquiry, actor: User, version: int | None = None) -> Inquiry:
    """Mark an open inquiry as answered. `version` is the one shown; None: any.

    Raises NotOpen, StaleVersion, and Inquiry.DoesNotExist where it was deleted.
    """
    inquiry = lock(inquiry)
    if not inquiry.is_open:
        raise NotOpen
    check_version(inquiry, version)
    return transition(inquiry, Status.ANSWERED, actor, data={"reason": ChangeReason.HANDLING.value})


def quiet_period() -> timedelta:
    """Return after how many days without a word the desk asks again, or closes what it has answered."""
    return timedelta(days=DeskSettings.for_site(default_site()).quiet_days)


def transition(
    inquiry: Inquiry,
    to: Status,
    actor: User | None,
    *,
    act: str = "",
    data: Data | None = None,
    follow_up_on: date | None = None,
) -> Inquiry:
    """Change the status of a locked inquiry; `act` is the audit action where another verb changes it.

    The time of the last answer is kept when the inquiry is reopened. Raises InvalidTransition.
    """
    before = Status(inquiry.status)
    if to not in TRANSITIONS[before] or inquiry.restricted_at:
        raise InvalidTransition
    inquiry.status, inquiry.closed_at = to, clock.now() if to == Status.CLOSED else None
    inquiry.last_act_at = clock.now()
    inquiry.follow_up_on = (follow_up_on or clock.today() + quiet_period()) if to == Status.WAITING else None
    if to == Status.ANSWERED:
        inquiry.answered_at = clock.now()
    if to == Status.OPEN and before != Status.NEW:  # reopened: the deadline starts anew
        inquiry.due_from = clock.now()
        inquiry.due_on = due_date(inquiry.due_from)
    inquiry.erasure_on = None  # its deletion is announced anew when it is closed again
    data = {"from": before.value, **(data or {})}
    return save_change(inquiry, *TRANSITION_FIELDS, act=act or STATUS_CHANGED[to], actor=actor, data=data)


@transaction.atomic
def assign(
    *,
    inquiry: Inquiry,
    assignee: User | None,
    version: int,
    actor: User,
    reason: ChangeReason = ChangeReason.HANDLING,
) -> Inquiry:
    """Assign an inquiry to a person, or to nobody. Raises StaleVersion, NotAColleague and Inquiry.DoesNotExist."""
    if assignee and not may_handle_inquiries(assignee):
        raise NotAColleague
    inquiry = lock_version(inquiry, version)
    inquiry.assignee = assignee
    data: Data = {"assignee": assignee.pk if assignee else None, "reason": reason.value}
    if assignee and assignee.pk != actor.pk:
        queue_colleague_mail(ColleagueEvent.ASSIGNED, [inquiry.reference], assignee)
    return save_change(inquiry, "assignee", act="inquiry.assigned", actor=actor, data=data)


@transaction.atomic
def hold_inquiry(*, inquiry: Inquiry, actor: User, reason: str, version: int | None = None) -> Inquiry:
    """Put an inquiry on hold, for a reason that is stored encrypted. `version` is the one shown; None: any.

    Raises StaleVersion, and Inquiry.DoesNotExist where it was deleted.
    """
    inquiry = lock_version(inquiry, version)
    inquiry.hold_reason, inquiry.held_at, inquiry.erasure_on = reason, inquiry.held_at or clock.now(), None
    return save_change(inquiry, "hold_reason", "held_at", "erasure_on", act="inquiry.held", actor=actor)


@transaction.atomic
def release_inquiry(*, inquiry: Inquiry, actor: User, version: int | None = None) -> Inquiry:
    """Release an inquiry from hold. Raises NotHeld, StaleVersion, and Inquiry.DoesNotExist where it was deleted."""
    inquiry = lock_version(inquiry, version)
    if inquiry.held_at is None:
        raise NotHeld
    inquiry.hold_reason, inquiry.held_at = None, None
    return save_change(inquiry, "hold_reason", "held_at", act="inquiry.released", actor=actor)
