"""A POST that changes something for whoever may changes nothing for anybody else.

Each form of the staff area is opened by an account that may everything, sent as it stands and with its empty fields
filled in. What changes a record is then sent as every role that may not, and as a stranger. In every run: the forms of
power and of personal data. With ROLE_WALK=whole (`make test-extra`): all.
"""

import os
from collections.abc import Callable

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from cluster_cms.oversight.new_powers import record_confirmation
from cluster_cms.security.accounts import User
from tests.infrastructure.role_walk.changes import changed_by, fingerprints, watched_tables
from tests.infrastructure.role_walk.doors import doors
from tests.infrastructure.role_walk.forms import Form, forms_of
from tests.infrastructure.role_walk.objects import Kind, kinds_for
from tests.infrastructure.role_walk.pairs import GROUPS, account_in
from tests.infrastructure.role_walk.roles_file import stated
from tests.infrastructure.role_walk.walk import Case, cases, client_as, content_of, quick_client

WHOLE = os.environ.get("ROLE_WALK") == "whole"
# Where what is sent gives somebody a power, changes a promise, or touches what visitors wrote.
POWER = (
    "/admin/confirmations/",
    "/admin/inquiries/<reference>/",
    "/admin/settings/",
    "/admin/users/",
)
OWN = "/admin/account/"  # whose object is whoever asks
FEWEST = 100 if WHOLE else 15  # forms that change something; an empty walk proves nothing


Posts = dict[tuple[str, str, str], tuple[Case, Form]]


@pytest.fixture
def almighty(admin: User) -> User:
    admin.groups.set(Group.objects.all())
    record_confirmation(account=admin, actor=None)
    return admin


@pytest.fixture
def accounts(database: None) -> dict[str, User | None]:
    """An account of each role, none of which the objects of the walk belong to."""
    found: dict[str, User | None] = {role: account_in((role,)) for role in GROUPS}
    found["superuser"] = User.objects.create(username="walk superuser", is_superuser=True)
    return {"stranger": None, "no group": User.objects.create(username="walk nobody"), **found}


def forms(client: Client, kinds: list[Kind]) -> list[tuple[Case, Form]]:
    """Return the forms at the chosen addresses, and an empty one for each, which is enough for some."""
    found = []
    for place in (one for one in doors() if one.startswith("/admin/" if WHOLE else POWER) and OWN not in one):
        for case in cases(place, kinds):
            if case.method == "get" and case.label != "missing":
                shown = forms_of(case.path, content_of(client, case, {}))
                found.append((case, Form(case.path, dict(case.query), {})))
                found += [
                    (case, one._replace(query={**case.query, **one.query})) for one in shown if one.path == case.path
                ]
    return found


def changing(client: Client, found: list[tuple[Case, Form]], before: dict[str, str]) -> Posts:
    """Return of each address, kind of object and button the first form that changes something."""
    posts: Posts = {}
    for case, form in found:
        key = (case.address, case.label, form.button)
        if key not in posts and changed_by(client, form, before):
            posts[key] = (case, form)
    return posts


def may(case: Case, role: str) -> bool:
    """Tell whether a role may; what is the walk's own is somebody else's to the role."""
    kind = "other" if case.kind == "own" and (case.address, "other") in stated() else case.kind
    return role in stated()[case.address, kind]


def test_what_changes_something_changes_nothing_for_a_role_that_may_not(
    almighty: User, accounts: dict[str, User | None], person: Callable[[str], User], monkeypatch: pytest.MonkeyPatch
) -> None:
    kinds = kinds_for(almighty, person("approver"))
    before = fingerprints(watched_tables())
    found = forms(client_as(almighty, monkeypatch), kinds)
    posts = changing(quick_client(almighty, monkeypatch), found, before)
    assert len(posts) >= FEWEST
    wrong = []
    for role, user in accounts.items():
        client = quick_client(user, monkeypatch)
        for case, form in (post for post in posts.values() if not may(post[0], role)):
            if tables := changed_by(client, form, before):
                wrong.append(f"{role}: {case.path} ({case.label}) {form.button} changes {', '.join(sorted(tables))}")
    assert not wrong
