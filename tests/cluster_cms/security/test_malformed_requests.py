"""No address of the admin fails on a field or parameter that holds something wrong: 400 or a form with errors.

In every run: each address with one wrong text and body. With ROLE_WALK=whole (`make test-extra`): with all.
"""

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from cluster_cms.security.accounts import User
from tests.infrastructure.role_walk.doors import arguments, doors
from tests.infrastructure.role_walk.hostile import TEXTS, hostile_post, hostile_query
from tests.infrastructure.role_walk.objects import Kind, kinds_for
from tests.infrastructure.role_walk.walk import Case, ask, cases, filled, missing, quick_client, undone

WHOLE = os.environ.get("ROLE_WALK") == "whole"
CHOSEN = TEXTS if WHOLE else ("9" * 30,)
STAFF = tuple(one for one in doors() if one.startswith("/admin/"))


@pytest.fixture
def everything(admin: User, approver: User) -> list[Kind]:
    """Objects of each kind, for an account that has every right."""
    admin.groups.set(Group.objects.all())
    return kinds_for(admin, approver)


@pytest.fixture
def client(everything: list[Kind], admin: User, monkeypatch: pytest.MonkeyPatch) -> Client:
    return quick_client(admin, monkeypatch)


def asked(kinds: list[Kind], method: str) -> Iterator[Case]:
    """Yield one request for each address of the admin, on an object that is there."""
    for address in STAFF:
        found = [case for case in cases(address, kinds) if case.method == method and case.label != "missing"]
        yield from found[:1]


@pytest.mark.parametrize("text", CHOSEN)
@pytest.mark.parametrize("method, arriving", [("post", hostile_post), ("get", hostile_query)])
def test_no_field_and_no_parameter_makes_an_address_fail(
    text: str, method: str, arriving: Callable[[str], Any], everything: list[Kind], client: Client
) -> None:
    failed = []
    for case in asked(everything, method):
        with arriving(text):
            answer = ask(client, case, {})
        failed += [case.path] if answer.status >= 500 else []
    assert not failed


def test_an_empty_form_makes_no_address_fail(everything: list[Kind], client: Client) -> None:
    assert not [case.path for case in asked(everything, "post") if ask(client, case, {}).status >= 500]


def test_whoever_asks_is_signed_in_and_stays_so(everything: list[Kind], client: Client) -> None:
    for address in ("/admin/users/", "/admin/account/logout/", "/admin/users/"):
        (case,) = [one for one in cases(address, everything) if one.method == "post"]
        ask(client, case, {})
        assert client.get("/admin/users/").status_code == 200


@pytest.mark.parametrize("text", ["9" * 30, "x", "-1", "１２"])
def test_no_number_in_an_address_makes_it_fail(text: str, client: Client) -> None:
    failed = []
    for address in filter(arguments, STAFF):
        path = filled(address, {**missing(address), **dict.fromkeys(arguments(address), text)})
        case = Case(address, "missing", "get", path, {})
        failed += [path] if ask(client, case, {}).status >= 500 else []
    assert not failed


BODIES = [b"{", b"[]", b"null", b'{"a": ' * 20_000, b"\xff\xfe", b""]
TYPES = ["application/json", "multipart/form-data", "multipart/form-data; boundary=x", "text/plain"]


@pytest.mark.parametrize("kind", TYPES if WHOLE else TYPES[:1])
def test_no_body_of_another_kind_makes_an_address_fail(kind: str, client: Client, everything: list[Kind]) -> None:
    failed = []
    for case in asked(everything, "post"):
        for body in BODIES if WHOLE else BODIES[:1]:
            with undone(client):
                answer = client.generic("POST", case.path, body, content_type=kind)
            failed += [case.path] if answer.status_code >= 500 else []
    assert not failed
