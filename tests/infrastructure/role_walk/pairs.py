"""Two groups in one account: what it may is what the one or the other may, and nothing more."""

from collections.abc import Iterable
from functools import cache
from itertools import combinations

from django.contrib.auth.models import Group

from cluster_cms.oversight.new_powers import record_confirmation
from cluster_cms.security.accounts import APPROVER, DESK, LEGAL, MARKETING, PRIVACY, User
from tests.infrastructure.role_walk.roles_file import rights

GROUPS = {"marketing": MARKETING, "legal": LEGAL, "approver": APPROVER, "desk": DESK, "privacy officer": PRIVACY}
PAIRS = tuple(combinations(GROUPS, 2))


def account_in(roles: Iterable[str]) -> User:
    """Return a new account in the groups of these roles; as an approver it need not wait."""
    person = User.objects.create(username=f"walk {' and '.join(roles)}")
    person.groups.set(Group.objects.filter(name__in=[GROUPS[role] for role in roles]))
    record_confirmation(account=person, actor=None)
    return person


def can_matter(roles: tuple[str, ...], address: str, kind: str) -> bool:
    """Tell whether each role may something in the area of an address, yet none of them this.

    A screen that asks one role for its list and another for the object would open here, and only to both together.
    """
    area, may = area_and_roles()[address, kind]
    return may.isdisjoint(roles) and all(area in reach()[role] for role in roles)


@cache
def area_and_roles() -> dict[tuple[str, str], tuple[str, frozenset[str]]]:
    return {
        (address, right.object): (right.words["area"], right.roles) for right in rights() for address in right.addresses
    }


@cache
def reach() -> dict[str, frozenset[str]]:
    """Return for each role the areas in which it may something that not every group may."""
    return {
        role: frozenset(
            right.words["area"] for right in rights() if role in right.roles and not right.roles >= GROUPS.keys()
        )
        for role in GROUPS
    }
