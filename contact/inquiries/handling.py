"""Changes status, assignee and hold of an inquiry, with optimistic locking by version."""

from collections.abc import Mapping

from django.db import transaction

from cluster_cms import clock
from cluster_cms.security import audit
from cluster_cms.security.accounts import User
from contact.deadlines.business_days import due_date
from contact.models import TRANSITIONS, ChangeReason, Inquiry, Status
from contact.permissions import may_handle_inquiries

# The name under which each move stands in the audit chain.
STATUS_CHANGED = {
    Status.OPEN: "inquiry.taken_up",
    Status.WAITING: "inquiry.waiting",
    Status.ANSWERED: "inquiry.answered",
    Status.CLOSED: "inquiry.closed",
}
MOVED = ("status", "answered_at", "closed_at", "due_from", "due_on", "erasure_on", "version")
Data = Mapping[str, audit.Value]


class NotOpen(Exception):
    """The inquiry was answered already, perhaps by a colleague a moment ago."""


class InvalidTransition(Exception):
    """From where the inquiry stands, no move leads to that status."""


class NotAColleague(Exception):
    """The person may not work on inquiries."""


class StaleVersion(Exception):
    """A colleague has changed the inquiry since it was shown; nothing was saved."""


def lock(inquiry: Inquiry) -> Inquiry:
    """Lock the inquiry as it is now. Raises Inquiry.DoesNotExist when it was deleted."""
    return Inquiry.objects.select_for_update().get(pk=inquiry.pk)


def check_version(inquiry: Inquiry, version: int | None) -> None:
    """Raise StaleVersion for another version than its reader has seen; None: nobody looked at it before."""
    if version is not None and inquiry.version != version:
        raise StaleVersion


def locked(inquiry: Inquiry, version: int | None) -> Inquiry:
    """Lock the inquiry as it is now. Raises StaleVersion, and Inquiry.DoesNotExist when it was deleted."""
    current = lock(inquiry)
    check_version(current, version)
    return current


def record_change(inquiry: Inquiry, act: str, actor: User, data: Data | None = None) -> None:
    """Raise the version of a locked inquiry for something that was added to it, and record the act."""
    inquiry.version += 1
    inquiry.save(update_fields=["version"])
    audit.record(act, actor=actor, subject=inquiry.reference, data=data)


@transaction.atomic
def change_status(
    *, inquiry: Inquiry, to: Status, version: int, actor: User, reason: ChangeReason = ChangeReason.HANDLING
) -> Inquiry:
    """Move an inquiry that was seen as `version`. Raises StaleVersion, InvalidTransition and Inquiry.DoesNotExist."""
    return transition(locked(inquiry, version), to, actor, data={"reason": reason.value})


@transaction.atomic
def mark_answered(*, inquiry: Inquiry, actor: User) -> Inquiry:
    """Mark an open inquiry as answered. Raises NotOpen, and Inquiry.DoesNotExist when it was deleted meanwhile."""
    inquiry = Inquiry.objects.select_for_update().get(pk=inquiry.pk)
    if not inquiry.is_open:
        raise NotOpen
    return transition(inquiry, Status.ANSWERED, actor, data={"reason": ChangeReason.HANDLING.value})


def transition(inquiry: Inquiry, to: Status, actor: User, *, act: str = "", data: Data | None = None) -> Inquiry:
    """Move a locked inquiry and record it, under the name of the act that moved it where there is one.

    When it was first answered stays known while work on it goes on.
    """
    left = Status(inquiry.status)
    if to not in TRANSITIONS[left] or inquiry.restricted_at:
        raise InvalidTransition
    inquiry.status, inquiry.closed_at = to, clock.now() if to == Status.CLOSED else None
    if to == Status.ANSWERED:
        inquiry.answered_at = clock.now()
    if to == Status.OPEN and left != Status.NEW:  # work begins again, and with it the desk's clock
        inquiry.due_from = clock.now()
        inquiry.due_on = due_date(inquiry.due_from)
    inquiry.erasure_on = None  # who closes it again is warned again before it is erased
    inquiry.version += 1
    inquiry.save(update_fields=MOVED)
    audit.record(
        act or STATUS_CHANGED[to], actor=actor, subject=inquiry.reference, data={"from": left.value, **(data or {})}
    )
    return inquiry


@transaction.atomic
def assign(
    *,
    inquiry: Inquiry,
    assignee: User | None,
    version: int,
    actor: User,
    reason: ChangeReason = ChangeReason.HANDLING,
) -> Inquiry:
    """Give an inquiry to a person, or to nobody. Raises StaleVersion, NotAColleague and Inquiry.DoesNotExist."""
    if assignee and not may_handle_inquiries(assignee):
        raise NotAColleague
    inquiry = locked(inquiry, version)
    inquiry.assignee = assignee
    inquiry.save(update_fields=["assignee"])
    data: Data = {"assignee": assignee.pk if assignee else None, "reason": reason.value}
    record_change(inquiry, "inquiry.assigned", actor, data)
    return inquiry


class NotHeld(Exception):
    """The inquiry is on no hold, perhaps released by a colleague a moment ago."""


@transaction.atomic
def hold_inquiry(*, inquiry: Inquiry, actor: User, reason: str, version: int | None = None) -> Inquiry:
    """Keep an inquiry, for a reason that is stored encrypted. `version` is the one its reader saw; None: any.

    Raises StaleVersion, and Inquiry.DoesNotExist when it is gone.
    """
    inquiry = locked(inquiry, version)
    inquiry.hold_reason, inquiry.held_at, inquiry.erasure_on = reason, inquiry.held_at or clock.now(), None
    inquiry.version += 1
    inquiry.save(update_fields=["hold_reason", "held_at", "erasure_on", "version"])
    audit.record("inquiry.held", actor=actor, subject=inquiry.reference)
    return inquiry


@transaction.atomic
def release_inquiry(*, inquiry: Inquiry, actor: User, version: int | None = None) -> Inquiry:
    """Let an inquiry go its way again. Raises NotHeld, StaleVersion, and Inquiry.DoesNotExist when it is gone."""
    inquiry = locked(inquiry, version)
    if inquiry.held_at is None:
        raise NotHeld
    inquiry.hold_reason, inquiry.held_at = None, None
    inquiry.version += 1
    inquiry.save(update_fields=["hold_reason", "held_at", "version"])
    audit.record("inquiry.released", actor=actor, subject=inquiry.reference)
    return inquiry
