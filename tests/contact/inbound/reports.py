"""Reports of mail servers and automatic answers as they arrive."""

from email.message import EmailMessage, Message
from email.mime.base import MIMEBase
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText


def report(message_id: str, *, action: str = "failed", returned: str = "text/rfc822-headers") -> Message:
    """Return a report about a mail (RFC 3464)."""
    whole = MIMEMultipart("report", report_type="delivery-status")
    whole["From"], whole["Subject"] = "MAILER-DAEMON@mail.example.com", "Undelivered Mail Returned to Sender"
    whole["Auto-Submitted"] = "auto-replied"
    whole.attach(MIMEText("Your mail could not be delivered."))
    status = MIMEBase("message", "delivery-status")
    status.set_payload([fields({"Reporting-MTA": "dns; m"}), fields({"Action": action, "Status": "5.1.1"})])
    whole.attach(status)
    head = MIMEBase(*returned.split("/"))
    original = EmailMessage()
    original["Message-ID"], original["Subject"] = message_id, "x"
    head.set_payload([original] if returned == "message/rfc822" else str(original))
    whole.attach(head)
    return whole


def fields(values: dict[str, str]) -> Message:
    block = Message()
    for name, value in values.items():
        block[name] = value
    return block


def plain_bounce(message_id: str) -> bytes:
    """Return the letter of a server that knows no form for reports."""
    return (
        "Return-Path: <>\nFrom: Mail Delivery System <mailer-daemon@mail.example.com>\nSubject: failure notice\n\n"
        f"Sorry, no mailbox here by that name.\n\n--- Below is a copy.\nMessage-ID: {message_id}\nSubject: x\n"
    ).encode()
