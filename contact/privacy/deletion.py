"""Deletes one's own data at once: closed inquiries, and open ones after a second question."""

from dataclasses import dataclass, field
from enum import Enum

from django.db import transaction
from django.utils.translation import gettext as _

from cluster_cms import clock
from cluster_cms.privacy.personal_data import Person, personal_data_sources
from contact.mails.own_data_wording import DELETED, queue_done_mail
from contact.models import OPEN, Inquiry, MagicLink, RequestType
from contact.privacy.magic_links import OpenPage, close_page, register_fulfilled_request, remove_links
from contact.retention.erasure import ErasureOutcome, erase_inquiries
from contact.text.cleaning import EMAIL_HMAC_CONTEXT

BY_PERSON = "person"  # the cause in the audit chain and in the erasure journal


class Which(Enum):
    """Which inquiries go."""

    DONE = "done"
    ALL = "all"


ALL = Which.ALL


@dataclass
class Deleted:
    """How many inquiries are gone, how many are left, and why whatever else must stay."""

    gone: int = 0
    left: int = 0
    reasons: list[str] = field(default_factory=list)


@transaction.atomic
def delete_own(*, page: OpenPage, which: Which) -> Deleted:
    """Delete what is held, tell the person by mail, and forget the address once that is sent.

    While an inquiry stays, because it is open or on hold, the page stays open and all else with it.
    """
    person = page.person
    outcome = erase_own(person=person, which=which)
    if not outcome.left:
        others = [one for one in personal_data_sources() if one.name != "inquiries"]
        outcome.reasons += [reason for one in others for reason in one.erase(person)]
        remove_links(MagicLink.objects.filter(email_hmac=page.link.email_hmac).exclude(pk=page.link.pk))
        close_page(page.link)
    register_fulfilled_request(RequestType.DELETE, language=page.link.language, asked_at=clock.now())
    queue_done_mail(page.link, DELETED)
    return outcome


def erase_own(*, person: Person, which: Which) -> Deleted:
    """Erase the inquiries of an address; what is on hold stays, with its reason."""
    own = Inquiry.objects.filter(email_hmac=person.key(EMAIL_HMAC_CONTEXT))
    chosen = own if which == Which.ALL else own.exclude(status__in=OPEN)
    outcome = erase_inquiries(inquiries=list(chosen.values_list("pk", flat=True)), actor=None, cause=BY_PERSON)
    return Deleted(len(outcome.erased), own.count(), holds(outcome))


def holds(outcome: ErasureOutcome) -> list[str]:
    return [_("On hold: %(reason)s") % {"reason": reason} for reason in outcome.refused.values()]
