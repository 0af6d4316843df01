"""Requests every address of the desk with the rights of a role, and lists the answers that are wrong."""

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
from contact.models import (
    AttachedFile,
    BlockedSender,
    DataSubjectRequest,
    Direction,
    EmailOriginal,
    ExportRecord,
    Incident,
    Inquiry,
    InquirySearch,
    InsideQuestion,
    Message,
    MessageChannel,
    Note,
    ReplyTemplate,
    SavedFilter,
    Transfer,
    TrayMail,
)
from tests.contact.admin.addresses import BOTH, ROUTES, Route, registered_routes
from tests.infrastructure.cast import SAME_ORIGIN

KINDS = ("own", "foreign", "missing")
MISSING = {
    **dict.fromkeys(("reference", "request_reference"), "2222-2222"),
    "number": 999_999,
    "pk": UUID(int=0),
    "mail": UUID(int=0),
    "record": UUID(int=0),
    **dict.fromkeys(("search", "asked", "entry", "tray_mail"), UUID(int=0)),
}
Objects = dict[str, dict[str, Any]]


class Case(NamedTuple):
    """One request: the route, the method, and whose object it names; the kind is empty for routes without an object."""

    route: str
    method: str
    kind: str


def client_of(person: User | None) -> Client:
    """Return a client whose errors are answers, as they are in a browser."""
    client = Client(headers=SAME_ORIGIN, raise_request_exception=False)
    if person:
        client.force_login(person)
    return client


def objects_of(person: User | None, other: User) -> Objects:
    """Give the person one inquiry and one export, and somebody else another of each."""
    mine, theirs = Inquiry.objects.open().latest_first()[:2]
    numbers = iter((1, 2))
    found = {}
    for kind, inquiry, owner in (("own", mine, person or other), ("foreign", theirs, other)):
        Inquiry.objects.filter(pk=inquiry.pk).update(assignee=owner, held_at=inquiry.received_at)
        number = next(numbers)
        ExportRecord.objects.create(number=number, actor_id=owner.pk, form="csv", reason="answering")
        SavedFilter.objects.create(pk=number, owner=owner, name=kind, query="status=new")
        create_incident_and_transfer(number, owner)
        search = InquirySearch.objects.create(actor_id=owner.pk, words="x", next_cursor="start")
        asked = DataSubjectRequest.objects.create(
            reference=f"K7QM-2XF{number + 1}", references=[inquiry.reference], request_type="see", language="ja"
        )
        written = {
            "record": kept_mail(inquiry).pk,
            "mail": OutboxMail.objects.create(kind=REPLY, subject=inquiry.reference, state=MailState.DEAD_LETTERED).pk,
            "pk": ReplyTemplate.objects.create(title_ja="お礼", title_en="Thanks").pk,
        }
        inside = {"asked": question_to(owner, inquiry).pk, "entry": blocked(kind, owner).pk}
        about = {"request_reference": asked.reference, "search": search.pk, "tray_mail": mail_in_tray().pk, **inside}
        found[kind] = {"reference": inquiry.reference, "number": number, **about, **written}
    return found | {"missing": MISSING}


def question_to(colleague: User, inquiry: Inquiry) -> InsideQuestion:
    note = Note.objects.create(inquiry=inquiry, text="x", author_id=1)
    return InsideQuestion.objects.create(inquiry=inquiry, note=note, colleague_id=colleague.pk)


def blocked(code: str, author: User) -> BlockedSender:
    return BlockedSender.objects.create(code=code, kind="address", author_id=author.pk)


def kept_mail(inquiry: Inquiry) -> Message:
    kind = {"direction": Direction.IN, "channel": MessageChannel.PASTED, "language": "ja", "author_id": 1}
    mail = Message.objects.create(inquiry=inquiry, body="x", **kind)
    EmailOriginal.objects.create(message=mail, content=b"x")
    # Under the same id, for both are `record` in addresses.
    AttachedFile.objects.create(pk=mail.pk, inquiry=inquiry, message=mail, name="x", size=1, content=b"x")
    return mail


def mail_in_tray() -> TrayMail:
    content: dict[str, Any] = dict.fromkeys(("text", "sender", "address", "subject", "at", "message_id"), "") | {
        "attachments": [],
        "warnings": [],
    }
    return TrayMail.objects.create(kind="person", content=content, original=b"x", size=1)


def create_incident_and_transfer(number: int, owner: User) -> None:
    day, now = clock.today(), clock.now()
    Incident.objects.create(
        number=number, kind="leak", begins_at=now, ends_at=now, learned_at=now, opened_by_id=owner.pk
    )
    Transfer.objects.create(number=number, actor_id=owner.pk, channel="reply", recipient="contractor", keep_until=day)


def cases() -> Iterator[Case]:
    for route, arguments in registered_routes().items():
        for method in sorted(BOTH):
            yield from (Case(route, method, kind) for kind in (KINDS if arguments else ("",)))


def usual_cases() -> Iterator[Case]:
    """Yield each route once, with the method and the object for which it is made."""
    for route, arguments in registered_routes().items():
        yield Case(route, "post" if "post" in ROUTES[route].methods else "get", "own" if arguments else "")


def wrong_answers(
    client: Client, rights: Iterable[str] | None, known: Objects, chosen: Iterable[Case]
) -> list[tuple[Case, str, str]]:
    """Return the cases that answer differently from what the rights allow; None stands for nobody signed in."""
    held = None if rights is None else frozenset(rights)
    wrong = []
    for case in chosen:
        expected, found = expectation(ROUTES[case.route], case, held), answer_to(client, case, known)
        if expected != found:
            wrong.append((case, expected, found))
    return wrong


def expectation(route: Route, case: Case, held: frozenset[str] | None) -> str:
    if held is None:
        return "to sign in"
    kind = "own" if case.kind == "missing" else case.kind
    if not route.rights <= held:  # asked before anything else
        return "refused"
    if case.method not in route.methods:
        return "not found" if route.finds_object_first and case.kind == "missing" else "no such method"
    if case.kind == "missing":
        return "not found"
    return "in" if route.rights_for(kind) <= held else "refused"


def answer_to(client: Client, case: Case, known: Objects) -> str:
    """Send the request, roll back what it did, and return the answer in a word."""
    arguments = {name: known[case.kind][name] for name in registered_routes()[case.route]}
    address = reverse(case.route, kwargs=arguments)
    sent = ROUTES[case.route].sent if case.method == "post" else {}
    with transaction.atomic():
        before = AuditEntry.objects.count()
        answer = answer_word(getattr(client, case.method)(address, sent))
        acted = AuditEntry.objects.count() - before
        transaction.set_rollback(True)
    return f"{answer}, yet {acted} acts" if acted and answer != "in" else answer


def answer_word(response: HttpResponse) -> str:
    """Wagtail answers somebody without the right by sending them to its front page."""
    place = response.headers.get("Location", "")
    if "login" in place:
        return "to sign in"
    if place == "/admin/" or response.status_code == 403:
        return "refused"
    known = {200: "in", 302: "in", 404: "not found", 405: "no such method"}
    return known.get(response.status_code, str(response.status_code))
