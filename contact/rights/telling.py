"""Telling a person by mail what was done at their wish: the mails of the page, by name."""

from cluster_cms.mail.queueing import queue_mail
from contact.records import MailedLink

LINK, MOVE, DONE = "rights.link", "rights.move", "rights.done"  # kinds of mail; their subject is the id of a link
KINDS = (LINK, MOVE, DONE)

# What was done, as the record of the mail names it.
DELETED, STOPPED, CORRECTED, MOVED = "deleted", "stopped", "corrected", "moved"


def tell(link: MailedLink, what: str) -> None:
    """Queue the mail that says what was done, to the address of the link."""
    queue_mail(DONE, subject=str(link.pk), record=what, language=link.language)
