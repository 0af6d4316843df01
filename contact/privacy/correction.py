"""Corrects an inquiry (APPI Art. 34), and moves inquiries to another mail address of the same person."""

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from cluster_cms import clock
from cluster_cms.clock import tokyo_date
from cluster_cms.mail.outbox import queue_mail
from cluster_cms.security import audit
from cluster_cms.security.accounts import User
from contact.mails.own_data_mails import ADDRESS_CHANGE, OwnDataAction, queue_done_mail
from contact.models import Inquiry, MagicLink, RequestType
from contact.privacy.magic_links import NoSuchLink, OpenPage, find_link, new_link, register_fulfilled_request
from contact.rate_limits.limits import limit_reached_for
from contact.search.scanning import refresh_search_text
from contact.text import answers
from contact.text.answers import Answer
from contact.text.email_address import email_hmac

FIELDS = ("name", "company", "phone")
MESSAGE = "message"
LONGEST = 20_000  # characters of a message with all additions


class NothingToCorrect(Exception):
    """All values are as they were."""


class TooLong(Exception):
    """With the addition the message would be longer than LONGEST."""


def open_inquiry_of(page: OpenPage, reference: str) -> Inquiry | None:
    """Return an inquiry of the page's address whose reference was entered on the page."""
    if reference not in page.link.opened:
        return None
    return Inquiry.objects.of_person(page.person).with_references(reference).first()


@transaction.atomic
def correct_inquiry(*, page: OpenPage, inquiry: Inquiry, values: Mapping[str, str], addition: str = "") -> None:
    """Correct an inquiry on behalf of its writer. Raises NothingToCorrect, TooLong, and Inquiry.DoesNotExist."""
    inquiry = Inquiry.objects.of_person(page.person).select_for_update().get(pk=inquiry.pk)
    apply_correction(inquiry, values, addition, actor=None)
    register_fulfilled_request(RequestType.CORRECT, language=page.link.language)
    queue_done_mail(page.link, OwnDataAction.CORRECTED)


def apply_correction(inquiry: Inquiry, values: Mapping[str, str], addition: str, *, actor: User | None) -> None:
    """Save corrected FIELDS and an addition to the message of a locked inquiry. Raises NothingToCorrect and TooLong."""
    texts = {key: text for key, text in values.items() if key in FIELDS}
    if addition:
        note = _("Added by the writer on %(day)s") % {"day": tokyo_date(clock.today())}
        texts[MESSAGE] = f"{answers.text_of(inquiry.answers, MESSAGE)}\n\n[{note}]\n{addition}"
        if len(texts[MESSAGE]) > LONGEST:
            raise TooLong
    changed = rewrite_answers(inquiry, texts)
    if not changed:
        raise NothingToCorrect
    audit.record("inquiry.corrected", actor=actor, subject=inquiry.reference, data={"fields": ",".join(changed)})


def rewrite_answers(inquiry: Inquiry, texts: Mapping[str, str]) -> list[str]:
    """Save new texts of answers, by key, where they differ; return the keys that changed."""
    changed = [one["key"] for one in inquiry.answers if one["key"] in texts and texts[one["key"]] != one["value"]]
    if changed:
        inquiry.answers = [with_text(one, texts.get(one["key"])) for one in inquiry.answers]
        inquiry.version += 1
        inquiry.save(update_fields=["answers", "version", "email_hmac"])
        refresh_search_text(inquiry)
    return changed


def with_text(answer: Answer, text: str | None) -> Answer:
    value = answer["value"] if text is None else text
    return Answer(**{**answer, "value": value})


@transaction.atomic
def request_address_change(*, page: OpenPage, inquiry: Inquiry, address: str) -> None:
    """Mail a link to the new address and a notice to the old one; do nothing beyond the limit of links an hour."""
    address_hmac = email_hmac(address)
    if address_hmac == page.link.email_hmac or limit_reached_for(address_hmac):
        return
    link = new_link(address, address_hmac, page.link.language)
    link.moved_references, link.previous_email_hmac = [inquiry.reference], page.link.email_hmac
    link.save(force_insert=True)
    audit.record("own_data.address_change_requested", subject=inquiry.reference)
    queue_mail(ADDRESS_CHANGE, subject=str(link.pk), language=link.language)
    queue_done_mail(page.link, OwnDataAction.ADDRESS_GIVEN)


@transaction.atomic
def confirm_address_change(*, token: str, language: str) -> None:
    """Use up a link, give its address to the inquiries that it names, and notify both mailboxes. Raises NoSuchLink.

    Inquiries that were deleted or got another address meanwhile are skipped.
    """
    link, now = find_link(token=token, language=language), clock.now()
    if not MagicLink.objects.usable().filter(pk=link.pk).update(used_at=now, open_until=now):
        raise NoSuchLink
    inquiries = Inquiry.objects.filter(email_hmac=link.previous_email_hmac).exclude(email_hmac="")
    for inquiry in inquiries.with_references(*link.moved_references).select_for_update():
        notify_old_address(answers.text_of(inquiry.answers, "mail"), link)
        inquiry.email_hmac = link.email_hmac
        rewrite_answers(inquiry, {"mail": link.address})
        audit.record("inquiry.corrected", subject=inquiry.reference, data={"fields": "mail"})
        register_fulfilled_request(RequestType.CORRECT, language=language, asked_at=link.asked_at)
    queue_done_mail(link, OwnDataAction.ADDRESS_CHANGED)


def notify_old_address(address: str, link: MagicLink) -> None:
    """Queue a notice to the old address; its link opens nothing and is deleted with the mail."""
    old = new_link(address, link.previous_email_hmac, link.language)
    old.used_at = old.open_until = clock.now()
    old.save(force_insert=True)
    queue_done_mail(old, OwnDataAction.ADDRESS_CHANGED)
