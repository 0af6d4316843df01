"""Brings to the desk what the person of an inquiry does: unread, back to work where it asks something, one mail."""

from collections.abc import Iterable

from cluster_cms import clock
from contact.inquiries.handling import transition
from contact.mails.person_act_notice import PersonAct, queue_person_act
from contact.models import Inquiry, Status

REOPENED = "inquiry.reopened"  # by the writer; the act itself has its own audit entry
ASKING = {PersonAct.ADDED, PersonAct.WITHDRAWN}  # the desk has to answer, or to do something
ANSWERING = {PersonAct.CORRECTED, PersonAct.ADDRESS, PersonAct.CONSENTED, PersonAct.REFUSED}  # a wait is over
REOPENED_BY = {
    **dict.fromkeys(ANSWERING, (Status.WAITING,)),
    **dict.fromkeys(ASKING, (Status.WAITING, Status.ANSWERED, Status.CLOSED)),
}


def bring_to_desk(inquiry: Inquiry, act: PersonAct) -> None:
    """Mark a locked inquiry as unread, reopen it where the act asks something, and mail its assignee or the desk.

    Nothing is mailed while it is unread still: whoever opens it sees all that has come. Suspected spam stays where it
    is. Called before the audit entry of the act.
    """
    if inquiry.status == Status.SPAM:
        return
    if inquiry.read_at is not None:
        queue_person_act(act, [(inquiry.reference, inquiry.assignee_id)])
    inquiry.read_at, inquiry.last_act_at = None, clock.now()
    inquiry.save(update_fields=["read_at", "last_act_at"])
    if inquiry.status in REOPENED_BY.get(act, ()) and inquiry.restricted_at is None:
        transition(inquiry, Status.OPEN, None, act=REOPENED)


def tell_of_end(act: PersonAct, inquiries: Iterable[Inquiry]) -> None:
    """Mail assignees and desk that the person has deleted inquiries or stopped their use, read or not."""
    queue_person_act(act, [(one.reference, one.assignee_id) for one in inquiries if one.status != Status.SPAM])
