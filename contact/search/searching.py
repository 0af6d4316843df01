"""Searches the inquiries; who searched and how many were found is audited, the words are not."""

from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction

from cluster_cms.operations.jobs import Job
from cluster_cms.security import audit
from cluster_cms.security.accounts import User
from contact.models import InquiryQuerySet, InquirySearch
from contact.search.scanning import START, Scan, scan
from contact.text.cleaning import searchable
from contact.text.email_address import clean_address, email_hmac
from contact.text.references import ALPHABET

LETTERS = 8  # of a reference
REFERENCE, ADDRESS, TEXT = "reference", "address", "text"
KNOWN = 200  # inquiries of one address that are listed


@dataclass(frozen=True)
class SearchQuery:
    """`terms` are folded and in UTF-8, as the column for searches holds them; the others are empty if it is none."""

    terms: tuple[bytes, ...]
    reference: str = ""
    email_hmac: str = ""


def parse_query(words: str) -> SearchQuery:
    """Return what the words ask for, in any width, case and kana; nothing is asked for where no term is left."""
    terms = [term.encode() for word in words.split() if (term := searchable(word))]
    return SearchQuery(tuple(dict.fromkeys(terms)), reference_in(words), email_hmac_of(words))


def reference_in(words: str) -> str:
    letters = searchable(words).upper()
    if len(letters) != LETTERS or not set(letters) <= set(ALPHABET):
        return ""
    return f"{letters[:4]}-{letters[4:]}"


def email_hmac_of(words: str) -> str:
    address = clean_address(words)
    box, sign, host = address.partition("@")
    return email_hmac(address) if box and sign and host else ""


class NothingToSearch(Exception):
    """The words hold nothing but blanks and hyphens."""


def search_inquiries(*, words: str, inquiries: InquiryQuerySet, actor: User, place: str = "") -> InquirySearch:
    """Look for words and keep what was found for an hour. Raises NothingToSearch.

    A reference or an address that is known is the answer; only then nothing is read through. With a `place` the texts
    behind it are read, whatever the words are. It is recorded afterwards: reading takes time, and no lock meanwhile.
    """
    wanted = parse_query(words)
    if not wanted.terms:
        raise NothingToSearch
    way, found = (TEXT, scan(inquiries, wanted.terms, place=place)) if place else find_by_key(wanted, inquiries)
    with transaction.atomic():
        data: dict[str, audit.Value] = {"by": way, "count": len(found.references), "scanned": found.scanned}
        audit.record("inquiries.searched", actor=actor, data=data)
        return InquirySearch.objects.create(
            actor_id=actor.pk,
            words=words,
            references=found.references,
            scanned=found.scanned,
            next_cursor=found.place,
        )


def find_by_key(wanted: SearchQuery, inquiries: InquiryQuerySet) -> tuple[str, Scan]:
    """Return what an index finds; the texts themselves can be read afterwards, from their start."""
    if wanted.reference and inquiries.with_references(wanted.reference).exists():
        return REFERENCE, Scan(START, [wanted.reference])
    if wanted.email_hmac:
        known = inquiries.filter(email_hmac=wanted.email_hmac).latest_first().values_list("reference", flat=True)
        if found := list(known[:KNOWN]):
            return ADDRESS, Scan(START, found)
    return TEXT, scan(inquiries, wanted.terms)


def delete_old_searches() -> None:
    InquirySearch.objects.expired().delete()


def search_deletion_job() -> Job:
    return Job(name="forgetting of searches", every=timedelta(minutes=10), run=delete_old_searches)
