"""Nothing in the admin names a draft, a picture or a document to an account that has no right to it."""

import os
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import Page

from cluster_cms.pages.media import CustomDocument, CustomImage
from cluster_cms.security.accounts import User
from tests.infrastructure.role_walk.doors import doors
from tests.infrastructure.role_walk.objects import Kind, company_page, kinds_for
from tests.infrastructure.role_walk.walk import Case, cases, client_as, content_of

CANARY = "Kanarienvogel"
WORD = "PulseDrop"  # stands in the titles by which the search knows the page
WHOLE = os.environ.get("ROLE_WALK") == "whole"
# Where Wagtail itself would name them to every account.
KNOWN = (
    "/admin/",
    "/admin/api/main/",
    "/admin/bulk/",
    "/admin/choose-page/",
    "/admin/pages/<page_to_move_id>/move/",
    "/admin/pages/<parent_page_id>/",
    "/admin/pages/workflow/",
    "/admin/reports/",
)
LOCKED = {"locked": True, "locked_at": timezone.now()}
SEEING_NONE = ("desk", "legal", *(("approver", "privacy") if WHOLE else ()))


@pytest.fixture
def kinds(person: Callable[[str], User]) -> list[Kind]:
    """One of each kind of object; pages, pictures and documents carry the word, of which visitors see none.

    Two pages are published under another title, and carry the word in their drafts.
    """
    made = kinds_for(person("marketing"), person("approver"))
    hidden = company_page()
    Page.objects.filter(pk=hidden.pk).update(title=CANARY, draft_title=CANARY, live=False, **LOCKED)
    Page.objects.filter(pk__in=(hidden.get_parent().pk, hidden.get_siblings(inclusive=False)[0].pk)).update(
        draft_title=CANARY, latest_revision_created_at=timezone.now(), **LOCKED
    )
    CustomImage.objects.update(title=CANARY)
    CustomDocument.objects.update(title=CANARY)
    return made


def names(client: Client, case: Case) -> bool:
    return any(CANARY in content_of(client, case, query) for query in ({}, {"q": WORD}))


@pytest.mark.parametrize("role", SEEING_NONE)
def test_no_address_names_what_a_role_may_not_see(
    role: str, kinds: list[Kind], person: Callable[[str], User], monkeypatch: pytest.MonkeyPatch
) -> None:
    client: Any = client_as(person(role), monkeypatch)
    chosen = [
        one for one in doors() if one.startswith("/admin/") and (WHOLE or one == "/admin/" or one.startswith(KNOWN[1:]))
    ]
    found = [case for address in chosen for case in cases(address, kinds) if case.method == "get"]
    asked = [case for case in found if WHOLE or case.label != "missing"]
    assert len(asked) > len(KNOWN)
    assert not {case.path: case.label for case in asked if names(client, case)}


def test_a_page_to_link_to_is_named_as_visitors_know_it(
    kinds: list[Kind], legal: User, marketing: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    where = f"/admin/choose-page/{company_page().get_parent().pk}/"
    for user, named in ((legal, False), (marketing, True)):
        client: Any = client_as(user, monkeypatch)
        assert (CANARY in client.get(where).content.decode()) is named


def test_marketing_finds_its_own_draft(kinds: list[Kind], marketing: User, monkeypatch: pytest.MonkeyPatch) -> None:
    client: Any = client_as(marketing, monkeypatch)
    found = [case for case in cases("/admin/pages/<parent_page_id>/", kinds) if case.label == "a company page"]
    assert CANARY in content_of(client, found[0], {})
