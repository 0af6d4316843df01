"""Every routed address answers every role as docs/roles.csv states it.

In every run: each address, on an object of each kind, by GET. With ROLE_WALK=whole (`make test-extra`): by POST and on
missing objects too.
"""

import os
from collections.abc import Callable

import pytest

from cluster_cms.security.accounts import User
from tests.infrastructure.role_walk.doors import doors
from tests.infrastructure.role_walk.objects import kinds_for
from tests.infrastructure.role_walk.roles_file import ROLES, stated
from tests.infrastructure.role_walk.walk import cases, quick_client, wrong_answer

WHOLE = os.environ.get("ROLE_WALK") == "whole"
ACCOUNTS = {"privacy officer": "privacy", "superuser": "admin"}
FEWEST = 350  # addresses; an empty walk proves nothing


@pytest.fixture
def account(person: Callable[[str], User]) -> Callable[[str], User | None]:
    def find(role: str) -> User | None:
        if role == "stranger":
            return None
        return User.objects.create(username="new") if role == "no group" else person(ACCOUNTS.get(role, role))

    return find


def test_the_file_names_every_address_and_no_other() -> None:
    assert {address for address, _kind in stated()} == set(doors())
    assert len(doors()) >= FEWEST


@pytest.mark.parametrize("role", ROLES)
def test_a_role_may_what_the_file_states_and_nothing_else(
    role: str, account: Callable[[str], User | None], person: Callable[[str], User], monkeypatch: pytest.MonkeyPatch
) -> None:
    user, other = account(role), person("privacy" if role == "approver" else "approver")
    kinds = kinds_for(user, other)
    client = quick_client(user, monkeypatch)
    asked = [case for address in doors() for case in cases(address, kinds)]
    chosen = asked if WHOLE else [case for case in asked if case.method == "get" and case.label != "missing"]
    assert len(chosen) >= FEWEST
    wrong = [answer for case in chosen if (answer := wrong_answer(client, case, role))]
    assert not wrong


def test_an_address_without_its_line_is_noticed() -> None:
    missing = {key: roles for key, roles in stated().items() if key[0] != "/admin/users/"}
    assert {address for address, _kind in missing} != set(doors())
