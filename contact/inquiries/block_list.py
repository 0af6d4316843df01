"""The block list: what comes from these senders and domains goes to the suspected spam, and is counted."""

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.db.models import F, Q

from cluster_cms import clock
from cluster_cms.operations.jobs import Job
from cluster_cms.operations.large_tables import delete_in_batches
from cluster_cms.security import audit, crypto
from cluster_cms.security.accounts import User
from contact.mails.letterhead import company_domains
from contact.models import BlockedKind, BlockedSender
from contact.text.email_address import domain_of, identity_of

SENDER_BLOCKED, SENDER_UNBLOCKED = "block_list.added", "block_list.removed"
CONTEXT = "block list"
UNUSED_FOR = timedelta(days=730)  # after which an entry that catches nothing is deleted
BATCH = 500
# Providers of mail boxes, and what stands above the domains of Japanese organisations.
SHARED_DOMAINS = {
    *("gmail.com", "googlemail.com", "outlook.com", "outlook.jp", "hotmail.com", "hotmail.co.jp", "live.jp"),
    *("live.com", "msn.com", "icloud.com", "me.com", "mac.com", "yahoo.co.jp", "yahoo.com", "ymail.ne.jp", "aol.com"),
    *("docomo.ne.jp", "ezweb.ne.jp", "au.com", "softbank.ne.jp", "i.softbank.jp", "nifty.com", "biglobe.ne.jp"),
    *("ocn.ne.jp", "so-net.ne.jp", "proton.me", "protonmail.com", "gmx.com", "gmx.de", "web.de", "qq.com", "163.com"),
    *("co.jp", "or.jp", "ne.jp", "ac.jp", "go.jp", "ad.jp", "ed.jp", "gr.jp", "lg.jp", "co.uk", "com.cn", "co.kr"),
}
PROBE = "x@"  # before a domain makes it an address, which the one parser of addresses reads


class NotASender(Exception):
    """It is neither a mail address nor a domain."""


class OwnDomain(Exception):
    """It is an address or the domain of the company itself."""


class SharedDomain(Exception):
    """Very many people share the domain: a provider's, or one under which others are registered."""


class AlreadyBlocked(Exception):
    """The list has it."""


def read_sender(text: str) -> tuple[BlockedKind, str, str]:
    """Return kind, folded text and domain of an address or a domain. Raises NotASender."""
    text = text.strip()
    if domain := domain_of(text):
        return BlockedKind.ADDRESS, identity_of(text), domain
    if domain := domain_of(f"{PROBE}{text.removeprefix('@')}"):
        return BlockedKind.DOMAIN, domain, domain
    raise NotASender


def code_of(kind: BlockedKind, folded: str) -> str:
    return crypto.lookup_hash(f"{kind}:{folded}", purpose=CONTEXT)


@transaction.atomic
def block_sender(*, text: str, actor: User) -> BlockedSender:
    """Put an address or a domain on the list, and record it. Raises as add_entry."""
    entry = add_entry(text, actor)
    audit.record(SENDER_BLOCKED, actor=actor, data={"kind": entry.kind})
    return entry


def add_entry(text: str, actor: User) -> BlockedSender:
    """Store an address or a domain. Raises NotASender, OwnDomain, SharedDomain, AlreadyBlocked."""
    kind, folded, domain = read_sender(text)
    if domain in company_domains():
        raise OwnDomain
    if kind == BlockedKind.DOMAIN and domain in SHARED_DOMAINS:
        raise SharedDomain
    try:
        with transaction.atomic():
            return BlockedSender.objects.create(code=code_of(kind, folded), kind=kind, author_id=actor.pk)
    except IntegrityError as error:
        raise AlreadyBlocked from error


@transaction.atomic
def unblock(*, entry: BlockedSender, actor: User) -> None:
    """Take an entry off the list."""
    entry.delete()
    audit.record(SENDER_UNBLOCKED, actor=actor, data={"kind": entry.kind})


def find_entry(text: str) -> BlockedSender | None:
    """Return the entry of exactly this address or domain. Raises NotASender."""
    kind, folded, _domain = read_sender(text)
    return BlockedSender.objects.filter(code=code_of(kind, folded)).first()


def entry_of(address: str) -> BlockedSender | None:
    """Return the entry of a mail address; None for what is no address."""
    return BlockedSender.objects.filter(code=code_of(BlockedKind.ADDRESS, identity_of(address))).first()


def is_blocked(address: str) -> bool:
    """Tell whether an address or its domain is on the list; each entry that has it counts it."""
    domain = domain_of(address)
    codes = [code_of(BlockedKind.ADDRESS, identity_of(address)), *domain_codes(domain)]
    found = BlockedSender.objects.filter(code__in=codes)
    return bool(domain) and bool(found.update(caught=F("caught") + 1, caught_at=clock.now()))


def domain_codes(domain: str) -> list[str]:
    """Return the codes of a domain and of those above it: who blocks example.com means mail.example.com as well."""
    labels = domain.split(".")
    return [code_of(BlockedKind.DOMAIN, ".".join(labels[start:])) for start in range(len(labels) - 1)]


def delete_unused() -> int:
    """Delete entries that have caught nothing for two years; return how many."""
    before = clock.now() - UNUSED_FOR
    unused = BlockedSender.objects.filter(Q(caught_at=None, at__lt=before) | Q(caught_at__lt=before))
    return delete_in_batches(unused, BATCH)


def block_list_job() -> Job:
    return Job(name="deletion of unused blocks", every=timedelta(hours=1), run=delete_unused)
