"""The SMTP backend: Django's, with envelope addresses that name the same mailboxes as the headers."""

import smtplib
from email.utils import parseaddr
from typing import Any

from django.core.mail.backends.smtp import EmailBackend as DjangoBackend
from django.core.mail.message import EmailMessage, sanitize_address

from cluster_cms.text.email_address import InvalidAddress, read_address


class SmtpBackend(DjangoBackend):
    """Sends over SMTP.

    Django's own writes domains by IDNA2003, by which ß becomes ss, and takes the quotes off a local part such as
    "a..b." that may not stand without them (RFC 5321, 4.1.2).
    """

    def _send(self, email_message: EmailMessage) -> bool:
        """Send one message, as Django's method of this name does."""
        if self.connection is None or not email_message.recipients():
            return False
        content: Any = email_message.message()
        sender = envelope_address(email_message.from_email)
        recipients = list(map(envelope_address, email_message.recipients()))
        try:
            self.connection.sendmail(sender, recipients, content.as_bytes(linesep="\r\n"))
        except smtplib.SMTPException:
            if not self.fail_silently:
                raise
            return False
        return True


def envelope_address(written: str) -> str:
    """Return the address of a mailbox with or without a name; one that only a local server knows as Django reads it."""
    try:
        return read_address(parseaddr(str(written))[1]).spec
    except InvalidAddress:
        return sanitize_address(written, "utf-8")
