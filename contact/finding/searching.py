"""Searching the inquiries: who did it, when, and how many were found is recorded; what for is not."""

from datetime import timedelta

from django.db import transaction

from cluster_cms import audit
from cluster_cms.accounts import User
from cluster_cms.jobs import Job
from contact.finding.scanning import START, Scan, scan
from contact.finding.wanted import Wanted, read_words
from contact.records import InquiryQuerySet, InquirySearch

REFERENCE, ADDRESS, TEXT = "reference", "address", "text"
KNOWN = 200  # inquiries of one address that are listed


class NothingToSearch(Exception):
    """The words hold nothing but blanks and hyphens."""


def search_inquiries(*, words: str, inquiries: InquiryQuerySet, actor: User, place: str = "") -> InquirySearch:
    """Look for words and keep what was found for an hour. Raises NothingToSearch.

    A reference or an address that is known is the answer; only then nothing is read through. With a `place` the texts
    behind it are read, whatever the words are. It is recorded afterwards: reading takes time, and no lock meanwhile.
    """
    wanted = read_words(words)
    if not wanted.terms:
        raise NothingToSearch
    way, found = (TEXT, scan(inquiries, wanted.terms, place=place)) if place else first_look(wanted, inquiries)
    with transaction.atomic():
        data: dict[str, audit.Value] = {"by": way, "count": len(found.references), "looked_at": found.looked_at}
        audit.record("inquiries.searched", actor=actor, data=data)
        return InquirySearch.objects.create(
            actor_id=actor.pk,
            words=words,
            references=found.references,
            looked_at=found.looked_at,
            further=found.place,
        )


def first_look(wanted: Wanted, inquiries: InquiryQuerySet) -> tuple[str, Scan]:
    """Return what an index finds; the texts themselves can be read afterwards, from their start."""
    if wanted.reference and inquiries.called(wanted.reference).exists():
        return REFERENCE, Scan(START, [wanted.reference])
    if wanted.mail_key:
        known = inquiries.filter(mail_key=wanted.mail_key).latest_first().values_list("reference", flat=True)
        if found := list(known[:KNOWN]):
            return ADDRESS, Scan(START, found)
    return TEXT, scan(inquiries, wanted.terms)


def forget_searches() -> None:
    InquirySearch.objects.expired().delete()


def forgetting() -> Job:
    return Job(name="forgetting of searches", every=timedelta(minutes=10), run=forget_searches)
