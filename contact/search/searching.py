"""Searches the inquiries by reference, mail address or text; the words searched for are not audited."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import takewhile

from django.db import transaction

from cluster_cms.operations.jobs import Job
from cluster_cms.operations.large_tables import delete_in_batches
from cluster_cms.security import audit
from cluster_cms.security.accounts import User
from cluster_cms.text.folding import searchable, without_marks
from cluster_cms.text.spellings import spellings
from cluster_cms.text.telephone_numbers import with_plain_numbers
from contact.models import InquiryQuerySet, InquirySearch
from contact.search.pair_index import Term
from contact.search.scanning import BATCH, START, Scan, scan
from contact.text.email_address import domain_of, email_hmac
from contact.text.references import ALPHABET

REFERENCE_LETTERS = 8
BY_REFERENCE, BY_ADDRESS, BY_TEXT = "reference", "address", "text"
BRACKETS = "「」『』【】〔〕()（）[]［］<>＜＞、。，,;；:：!！?？"  # around a word that was pasted
MAX_OF_ADDRESS = 200  # inquiries of one address that are listed


@dataclass(frozen=True)
class SearchQuery:
    """Terms in each of their spellings; reference, or HMAC of the mail address, if the words are one."""

    terms: tuple[Term, ...]
    reference: str = ""
    email_hmac: str = ""


class NothingToSearch(Exception):
    """The words hold nothing but blanks and hyphens."""


def parse_query(words: str) -> SearchQuery:
    """Parse words in any width, case and kana. Raises NothingToSearch."""
    terms = [term for word in with_plain_numbers(words).split() for term in terms_of(word)]
    if not terms:
        raise NothingToSearch
    return SearchQuery(tuple(dict.fromkeys(terms)), reference_of(words), email_hmac_of(words))


def terms_of(word: str) -> Iterator[Term]:
    """Yield a word in each of its spellings, as the stored texts compare it; nothing when only marks are left.

    Before many spellings comes what they begin with, in the whole texts: most texts are then looked through once.
    """
    every = {without_marks(with_plain_numbers(spelling)) for spelling in spellings(word.strip(BRACKETS))} - {""}
    needed = [one for one in every if not any(other in one for other in every - {one})]
    if len(needed) > 2 and (begun := common_beginning(needed)):
        yield (begun.encode(),)
    if needed:
        yield tuple(one.encode() for one in sorted(needed))


def common_beginning(texts: list[str]) -> str:
    first_and_last = zip(min(texts), max(texts), strict=False)
    return "".join(one for one, _other in takewhile(lambda pair: pair[0] == pair[1], first_and_last))


def reference_of(words: str) -> str:
    letters = searchable(words).upper()
    if len(letters) != REFERENCE_LETTERS or not set(letters) <= set(ALPHABET):
        return ""
    return f"{letters[:4]}-{letters[4:]}"


def email_hmac_of(words: str) -> str:
    return email_hmac(words) if domain_of(words) else ""


def search_inquiries(*, words: str, inquiries: InquiryQuerySet, actor: User, cursor: str = "") -> InquirySearch:
    """Search among `inquiries` and store the result for an hour. Raises NothingToSearch.

    A known reference or address is the whole answer; else the texts are scanned. With a `cursor` the texts after it are
    scanned, whatever the words are. The transaction begins after the scan, which takes seconds.
    """
    query = parse_query(words)
    by, found = (BY_TEXT, scan(inquiries, query.terms, cursor=cursor)) if cursor else find(query, inquiries)
    with transaction.atomic():
        search = InquirySearch.objects.create(
            actor_id=actor.pk,
            words=words,
            references=found.references,
            scanned=found.scanned,
            next_cursor=found.cursor,
        )
        data: dict[str, audit.Value] = {"by": by, "count": len(found.references), "scanned": found.scanned}
        audit.record("inquiries.searched", actor=actor, data=data)
        return search


def find(query: SearchQuery, inquiries: InquiryQuerySet) -> tuple[str, Scan]:
    """Find by reference, by address or by text; after the first two the texts can still be scanned from their start."""
    if query.reference and inquiries.with_references(query.reference).exists():
        return BY_REFERENCE, Scan(START, [query.reference])
    if query.email_hmac:
        same_address = inquiries.filter(email_hmac=query.email_hmac).latest_first()
        if found := list(same_address.values_list("reference", flat=True)[:MAX_OF_ADDRESS]):
            return BY_ADDRESS, Scan(START, found)
    return BY_TEXT, scan(inquiries, query.terms)


def delete_expired_searches() -> int:
    """Delete the searches older than an hour; return how many."""
    return delete_in_batches(InquirySearch.objects.expired(), BATCH)


def search_deletion_job() -> Job:
    return Job(name="deletion of searches", every=timedelta(minutes=10), run=delete_expired_searches)
