"""Adds an inquiry to the open page when its reference code is named."""

from django.db import transaction
from django.db.models import F

from cluster_cms.security import audit
from contact.models import Inquiry, MagicLink
from contact.privacy.magic_links import OpenPage
from contact.text.references import as_reference

MOST_WRONG = 10  # of 5 * 10^11 possible references


class TooManyWrong(Exception):
    """So many wrong references were named that no more are looked at on this page."""


@transaction.atomic
def name_reference(*, page: OpenPage, typed: str) -> bool:
    """Open the inquiry of a reference and tell whether this address has one. Raises TooManyWrong.

    A wrong one is counted in the same transaction, so that nobody tries on.
    """
    link = MagicLink.objects.select_for_update().get(pk=page.link.pk)
    if link.wrong_references >= MOST_WRONG:
        raise TooManyWrong
    found = Inquiry.objects.filter(email_hmac=link.email_hmac).with_references(as_reference(typed)).first()
    if found and found.reference not in link.opened:
        link.opened = [*link.opened, found.reference]
        link.save(update_fields=["opened"])
        audit.record("own_data.viewed", subject=found.reference)
    if not found:
        MagicLink.objects.filter(pk=link.pk).update(wrong_references=F("wrong_references") + 1)
    return found is not None
