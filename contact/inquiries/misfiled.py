"""Moves a mail, a note or a recorded reply to the inquiry where it belongs, or removes it for good."""

from uuid import UUID

from django.db import transaction
from django.db.models import Field
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cluster_cms.erasures.erasing import Erasable, erasing
from cluster_cms.security.accounts import User
from contact.inquiries.handling import TRANSITION_FIELDS, InvalidTransition, check_version, lock_version, save_change
from contact.inquiries.messages import MESSAGE_KIND, NOTE_KIND, put_to_work
from contact.models import (
    AttachedFile,
    Direction,
    ErasureReason,
    Inquiry,
    InquirySearch,
    Message,
    MessageChannel,
    MoveReason,
    Note,
    Status,
)
from contact.retention.erasure import STAFF, OnHold
from contact.search.scanning import refresh_search_text

MOVED_OUT, MOVED_IN = "inquiry.correspondence_moved_out", "inquiry.correspondence_moved_in"
REMOVED = "inquiry.correspondence_removed"
Correspondence = Message | Note


class SentFromHere(Exception):
    """The message is a reply that was sent from here: a fact that nobody can move or take back."""


class RestrictedInquiry(Exception):
    """The person has stopped the use of the inquiry: nothing may leave it for another one."""


class SameInquiry(Exception):
    """It is there already."""


def find_correspondence(inquiry: Inquiry, key: UUID) -> Correspondence | None:
    """Return a message or a note of an inquiry; None where it was removed or moved."""
    found = Message.objects.filter(inquiry=inquiry, pk=key).first()
    return found or Note.objects.filter(inquiry=inquiry, pk=key).first()


def kind_of(record: Correspondence) -> str:
    return MESSAGE_KIND if isinstance(record, Message) else NOTE_KIND


@transaction.atomic
def move_correspondence(
    *, inquiry: Inquiry, key: UUID, to: Inquiry, reason: MoveReason, version: int, actor: User
) -> None:
    """Move a mail, a note or a recorded reply to another inquiry. A mail reopens that one, which is unread again.

    An inquiry that this mail had reopened, and nobody has touched since, is as it was before. Raises SentFromHere,
    SameInquiry, OnHold, RestrictedInquiry, StaleVersion, InvalidTransition for suspected spam, and Inquiry.DoesNotExist
    where either inquiry or the record is gone.
    """
    if to.pk == inquiry.pk:
        raise SameInquiry
    source, target = lock_both(inquiry, to)
    record = checked(source, key, version)
    if source.restricted_at is not None:
        raise RestrictedInquiry
    if target.status == Status.SPAM:
        raise InvalidTransition
    about = {"kind": kind_of(record), "reason": reason.value}
    fields = restore_state(source, record)
    record.inquiry = target
    record.save(update_fields=["inquiry"] + ["replaced_state"] * isinstance(record, Message))
    AttachedFile.objects.filter(message_id=record.pk).update(inquiry=target)
    for one in (source, target):
        refresh_search_text(one)
    save_change(source, *fields, act=MOVED_OUT, actor=actor, data={"to_inquiry": target.reference, **about})
    receive(target, record, actor, {"from_inquiry": source.reference, **about})


def lock_both(one: Inquiry, other: Inquiry) -> tuple[Inquiry, Inquiry]:
    """Lock two inquiries in the order of their ids, so that two movers never wait for each other."""
    rows = Inquiry.objects.select_for_update().filter(pk__in=[one.pk, other.pk]).order_by("pk")
    found = {inquiry.pk: inquiry for inquiry in rows}
    if len(found) != 2:
        raise Inquiry.DoesNotExist
    return found[one.pk], found[other.pk]


def checked(inquiry: Inquiry, key: UUID, version: int) -> Correspondence:
    """Return what may leave a locked inquiry. Raises as move_correspondence."""
    record = find_correspondence(inquiry, key)
    if record is None:
        raise Inquiry.DoesNotExist
    if isinstance(record, Message) and record.channel == MessageChannel.HERE:
        raise SentFromHere
    check_version(inquiry, version)
    if inquiry.held_at is not None:
        raise OnHold(inquiry.hold_reason or "")
    return record


def restore_state(inquiry: Inquiry, record: Correspondence) -> tuple[str, ...]:
    """Put back what a mail had changed of an inquiry, unless somebody has changed it since; return the fields."""
    state = record.replaced_state if isinstance(record, Message) else None
    if not isinstance(record, Message) or state is None:
        return ()
    record.replaced_state = None
    if state["version"] != inquiry.version:
        return ()
    for name in TRANSITION_FIELDS:
        field = Inquiry._meta.get_field(name)
        if isinstance(field, Field):
            setattr(inquiry, name, field.to_python(state[name]))
    inquiry.erasure_on = None  # announced anew: the day that was announced may have passed meanwhile
    return TRANSITION_FIELDS


def receive(target: Inquiry, record: Correspondence, actor: User, data: dict[str, str]) -> None:
    """Record that an inquiry has got something from another one; a mail of the writer makes it unread and open."""
    if isinstance(record, Message) and record.direction == Direction.IN:
        target.read_at = None
        put_to_work(target, record, "read_at", act=MOVED_IN, actor=actor, data=data)
    else:
        save_change(target, act=MOVED_IN, actor=actor, data=data)


@transaction.atomic
def remove_correspondence(*, inquiry: Inquiry, key: UUID, reason: ErasureReason, version: int, actor: User) -> None:
    """Erase a mail, a note or a recorded reply, so that no restore brings it back. Raises as move_correspondence."""
    inquiry = lock_version(inquiry, None)
    record = checked(inquiry, key, version)
    kind = kind_of(record)
    with erasing(kind, [record.pk], STAFF):
        fields = restore_state(inquiry, record)
        delete_record(record)
    save_change(inquiry, *fields, act=REMOVED, actor=actor, data={"kind": kind, "reason": reason.value})


def delete_record(record: Correspondence) -> None:
    """Delete a row with the words of it in the search text of its inquiry, which must be locked."""
    inquiry = record.inquiry
    record.delete()
    refresh_search_text(inquiry)
    InquirySearch.objects.all().delete()  # the words searched for may be those


def erasable(model: type[Message] | type[Note], kind: str, label: str | Promise) -> Erasable:
    def exists(key: UUID) -> bool:
        return model.objects.filter(pk=key).exists()

    def erase(key: UUID) -> None:
        record = model.objects.filter(pk=key).select_related("inquiry").first()
        if record:
            lock_version(record.inquiry, None)
            delete_record(record)

    return Erasable(kind, exists=exists, erase=erase, label=label)


def erasable_message() -> Erasable:
    return erasable(Message, MESSAGE_KIND, _("message"))


def erasable_note() -> Erasable:
    return erasable(Note, NOTE_KIND, _("note"))
