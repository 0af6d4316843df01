"""An account in two groups may what one of them may, and nothing more.

In every run: by GET, what neither may although both may something in the same area. With ROLE_WALK=whole
(`make test-extra`): every address, by POST and on missing objects too.
"""

import os
from collections.abc import Callable

import pytest

from cluster_cms.security.accounts import User
from tests.infrastructure.role_walk.doors import doors
from tests.infrastructure.role_walk.objects import kinds_for
from tests.infrastructure.role_walk.pairs import PAIRS, account_in, can_matter
from tests.infrastructure.role_walk.roles_file import stated
from tests.infrastructure.role_walk.walk import Case, cases, quick_client, wrong_answer

WHOLE = os.environ.get("ROLE_WALK") == "whole"
FEWEST = 400  # addresses that can matter, over all pairs; an empty walk proves nothing


def is_chosen(roles: tuple[str, ...], case: Case) -> bool:
    return WHOLE or (case.method == "get" and case.label != "missing" and can_matter(roles, case.address, case.kind))


@pytest.mark.parametrize("roles", PAIRS, ids=" and ".join)
def test_two_roles_may_what_one_of_them_may_and_nothing_else(
    roles: tuple[str, ...], person: Callable[[str], User], monkeypatch: pytest.MonkeyPatch
) -> None:
    user = account_in(roles)
    kinds = kinds_for(user, person("admin"))
    client = quick_client(user, monkeypatch)
    chosen = [case for address in doors() for case in cases(address, kinds) if is_chosen(roles, case)]
    assert not [answer for case in chosen if (answer := wrong_answer(client, case, *roles))]


def test_the_pairs_that_can_matter_are_found_by_their_areas() -> None:
    assert sum(can_matter(roles, *place) for roles in PAIRS for place in stated()) >= FEWEST
