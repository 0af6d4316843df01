"""Handling an inquiry at the desk: where it stands, and whose work it is."""

from django.db import transaction

from cluster_cms import audit, clock
from cluster_cms.accounts import User
from contact.due.days import due_date
from contact.permissions import may_handle_inquiries
from contact.records import NEXT, Inquiry, Status

# The name under which each move stands in the audit chain.
MOVES = {
    Status.OPEN: "inquiry.taken_up",
    Status.WAITING: "inquiry.waiting",
    Status.ANSWERED: "inquiry.answered",
    Status.CLOSED: "inquiry.closed",
}


MOVED = ("status", "answered_at", "closed_at", "due_from", "due_on", "erasure_on", "version")


class NotOpen(Exception):
    """The inquiry was answered already, perhaps by a colleague a moment ago."""


class NoSuchMove(Exception):
    """From where the inquiry stands, no move leads to that status."""


class NotOfTheDesk(Exception):
    """The person may not work on inquiries."""


class ChangedMeanwhile(Exception):
    """A colleague has changed the inquiry since it was shown; nothing was saved."""


def locked(inquiry: Inquiry, version: int | None) -> Inquiry:
    """Lock the inquiry as it is now. Raises ChangedMeanwhile, and Inquiry.DoesNotExist when it was deleted.

    `version` is what its reader has seen; None where nobody looked at it before.
    """
    current = Inquiry.objects.select_for_update().get(pk=inquiry.pk)
    if version is not None and current.version != version:
        raise ChangedMeanwhile
    return current


@transaction.atomic
def change_status(*, inquiry: Inquiry, to: Status, version: int, actor: User) -> Inquiry:
    """Move an inquiry that was seen as `version`. Raises ChangedMeanwhile, NoSuchMove and Inquiry.DoesNotExist."""
    return move(locked(inquiry, version), to, actor)


@transaction.atomic
def mark_answered(*, inquiry: Inquiry, actor: User) -> Inquiry:
    """Mark an open inquiry as answered. Raises NotOpen, and Inquiry.DoesNotExist when it was deleted meanwhile."""
    inquiry = Inquiry.objects.select_for_update().get(pk=inquiry.pk)
    if not inquiry.is_open:
        raise NotOpen
    return move(inquiry, Status.ANSWERED, actor)


def move(inquiry: Inquiry, to: Status, actor: User) -> Inquiry:
    """Move a locked inquiry and record it. When it was first answered stays known while work on it goes on."""
    left = Status(inquiry.status)
    if to not in NEXT[left] or inquiry.restricted_at:
        raise NoSuchMove
    inquiry.status, inquiry.closed_at = to, clock.now() if to == Status.CLOSED else None
    if to == Status.ANSWERED:
        inquiry.answered_at = clock.now()
    if to == Status.OPEN and left != Status.NEW:  # work begins again, and with it the desk's clock
        inquiry.due_from = clock.now()
        inquiry.due_on = due_date(inquiry.due_from)
    inquiry.erasure_on = None  # who closes it again is warned again before it is erased
    inquiry.version += 1
    inquiry.save(update_fields=MOVED)
    audit.record(MOVES[to], actor=actor, subject=inquiry.reference, data={"from": left.value})
    return inquiry


@transaction.atomic
def assign(*, inquiry: Inquiry, assignee: User | None, version: int, actor: User) -> Inquiry:
    """Give an inquiry to a person, or to nobody. Raises ChangedMeanwhile, NotOfTheDesk and Inquiry.DoesNotExist."""
    if assignee and not may_handle_inquiries(assignee):
        raise NotOfTheDesk
    inquiry = locked(inquiry, version)
    inquiry.assignee = assignee
    inquiry.version += 1
    inquiry.save(update_fields=["assignee", "version"])
    data = {"assignee": assignee.pk if assignee else None}
    audit.record("inquiry.assigned", actor=actor, subject=inquiry.reference, data=data)
    return inquiry
