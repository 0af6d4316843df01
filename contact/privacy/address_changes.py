"""Gives an inquiry another mail address: put right by the desk, or confirmed by a link mailed to the new address."""

from uuid import UUID

from django.db import transaction

from cluster_cms import clock
from cluster_cms.mail.outbox import MailState, OutboxMail, queue_mail
from cluster_cms.security import audit
from cluster_cms.security.accounts import User
from contact.inquiries.handling import InvalidTransition, lock_version
from contact.inquiries.person_acts import bring_to_desk
from contact.inquiries.replies import address_of
from contact.mails.acknowledgements import queue_acknowledgement
from contact.mails.consent_mails import CONSENT_QUESTION
from contact.mails.own_data_mails import ADDRESS_CHANGE, OwnDataAction, queue_done_mail
from contact.mails.person_act_notice import PersonAct
from contact.mails.reply_mail import REPLY
from contact.models import AddressConfirmation, Consent, Inquiry, MagicLink, RequestType, Status, TransferredPerson
from contact.privacy.correction import NothingToCorrect, rewrite_answers
from contact.privacy.magic_links import (
    NoSuchLink,
    OpenPage,
    find_link,
    new_link,
    register_fulfilled_request,
    remove_links,
)
from contact.rate_limits.limits import limit_reached_for
from contact.text.answers import MAIL
from contact.text.email_address import email_hmac, is_same_address

ADDRESS_CORRECTED = "inquiry.address_corrected"
UNSENT = (MailState.QUEUED, MailState.DEAD_LETTERED)


@transaction.atomic
def correct_address(
    *,
    inquiry: Inquiry,
    address: str,
    confirmation: AddressConfirmation,
    version: int,
    actor: User,
    acknowledge: bool = False,
) -> Inquiry:
    """Put a wrong address right for its writer, who has named the reference and confirmed the new one.

    The old address is told nothing, and what was mailed to it opens nothing any more. Raises NothingToCorrect,
    StaleVersion, InvalidTransition for suspected spam, and Inquiry.DoesNotExist where the inquiry was deleted.
    """
    inquiry = lock_version(inquiry, version)
    if inquiry.status == Status.SPAM:
        raise InvalidTransition
    if address == address_of(inquiry):
        raise NothingToCorrect
    if not is_same_address(address, address_of(inquiry)):
        end_links(inquiry)
        end_consent_questions(inquiry)
    give_address(inquiry, address)
    if acknowledge and inquiry.restricted_at is None:
        queue_acknowledgement(inquiry)
    audit.record(ADDRESS_CORRECTED, actor=actor, subject=inquiry.reference, data={"reason": confirmation.value})
    return inquiry


def end_links(inquiry: Inquiry) -> None:
    """Remove the links and open pages of the address of an inquiry, and the links that would change it."""
    if inquiry.email_hmac:
        remove_links(MagicLink.objects.filter(email_hmac=inquiry.email_hmac))
    changing = MagicLink.objects.filter(previous_email_hmac=inquiry.email_hmac)
    ids = [link.pk for link in changing if inquiry.reference in link.moved_references]
    remove_links(MagicLink.objects.filter(pk__in=ids))


def end_consent_questions(inquiry: Inquiry) -> None:
    """End the open questions that were mailed; one that is still waiting goes to the new address."""
    waiting = OutboxMail.objects.about(inquiry.reference).filter(kind=CONSENT_QUESTION, state=MailState.QUEUED)
    still_here = [UUID(record) for record in waiting.select_for_update().values_list("record", flat=True)]
    mailed = Consent.objects.answerable().filter(inquiry=inquiry).exclude(pk__in=still_here)
    mailed.update(expires_at=clock.now())


def give_address(inquiry: Inquiry, address: str) -> None:
    """Store the address of a locked inquiry wherever it stands, also in replies that are not sent yet."""
    before, email_hmac_before = address_of(inquiry), inquiry.email_hmac
    inquiry.email_hmac = email_hmac(address)
    redirect_unsent_replies(inquiry, before, address)
    transferred = TransferredPerson.objects.filter(reference=inquiry.reference, email_hmac=email_hmac_before)
    transferred.update(email_hmac=inquiry.email_hmac)
    rewrite_answers(inquiry, {MAIL: address})


def redirect_unsent_replies(inquiry: Inquiry, before: str, address: str) -> None:
    """Address the replies anew that wait or could not be sent; locked, so that no worker renders them meanwhile."""
    unsent = OutboxMail.objects.about(inquiry.reference).filter(kind=REPLY, state__in=UNSENT).select_for_update()
    records = {mail.record for mail in unsent}
    for reply in inquiry.messages.all():
        if str(reply.pk) in records and is_same_address(reply.address or "", before):
            reply.address = address
            reply.save(update_fields=["address"])


@transaction.atomic
def request_address_change(*, page: OpenPage, inquiry: Inquiry, address: str) -> None:
    """Mail a link to the new address and a notice to the old one; do nothing beyond the limit of links an hour."""
    mail_confirmation(inquiry, address, language=page.link.language, old_link=page.link)


def mail_confirmation(
    inquiry: Inquiry,
    address: str,
    *,
    language: str,
    for_actor: User | None = None,
    old_link: MagicLink | None = None,
) -> bool:
    """Mail a link by which the mailbox of a new address confirms it; return False beyond the limit of links an hour.

    `for_actor` is the account that does so for a request; without it the person does, by `old_link`, whose mailbox is
    told.
    """
    address_hmac = email_hmac(address)
    if address == address_of(inquiry) or limit_reached_for(address_hmac):
        return False
    link = new_link(address, address_hmac, language)
    link.moved_references, link.previous_email_hmac = [inquiry.reference], inquiry.email_hmac
    link.for_request = for_actor is not None
    link.save(force_insert=True)
    queue_mail(ADDRESS_CHANGE, subject=str(link.pk), language=language)
    if old_link:
        queue_done_mail(old_link, OwnDataAction.ADDRESS_GIVEN)
    audit.record("own_data.address_change_requested", actor=for_actor, subject=inquiry.reference)
    return True


@transaction.atomic
def confirm_address_change(*, token: str, language: str) -> None:
    """Use up a link, give its address to the inquiries that it names, and notify both mailboxes. Raises NoSuchLink.

    Inquiries that were deleted or got another address meanwhile are skipped.
    """
    link, now = find_link(token=token, language=language), clock.now()
    if not MagicLink.objects.usable().filter(pk=link.pk).update(used_at=now, open_until=now):
        raise NoSuchLink
    inquiries = Inquiry.objects.filter(email_hmac=link.previous_email_hmac)
    moved = list(inquiries.with_references(*link.moved_references).select_for_update())
    for inquiry in moved:
        if before := address_of(inquiry):
            notify_old_address(before, link)
        give_address(inquiry, link.address)
        if not link.for_request:
            register_fulfilled_request(RequestType.CORRECT, language=language, asked_at=link.asked_at)
    queue_done_mail(link, OwnDataAction.ADDRESS_CHANGED)
    for inquiry in moved:
        bring_to_desk(inquiry, PersonAct.ADDRESS)
    for inquiry in moved:
        audit.record("inquiry.corrected", subject=inquiry.reference, data={"fields": MAIL})


def notify_old_address(address: str, link: MagicLink) -> None:
    """Queue a notice to the old address; its link opens nothing and is deleted with the mail."""
    old = new_link(address, link.previous_email_hmac, link.language)
    old.used_at = old.open_until = clock.now()
    old.save(force_insert=True)
    queue_done_mail(old, OwnDataAction.ADDRESS_CHANGED)
