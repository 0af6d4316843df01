"""Deleting one's own data, at once and without anybody's help: closed inquiries, and open ones when asked twice."""

from dataclasses import dataclass, field
from enum import Enum

from django.db import transaction
from django.utils.translation import gettext as _

from cluster_cms import clock
from cluster_cms.privacy.sources import Person, personal_data_sources
from contact.erasure import Outcome, erase_inquiries
from contact.intake import MAIL_PURPOSE
from contact.records import OPEN, Demand, Inquiry, MailedLink
from contact.rights.forgetting import remove_links
from contact.rights.opening import OpenPage, close_page
from contact.rights.registering import note_done
from contact.rights.telling import DELETED, tell

PERSON = "person"  # the cause in the audit chain and in the erasure journal


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
        remove_links(MailedLink.objects.filter(mail_key=page.link.mail_key).exclude(pk=page.link.pk))
        close_page(page.link)
    note_done(Demand.DELETE, language=page.link.language, asked_at=clock.now())
    tell(page.link, DELETED)
    return outcome


def erase_own(*, person: Person, which: Which) -> Deleted:
    """Erase the inquiries of an address; what is on hold stays, with its reason."""
    own = Inquiry.objects.filter(mail_key=person.key(MAIL_PURPOSE))
    chosen = own if which == Which.ALL else own.exclude(status__in=OPEN)
    outcome = erase_inquiries(inquiries=list(chosen.values_list("pk", flat=True)), actor=None, cause=PERSON)
    return Deleted(len(outcome.erased), own.count(), holds(outcome))


def holds(outcome: Outcome) -> list[str]:
    return [_("On hold: %(reason)s") % {"reason": reason} for reason in outcome.refused.values()]
