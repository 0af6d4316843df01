"""Requests addresses as a role and says in a word what was answered, and what was written although it was refused."""

import copy
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from http.cookies import SimpleCookie
from typing import Any, NamedTuple

import pytest
from allauth.account.internal.flows.login import record_authentication
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import connection, transaction
from django.template.backends.django import Template
from django.test import Client, RequestFactory

from cluster_cms.security.accounts import User
from tests.infrastructure.cast import SAME_ORIGIN
from tests.infrastructure.role_walk.doors import ARGUMENT, arguments
from tests.infrastructure.role_walk.objects import FIXED, MISSING, MISSING_NUMBER, Kind, Values
from tests.infrastructure.role_walk.roles_file import stated

METHODS = ("get", "post")
SIGN_IN = "/admin/account/login/"
# Lead to the sign-in, and whoever is signed in already to the front page.
LEADING = (
    SIGN_IN,
    "/admin/account/factors/sign-in/",
    "/admin/account/logout/",
    "/admin/account/passkeys/login/",
    "/admin/account/passkeys/prove/",
    "/admin/login/",
    "/admin/logout/",
    "/admin/tour/",
)
# What products use is deleted by nobody; Wagtail's page says so, and a POST without that page is refused.
IN_USE = ("/admin/family/delete/<pk>/", "/admin/property/delete/<pk>/", "/admin/snippets/products/product/delete/<pk>/")
WRITES = re.compile(r"\s*(INSERT|UPDATE|DELETE|REPLACE|TRUNCATE)\b(?!.*django_session)", re.IGNORECASE | re.DOTALL)
# What each answer means; 405 says nothing about who may, and 409 that a rule of the privacy policy lets nobody.
LET_IN, REFUSED, NOT_FOUND, NO_METHOD, FAILED = "in", "refused", "not found", "no such method", "failed"
RULED_OUT = "ruled out"


class Case(NamedTuple):
    """One request: the address as it is routed, what it is about, and the method."""

    address: str
    label: str
    method: str
    path: str
    query: Mapping[str, Any]

    @property
    def kind(self) -> str:
        """Return the kind as the file writes it: without its state, and what belongs to nobody has none."""
        return "" if self.label == "any" else self.label.partition(", ")[0]


def cases(address: str, kinds: Iterable[Kind]) -> list[Case]:
    """Return the requests at an address: on each kind of object that stands below it, and on a missing one."""
    found = {}
    for kind in sorted((one for one in kinds if address.startswith(one.below)), key=specificity(address)):
        values = {**FIXED, **kind.values}
        if set(arguments(address)) <= set(values) and (arguments(address) or kind.query):
            found[kind.label] = (filled(address, values), kind.query)
    if len(found) > 1:
        found.pop("any", None)
    if not arguments(address) and not found:
        found[""] = (address, {})
    elif found:
        found["missing"] = (filled(address, missing(address)), {"id": MISSING_NUMBER})
    return [Case(address, label, method, *found[label]) for label in found for method in METHODS]


def specificity(address: str) -> Any:
    return lambda kind: max(len(prefix) for prefix in kind.below if address.startswith(prefix))


def missing(address: str) -> Values:
    return {name: MISSING.get(name, FIXED.get(name, MISSING_NUMBER)) for name in arguments(address)}


def filled(address: str, values: Values) -> str:
    return ARGUMENT.sub(lambda found: str(values[found[1]]), address)


def quick_client(user: User | None, monkeypatch: pytest.MonkeyPatch) -> Client:
    """Return a client that is this person, and for which no page is rendered."""
    monkeypatch.setattr(Template, "render", lambda template, context=None, request=None: "")
    return client_as(user, monkeypatch)


def client_as(user: User | None, monkeypatch: pytest.MonkeyPatch) -> Client:
    """Return a client in whose session this person has just signed in, without reading rights for each request."""
    client = Client(headers=SAME_ORIGIN, raise_request_exception=False)
    if user:
        user = User.objects.get(pk=user.pk)
        user.get_all_permissions()
        client.force_login(user)
        prove(client, user)
    monkeypatch.setattr(
        "django.contrib.auth.middleware.get_user", lambda request: copy.copy(user) if user else AnonymousUser()
    )
    kept = [name for name in settings.MIDDLEWARE if "redirects" not in name]  # a look-up for each 404
    monkeypatch.setattr(settings, "MIDDLEWARE", kept)
    return client


def prove(client: Client, user: User) -> None:
    """Note in the session that the password was given a moment ago."""
    request = RequestFactory().get("/admin/")
    request.session = client.session
    record_authentication(request, user, method="password")
    request.session.save()


def wrong_answer(client: Client, case: Case, *roles: str) -> str:
    """Return in a sentence what an answer to whoever has these roles is that the file does not state, or nothing."""
    labels = {label: roles for (address, label), roles in stated().items() if address == case.address}
    anywhere = frozenset().union(*labels.values())
    may = not (anywhere if case.label == "missing" else labels[case.kind]).isdisjoint(roles)
    answer = ask(client, case, {})
    said = f"{' and '.join(roles)}: {case.method} {case.path} ({case.label}) answers {answer.status}"
    if answer.word == FAILED:
        return said
    if may:
        refused = answer.word == REFUSED and case.label != "missing" and case.address not in (*LEADING, *IN_USE)
        return f"{said}, but may" if refused else ""
    if answer.word == LET_IN:
        return f"{said}, but may not"
    return f"{said} and writes {answer.written[0]}" if answer.written else ""


class Answer(NamedTuple):
    """The answer in a word, its status, and the statements that wrote something."""

    word: str
    status: int
    written: list[str]


def ask(client: Client, case: Case, sent: Mapping[str, Any]) -> Answer:
    """Send a request and undo what it did."""
    written: list[str] = []

    def watch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if WRITES.match(sql):
            written.append(sql[:80])
        return execute(sql, params, many, context)

    with undone(client), connection.execute_wrapper(watch):
        if case.method == "get":
            response = client.get(case.path, case.query)
        else:
            response = client.post(case.path, dict(sent), query_params=case.query)
    return Answer(word(response), response.status_code, written)


@contextmanager
def undone(client: Client) -> Iterator[None]:
    """Undo what is done inside: in the records, and in the client's session, which a request may end."""
    cookies = SimpleCookie(client.cookies)
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    client.cookies = cookies


def word(response: Any) -> str:
    """Somebody without the right is sent to the sign-in, or by Wagtail to its front page."""
    place = response.headers.get("Location", "")
    if place.startswith((SIGN_IN, "/admin/login/")) or place == "/admin/" or response.status_code in (401, 403):
        return REFUSED
    known = {404: NOT_FOUND, 405: NO_METHOD, 409: RULED_OUT}
    return known.get(response.status_code, FAILED if response.status_code >= 500 else LET_IN)


def content_of(client: Client, case: Case, query: Mapping[str, Any]) -> str:
    """Return what a GET shows, and undo what it did; a refusal's message waits for the next page and is not shown."""
    with undone(client):
        response = client.get(case.path, {**case.query, **query})
    return "" if response.streaming else response.content.decode(errors="replace")
