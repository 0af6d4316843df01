"""Naming a reference beside the mailbox: it opens what was written, for as long as the page is open."""

from django.db import transaction
from django.db.models import F

from cluster_cms import audit
from contact import cleaning
from contact.records import Inquiry, MailedLink
from contact.rights.opening import OpenPage

MOST_WRONG = 10  # of 5 * 10^11 possible references


class TooManyWrong(Exception):
    """So many wrong references were named that no more are looked at on this page."""


@transaction.atomic
def name_reference(*, page: OpenPage, typed: str) -> bool:
    """Open the inquiry of a reference and tell whether this address has one. Raises TooManyWrong.

    A wrong one is counted in the same transaction, so that nobody tries on.
    """
    link = MailedLink.objects.select_for_update().get(pk=page.link.pk)
    if link.wrong_references >= MOST_WRONG:
        raise TooManyWrong
    found = Inquiry.objects.filter(mail_key=link.mail_key).called(as_reference(typed)).first()
    if found and found.reference not in link.opened:
        link.opened = [*link.opened, found.reference]
        link.save(update_fields=["opened"])
        audit.record("rights.shown", subject=found.reference)
    if not found:
        MailedLink.objects.filter(pk=link.pk).update(wrong_references=F("wrong_references") + 1)
    return found is not None


def as_reference(typed: str) -> str:
    """Read a reference however it was typed: width, case, blanks and hyphens do not matter."""
    letters = "".join(filter(str.isalnum, cleaning.phone_number(typed).upper()))
    return f"{letters[:4]}-{letters[4:8]}" if len(letters) == 8 else letters[:9]
