"""Knocking at every door, and the list of the answers that are wrong."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple
from uuid import UUID

from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from cluster_cms import clock
from cluster_cms.mail.outbox import MailState, OutboxMail
from cluster_cms.security.accounts import User
from cluster_cms.security.audit import AuditEntry
from contact.mails.reply_mail import REPLY
from contact.models import DataSubjectRequest, ExportRecord, Incident, Inquiry, InquirySearch, ReplyTemplate, Transfer
from tests.contact.admin.addresses import BOTH, DOORS, Door, routes
from tests.infrastructure.cast import SAME_ORIGIN

KINDS = ("own", "foreign", "missing")
MISSING = {
    **dict.fromkeys(("reference", "asked", "inquiry"), "2222-2222"),
    "number": 999_999,
    "pk": UUID(int=0),
    "mail": UUID(int=0),
    "search": UUID(int=0),
}
Things = dict[str, dict[str, Any]]


class Cell(NamedTuple):
    """One knock: which door, how, and whose thing lies behind it; doors without a thing have one of no kind."""

    route: str
    method: str
    kind: str


def client_of(person: User | None) -> Client:
    """Return a client whose errors are answers, as they are in a browser."""
    client = Client(headers=SAME_ORIGIN, raise_request_exception=False)
    if person:
        client.force_login(person)
    return client


def things(person: User | None, other: User) -> Things:
    """Give the person one inquiry and one export, and somebody else another of each."""
    mine, theirs = Inquiry.objects.open().latest_first()[:2]
    numbers = iter((1, 2))
    found = {}
    for kind, inquiry, owner in (("own", mine, person or other), ("foreign", theirs, other)):
        Inquiry.objects.filter(pk=inquiry.pk).update(assignee=owner, held_at=inquiry.received_at)
        number = next(numbers)
        ExportRecord.objects.create(number=number, actor_id=owner.pk, form="csv", reason="answering")
        give_away(number, owner)
        search = InquirySearch.objects.create(actor_id=owner.pk, words="x", next_cursor="start")
        asked = DataSubjectRequest.objects.create(
            reference=f"K7QM-2XF{number + 1}", references=[inquiry.reference], request_type="see", language="ja"
        )
        written = {
            "mail": OutboxMail.objects.create(kind=REPLY, subject=inquiry.reference, state=MailState.PARKED).pk,
            "pk": ReplyTemplate.objects.create().pk,
        }
        about = {"asked": asked.reference, "inquiry": inquiry.reference, "search": search.pk}
        found[kind] = {"reference": inquiry.reference, "number": number, **about, **written}
    return found | {"missing": MISSING}


def give_away(number: int, owner: User) -> None:
    day, now = clock.today(), clock.now()
    Incident.objects.create(
        number=number, happened="leak", begins_at=now, ends_at=now, learned_at=now, opened_by_id=owner.pk
    )
    Transfer.objects.create(number=number, actor_id=owner.pk, channel="reply", recipient="contractor", keep_until=day)


def cells() -> Iterator[Cell]:
    for route, arguments in routes().items():
        for method in sorted(BOTH):
            yield from (Cell(route, method, kind) for kind in (KINDS if arguments else ("",)))


def natural_cells() -> Iterator[Cell]:
    """Each door once, in the way in which a right person goes through it."""
    for route, arguments in routes().items():
        yield Cell(route, "post" if "post" in DOORS[route].methods else "get", "own" if arguments else "")


def wrong_cells(
    client: Client, rights: Iterable[str] | None, known: Things, chosen: Iterable[Cell]
) -> list[tuple[Cell, str, str]]:
    """Return the cells that answer differently from what the rights allow; None stands for a stranger."""
    held = None if rights is None else frozenset(rights)
    wrong = []
    for cell in chosen:
        expected, found = expectation(DOORS[cell.route], cell, held), knock(client, cell, known)
        if expected != found:
            wrong.append((cell, expected, found))
    return wrong


def expectation(door: Door, cell: Cell, held: frozenset[str] | None) -> str:
    if held is None:
        return "to sign in"
    kind = "own" if cell.kind == "missing" else cell.kind
    if not door.rights <= held:  # asked before anything else
        return "refused"
    if cell.method not in door.methods:
        return "not found" if door.looks_first and cell.kind == "missing" else "no such method"
    if cell.kind == "missing":
        return "not found"
    return "in" if door.asks(kind) <= held else "refused"


def knock(client: Client, cell: Cell, known: Things) -> str:
    """Knock, undo whatever came of it, and return the answer in a word."""
    arguments = {name: known[cell.kind][name] for name in routes()[cell.route]}
    address = reverse(cell.route, kwargs=arguments)
    sent = DOORS[cell.route].sent if cell.method == "post" else {}
    with transaction.atomic():
        before = AuditEntry.objects.count()
        answer = word_for(getattr(client, cell.method)(address, sent))
        acted = AuditEntry.objects.count() - before
        transaction.set_rollback(True)
    return f"{answer}, yet {acted} acts" if acted and answer != "in" else answer


def word_for(response: HttpResponse) -> str:
    """Wagtail answers somebody without the right by sending them to its front page."""
    place = response.headers.get("Location", "")
    if "login" in place:
        return "to sign in"
    if place == "/admin/" or response.status_code == 403:
        return "refused"
    known = {200: "in", 302: "in", 404: "not found", 405: "no such method"}
    return known.get(response.status_code, str(response.status_code))
