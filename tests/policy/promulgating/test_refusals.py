"""Every refusal of the gate, by every way of publishing: nothing goes live, nothing is recorded, the reason is told."""

from collections.abc import Callable
from html import escape
from typing import Any

import pytest
from django.contrib.auth.models import AbstractBaseUser
from django.test import Client
from django.utils import translation

from policy import publishing
from policy.pages import PolicyPage
from policy.refusal import PublicationRefused
from tests.policy.drafting import approved, good_draft
from tests.policy.promulgating.spoiling import SPOILT
from tests.policy.promulgating.ways import BY_PEOPLE, BY_PROGRAMS, trace

REFUSED = 409


@pytest.fixture
def client(approver: AbstractBaseUser, signed_in: Callable[[AbstractBaseUser], Client]) -> Client:
    return signed_in(approver)


def spoilt(case: str) -> tuple[str, PolicyPage]:
    code, spoil = SPOILT[case]
    page = good_draft()
    spoil(page)
    return code, page


def sentence(page: PolicyPage, code: str) -> str:
    """Return the reason in the language of the staff."""
    with translation.override("ja"):
        return escape(next(str(reason) for reason in publishing.obstacles(page) if reason.code == code))


@pytest.mark.parametrize("way", ["bulk", "approval"])
@pytest.mark.parametrize("case", SPOILT)
def test_people_get_a_page_with_the_reason(case: str, way: str, client: Client) -> None:
    code, page = spoilt(case)
    expected, before = sentence(page, code), trace()
    answer = BY_PEOPLE[way](page, client)
    assert answer.status_code == REFUSED
    assert expected in answer.text
    assert trace() == before


@pytest.mark.parametrize("way", ["button", "approval_in_editor"])
@pytest.mark.parametrize("case", SPOILT)
def test_the_editor_publishes_nothing(case: str, way: str, client: Client) -> None:
    _code, page = spoilt(case)
    before = trace()
    answer: Any = BY_PEOPLE[way](page, client)
    assert answer.status_code in (200, 302, REFUSED)
    assert trace() == before


@pytest.mark.parametrize("way", BY_PROGRAMS)
@pytest.mark.parametrize("case", SPOILT)
def test_programs_get_an_exception_with_the_reason(case: str, way: str, policy_page: PolicyPage) -> None:
    code, page = spoilt(case)
    revision, before = approved(page), trace()
    with pytest.raises(PublicationRefused) as refusal:
        BY_PROGRAMS[way](revision)
    assert code in {reason.code for reason in refusal.value.reasons}
    assert trace() == before
