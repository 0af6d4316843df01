"""Takes back a reply that has not left yet, and lets a second person read the replies of new colleagues."""

from typing import NamedTuple
from uuid import UUID, uuid4

from django.db import transaction

from cluster_cms import clock
from cluster_cms.mail.outbox import MailState, OutboxMail, recall_mail
from cluster_cms.security.accounts import User
from contact.inquiries.attachments import documents_with
from contact.inquiries.desk_drafts import save_draft
from contact.inquiries.handling import lock, save_change
from contact.inquiries.misfiled import restore_state
from contact.inquiries.replies import queue_reply
from contact.mails.reply_mail import REPLY, signature
from contact.models import DraftForm, Inquiry, InquirySearch, Message, ThreadMail, reply_rules
from contact.search.scanning import refresh_search_text
from contact.transfers.register import cancel_transfer

TAKEN_BACK, SENT_BACK, APPROVED = "inquiry.reply_taken_back", "inquiry.reply_sent_back", "inquiry.reply_approved"


class ReplyHasLeft(Exception):
    """The reply is on its way or was taken back already, or it is somebody else's."""


class NotASecondReader(Exception):
    """The account wrote the reply itself, or its own replies are read first."""


class WaitingReply(NamedTuple):
    """A reply that can still be taken back: its inquiry, its id, and the time in Tokyo at which it leaves."""

    reference: str
    key: UUID
    leaves_at: str


def replies_to_take_back(actor: User) -> list[WaitingReply]:
    """Return the replies of an account that have not left yet, the first to leave first."""
    waiting = OutboxMail.objects.filter(kind=REPLY, state=MailState.QUEUED, attempts=0, next_attempt_at__gt=clock.now())
    mails = {mail.record: mail for mail in waiting.order_by("next_attempt_at")}
    own = set(Message.objects.filter(pk__in=mails, author_id=actor.pk).values_list("pk", flat=True))
    found = [(UUID(record), mail) for record, mail in mails.items()]
    return [
        WaitingReply(mail.subject, key, f"{mail.next_attempt_at.astimezone(clock.TOKYO):%H:%M:%S}")
        for key, mail in found
        if key in own
    ]


@transaction.atomic
def take_back_reply(*, inquiry: Inquiry, key: UUID, actor: User) -> None:
    """Delete one's own reply before it leaves, and keep its words as a draft. Raises ReplyHasLeft."""
    inquiry = lock(inquiry)
    reply = Message.objects.filter(pk=key, inquiry=inquiry, author_id=actor.pk).first()
    mails = list(OutboxMail.objects.filter(kind=REPLY, record=str(key)).values_list("pk", flat=True))
    if reply is None or not (reply.awaits_reader or recall_mail(REPLY, record=str(key))):
        raise ReplyHasLeft
    ThreadMail.objects.filter(pk__in=mails).delete()  # nobody can answer it
    undo(inquiry, reply, actor, act=TAKEN_BACK)


def may_read_first(reply: Message, actor: User) -> bool:
    """Tell whether an account may approve a reply: it wrote another one's, and its own need no second reader."""
    return reply.author_id != actor.pk and not is_newcomer(actor)


def is_newcomer(person: User) -> bool:
    """Tell whether somebody else reads the replies of an account before they leave."""
    return reply_rules().newcomers.filter(pk=person.pk).exists()


def awaiting(inquiry: Inquiry, key: UUID, actor: User) -> Message:
    """Return a reply that waits for a second reader. Raises ReplyHasLeft and NotASecondReader."""
    reply = Message.objects.select_for_update().filter(pk=key, inquiry=inquiry, awaits_reader=True).first()
    if reply is None:
        raise ReplyHasLeft
    if not may_read_first(reply, actor):
        raise NotASecondReader
    return reply


@transaction.atomic
def approve_reply(*, inquiry: Inquiry, key: UUID, actor: User) -> None:
    """Let a reply go out that waited for a second reader. Raises as awaiting."""
    inquiry = lock(inquiry)
    reply = awaiting(inquiry, key, actor)
    reply.awaits_reader = False
    reply.save(update_fields=["awaits_reader"])
    queue_reply(reply, inquiry)
    save_change(inquiry, act=APPROVED, actor=actor)


@transaction.atomic
def send_reply_back(*, inquiry: Inquiry, key: UUID, actor: User) -> None:
    """Give a reply that waited for a second reader back to its author, as a draft. Raises as awaiting."""
    inquiry = lock(inquiry)
    undo(inquiry, awaiting(inquiry, key, actor), actor, act=SENT_BACK)


def undo(inquiry: Inquiry, reply: Message, actor: User, *, act: str) -> None:
    """Delete a reply that has not left, put back what it had changed, and keep its words as its author's draft."""
    body = reply.body.removesuffix(f"\n\n{signature(inquiry.language)}")
    documents = [str(one) for one in sorted(documents_with(reply))]
    texts = {"key": str(uuid4()), "subject": reply.subject or "", "body": body, "documents": documents}
    if reply.to_another:
        texts["other"] = reply.address or ""
    cancel_transfer(reply.pk)
    author = User.objects.filter(pk=reply.author_id or 0).first() or actor
    save_draft(inquiry=inquiry, form=DraftForm.REPLY, texts=texts, actor=author)
    fields = restore_state(inquiry, reply)
    reply.delete()
    refresh_search_text(inquiry)
    InquirySearch.objects.all().delete()  # the words searched for may be those
    save_change(inquiry, *fields, act=act, actor=actor)
