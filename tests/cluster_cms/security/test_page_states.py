"""That a page is locked, expired, moved, unpublished or in another language opens no address, to one role or to two.

In every run: by GET what they may not, in two states, as the pairs to whom it can matter. With ROLE_WALK=whole
(`make test-extra`): by POST too, in every state, as every role too.
"""

import os
from collections.abc import Callable

import pytest
from django.utils import timezone
from wagtail.models import Page

from cluster_cms.security.accounts import User
from policy.pages import PolicyPage
from tests.infrastructure.role_walk.doors import doors
from tests.infrastructure.role_walk.objects import TREE, company_page, page_kinds, policy_page
from tests.infrastructure.role_walk.pairs import GROUPS, PAIRS, account_in, can_matter
from tests.infrastructure.role_walk.roles_file import stated
from tests.infrastructure.role_walk.walk import Case, cases, quick_client, wrong_answer

WHOLE = os.environ.get("ROLE_WALK") == "whole"
PLACES = tuple(one for one in doors() if one.startswith((*TREE, "/admin/bulk/wagtailcore/")))
PAGES = {"a company page": company_page, "the privacy policy": policy_page}
AFFECTED = [two for two in PAIRS if any(can_matter(two, *place) for place in stated() if place[1] in PAGES)]
EVERYBODY = [*((role,) for role in GROUPS), *AFFECTED]


def change(page: Page, **values: object) -> Page:
    Page.objects.filter(pk=page.pk).update(**values)
    return page


def move(page: Page) -> Page:
    """Return the page at another place of its language; the privacy policy itself refuses to be moved."""
    if isinstance(page, PolicyPage):
        return page
    page.move(page.get_parent().get_parent(), pos="last-child")
    return Page.objects.get(pk=page.pk).specific


def is_chosen(roles: tuple[str, ...], case: Case) -> bool:
    if WHOLE or case.label == "missing":
        return case.label != "missing"
    return case.method == "get" and stated()[case.address, case.kind].isdisjoint(roles)


STATES: dict[str, Callable[[Page], Page]] = {
    "locked and expired": lambda page: change(page, live=False, expired=True, locked=True, locked_at=timezone.now()),
    "locked": lambda page: change(page, locked=True, locked_at=timezone.now()),
    "expired": lambda page: change(page, live=False, expired=True),
    "never published": lambda page: change(page, live=False, first_published_at=None),
    "unpublished": lambda page: change(page, live=False),
    "moved": move,
    "in English": lambda page: page.get_translations().get(locale__language_code="en").specific,
}
QUICK = ("locked and expired", "in English")


@pytest.mark.parametrize("state", STATES if WHOLE else QUICK)
@pytest.mark.parametrize("roles", EVERYBODY if WHOLE else AFFECTED, ids=" and ".join)
def test_the_state_of_a_page_opens_no_address(
    roles: tuple[str, ...], state: str, legal: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    user = account_in(roles)
    kinds = [one for label, page in PAGES.items() for one in page_kinds(f"{label}, {state}", STATES[state](page()))]
    client = quick_client(user, monkeypatch)
    chosen = [case for place in PLACES for case in cases(place, kinds) if is_chosen(roles, case)]
    assert len(chosen) > 20
    wrong = [answer for case in chosen if (answer := wrong_answer(client, case, *roles))]
    assert not [answer for answer in wrong if not answer.endswith("but may")]  # less than stated is no fault here
