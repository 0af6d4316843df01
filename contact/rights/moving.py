"""Changing the mail address of inquiries: the old mailbox opened the page, the new one opens a link of its own."""

from django.db import transaction

from cluster_cms import audit, clock, crypto
from cluster_cms.mail.queueing import queue_mail
from contact import answers
from contact.intake import MAIL_PURPOSE
from contact.records import Demand, Inquiry, MailedLink
from contact.rights.asking import new_link
from contact.rights.correcting import rewrite
from contact.rights.limits import had_enough
from contact.rights.opening import NoSuchLink, OpenPage, find_link
from contact.rights.registering import note_done
from contact.rights.telling import MOVE, MOVE_ASKED, MOVED, tell


@transaction.atomic
def ask_move(*, page: OpenPage, inquiry: Inquiry, address: str) -> None:
    """Mail a link to the new address, unless it had enough of them this hour, and a word to the old one."""
    mail_key = crypto.lookup_hash(address, purpose=MAIL_PURPOSE)
    if mail_key == page.link.mail_key or had_enough(mail_key):
        return
    link = new_link(address, mail_key, page.link.language)
    link.moves, link.moves_from = [inquiry.reference], page.link.mail_key
    link.save(force_insert=True)
    audit.record("rights.move_asked", subject=inquiry.reference)
    queue_mail(MOVE, subject=str(link.pk), language=link.language)
    tell(page.link, MOVE_ASKED)


@transaction.atomic
def accept_move(*, token: str, language: str) -> None:
    """Use up a link and give its address to the inquiries that wait for it; both mailboxes are told.

    What was deleted or has moved elsewhere meanwhile is passed over. Raises NoSuchLink.
    """
    link, now = find_link(token=token, language=language), clock.now()
    if not MailedLink.objects.usable().filter(pk=link.pk).update(used_at=now, open_until=now):
        raise NoSuchLink
    waiting = Inquiry.objects.filter(mail_key=link.moves_from).exclude(mail_key="").called(*link.moves)
    for inquiry in waiting.select_for_update():
        tell_old_mailbox(answers.text_of(inquiry.answers, "mail"), link)
        inquiry.mail_key = link.mail_key
        rewrite(inquiry, {"mail": link.address})
        audit.record("inquiry.corrected", subject=inquiry.reference, data={"fields": "mail"})
        note_done(Demand.CORRECT, language=language, asked_at=link.asked_at)
    tell(link, MOVED)


def tell_old_mailbox(address: str, link: MailedLink) -> None:
    """Tell an address that is about to be forgotten: its row opens nothing and goes with the mail."""
    old = new_link(address, link.moves_from, link.language)
    old.used_at = old.open_until = clock.now()
    old.save(force_insert=True)
    tell(old, MOVED)
