"""A person who has lost the references asks for the end of open inquiries, and what the mailbox does about it."""

import re
from typing import Any

from django.db import transaction
from django.test import Client

from cluster_cms.privacy.personal_data import Person
from contact.models import DataSubjectRequest, RequestType
from contact.privacy.carrying_out import handle_pending_requests
from contact.privacy.pending_requests import lock_own, record_pending, store_pending
from tests.contact.privacy.person import Writer
from tests.infrastructure.cast import SAME_ORIGIN, Clock

LOST = {"sure": "on", "without_references": "on"}
LINK = re.compile(r"http://testserver(\S+/object/[\w-]+/)")


def ask_deletion(writer: Writer) -> Any:
    """Open the page and delete without any reference; return the answer."""
    writer.open()
    return writer.act("delete-now", **LOST)


def ask_as(person: Person) -> DataSubjectRequest | None:
    """Ask for the deletion as the page does, without it."""
    with transaction.atomic():
        lock_own(person)
        if request := store_pending(person, RequestType.DELETE):
            record_pending(request)
    return request


def ask_stop(writer: Writer) -> Any:
    writer.open()
    return writer.act("stop-now", without_references="on")


def pending() -> DataSubjectRequest:
    """Return the request that was made last without references."""
    return DataSubjectRequest.objects.exclude(objection_hash=None).latest("received_at", "pk")


def work(writer: Writer, clock: Clock | None = None, **later: float) -> list[str]:
    """Let the worker send and carry out, a time later if told so; return the texts of the mailbox, oldest first."""
    if clock:
        clock.forward(**later)
    writer.mails()
    handle_pending_requests()
    return [letter.body for letter in writer.mails()]


def link_in(texts: list[str]) -> str:
    """Return the path of the newest link to object."""
    return [found[1] for text in texts if (found := LINK.search(text))][-1]


def reader() -> Client:
    """Return the browser of a colleague who reads the same mailbox."""
    return Client(enforce_csrf_checks=True, headers=SAME_ORIGIN)
