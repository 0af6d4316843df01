"""Corrects what somebody wrote (APPI Art. 34), and moves inquiries to another mail address."""

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from cluster_cms import clock
from cluster_cms.clock import tokyo_date
from cluster_cms.mail.outbox import queue_mail
from cluster_cms.security import audit
from contact.mails.own_data_wording import CORRECTED, MOVE, MOVE_ASKED, MOVED, queue_done_mail
from contact.models import Inquiry, MagicLink, RequestType
from contact.privacy.magic_links import NoSuchLink, OpenPage, find_link, new_link, register_fulfilled_request
from contact.rate_limits.limits import limit_reached_for
from contact.search.scanning import refresh_search_text
from contact.text import answers
from contact.text.answers import Answer
from contact.text.email_address import email_hmac

FIELDS = ("name", "company", "phone")
MESSAGE = "message"
LONGEST = 20_000  # characters of a message with all that was added


class NothingToCorrect(Exception):
    """Everything is as it was."""


class TooLong(Exception):
    """With the addition the message would be longer than LONGEST."""


def open_inquiry_of(page: OpenPage, reference: str) -> Inquiry | None:
    """Return an inquiry of the page's address whose reference was named on it."""
    if reference not in page.link.opened:
        return None
    return Inquiry.objects.filter(email_hmac=page.link.email_hmac).with_references(reference).first()


@transaction.atomic
def correct_inquiry(*, page: OpenPage, inquiry: Inquiry, values: Mapping[str, str], addition: str = "") -> None:
    """Put corrected values in the place of those that were written. Raises NothingToCorrect and TooLong."""
    inquiry = Inquiry.objects.select_for_update().get(pk=inquiry.pk, email_hmac=page.link.email_hmac)
    fields = rewrite_answers(inquiry, corrected(inquiry.answers, values, addition))
    if not fields:
        raise NothingToCorrect
    audit.record("inquiry.corrected", subject=inquiry.reference, data={"fields": ",".join(fields)})
    register_fulfilled_request(RequestType.CORRECT, language=page.link.language)
    queue_done_mail(page.link, CORRECTED)


def corrected(given: list[Answer], values: Mapping[str, str], addition: str) -> dict[str, str]:
    """Return the new texts by the keys of their answers."""
    found = {key: text for key, text in values.items() if key in FIELDS}
    if addition:
        note = _("Added by the writer on %(day)s") % {"day": tokyo_date(clock.today())}
        found[MESSAGE] = f"{answers.text_of(given, MESSAGE)}\n\n[{note}]\n{addition}"
        if len(found[MESSAGE]) > LONGEST:
            raise TooLong
    return found


def rewrite_answers(inquiry: Inquiry, texts: Mapping[str, str]) -> list[str]:
    """Save new texts in the answers of an inquiry, where they differ; return which these are."""
    changed = [one["key"] for one in inquiry.answers if one["key"] in texts and texts[one["key"]] != one["value"]]
    if changed:
        inquiry.answers = [with_text(one, texts.get(one["key"])) for one in inquiry.answers]
        inquiry.version += 1
        inquiry.save(update_fields=["answers", "version", "email_hmac"])
        refresh_search_text(inquiry)
    return changed


def with_text(answer: Answer, text: str | None) -> Answer:
    value = answer["value"] if text is None else text
    return Answer(key=answer["key"], label=answer["label"], kind=answer["kind"], value=value)


@transaction.atomic
def request_address_change(*, page: OpenPage, inquiry: Inquiry, address: str) -> None:
    """Mail a link to the new address, unless it had enough of them this hour, and a word to the old one."""
    address_hmac = email_hmac(address)
    if address_hmac == page.link.email_hmac or limit_reached_for(address_hmac):
        return
    link = new_link(address, address_hmac, page.link.language)
    link.moved_references, link.previous_email_hmac = [inquiry.reference], page.link.email_hmac
    link.save(force_insert=True)
    audit.record("own_data.address_change_requested", subject=inquiry.reference)
    queue_mail(MOVE, subject=str(link.pk), language=link.language)
    queue_done_mail(page.link, MOVE_ASKED)


@transaction.atomic
def confirm_address_change(*, token: str, language: str) -> None:
    """Use up a link and give its address to the inquiries that wait for it; both mailboxes are told.

    What was deleted or has moved elsewhere meanwhile is passed over. Raises NoSuchLink.
    """
    link, now = find_link(token=token, language=language), clock.now()
    if not MagicLink.objects.usable().filter(pk=link.pk).update(used_at=now, open_until=now):
        raise NoSuchLink
    waiting = (
        Inquiry.objects.filter(email_hmac=link.previous_email_hmac)
        .exclude(email_hmac="")
        .with_references(*link.moved_references)
    )
    for inquiry in waiting.select_for_update():
        tell_old_mailbox(answers.text_of(inquiry.answers, "mail"), link)
        inquiry.email_hmac = link.email_hmac
        rewrite_answers(inquiry, {"mail": link.address})
        audit.record("inquiry.corrected", subject=inquiry.reference, data={"fields": "mail"})
        register_fulfilled_request(RequestType.CORRECT, language=language, asked_at=link.asked_at)
    queue_done_mail(link, MOVED)


def tell_old_mailbox(address: str, link: MagicLink) -> None:
    """Tell an address that is about to be forgotten: its row opens nothing and goes with the mail."""
    old = new_link(address, link.previous_email_hmac, link.language)
    old.used_at = old.open_until = clock.now()
    old.save(force_insert=True)
    queue_done_mail(old, MOVED)
