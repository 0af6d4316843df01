"""Every screen of the staff area in Chromium, as superuser: the policy stops nothing, and no script fails.

For `make test-extra`: it takes minutes. The browser's guard sees both in the console.
"""

from collections.abc import Callable
from urllib.parse import urlencode

import pytest
from django.db import transaction
from playwright.sync_api import Page

from cluster_cms.security.accounts import User
from tests.infrastructure.browser import StaffPage
from tests.infrastructure.role_walk.doors import doors
from tests.infrastructure.role_walk.objects import kinds_for
from tests.infrastructure.role_walk.roles_file import stated
from tests.infrastructure.role_walk.walk import LEADING, Case, cases

pytestmark = pytest.mark.browser
FEWEST = 250  # screens; an empty walk proves nothing


def addresses(user: User, other: User) -> list[str]:
    """Return the address for each kind of object that docs/roles.csv lets a superuser see."""
    kinds = kinds_for(user, other)
    staff = [address for address in doors() if address.startswith("/admin/") and address not in LEADING]
    asked = [case for address in staff for case in cases(address, kinds) if case.method == "get" and is_allowed(case)]
    return [f"{case.path}?{urlencode(case.query)}" for case in asked]


def is_allowed(case: Case) -> bool:
    return "superuser" in stated().get((case.address, case.kind), frozenset())


def is_screen(page: Page, address: str) -> bool:
    """Tell whether an address answers with a page: not with a file, with JSON, or only to POST."""
    answer = page.request.get(address)
    return answer.ok and "html" in answer.headers.get("content-type", "")


def test_no_screen_breaks_the_policy_or_has_a_failing_script(
    staff_page: StaffPage, admin: User, person: Callable[[str], User]
) -> None:
    with transaction.atomic():
        asked = addresses(admin, person("approver"))
    page = staff_page(admin)
    shown = [address for address in asked if is_screen(page, address)]
    for address in shown:
        page.goto(address, wait_until="networkidle")
    print(len(asked), len(shown))
    assert len(shown) >= FEWEST
