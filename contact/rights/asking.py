"""Asking for a link: the same rows and the same statements whether anything is held under the address or not.

Whether there is, the worker finds out when it writes the mail.
"""

import uuid
from datetime import timedelta

from django.db import transaction

from cluster_cms import audit, clock, crypto
from cluster_cms.mail.queueing import queue_mail
from contact.intake import MAIL_PURPOSE
from contact.records import MailedLink
from contact.rights.limits import had_enough
from contact.rights.telling import LINK
from contact.rights.tokens import hash_of, token_of

VALID_FOR = timedelta(minutes=30)


@transaction.atomic
def ask_for_link(*, address: str, language: str) -> None:
    """Queue a mail with a link to an address, unless it had enough of them this hour."""
    mail_key = crypto.lookup_hash(address, purpose=MAIL_PURPOSE)
    if had_enough(mail_key):
        return
    link = new_link(address, mail_key, language)
    link.save(force_insert=True)
    audit.record("rights.link_asked", subject=str(link.pk))
    queue_mail(LINK, subject=str(link.pk), language=language)


def new_link(address: str, mail_key: str, language: str) -> MailedLink:
    pk = uuid.uuid4()
    return MailedLink(
        pk=pk,
        address=address,
        mail_key=mail_key,
        language=language,
        expires_at=clock.now() + VALID_FOR,
        token_hash=hash_of(token_of(pk)),
    )
