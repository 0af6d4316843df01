"""What is announced: when, what, why, and how it compares; on the policy's own page and on every other one."""

from datetime import date

import pytest
from django.test import Client

from policy.models.revisions import PolicyRevision
from tests.infrastructure.cast import Clock
from tests.policy.public.announcing import BASE, announce, withdraw

NEW_YEAR = date(2028, 1, 1)
IN_WORDS = {"ja": "2028年1月1日", "en": "1 January 2028"}


@pytest.fixture
def announced(policy_page: object, clock: Clock) -> PolicyRevision:
    """Revision 4: without item 5, announced on 1 December 2027, in force from 1 January 2028."""
    clock.set("2027-12-01 10:00")
    return PolicyRevision.objects.get(number=announce(effective_on=NEW_YEAR, without=4))


def test_without_an_announcement_the_page_says_so_plainly(language: str, visitor: Client) -> None:
    answer = visitor.get(f"{BASE[language]}upcoming/")
    assert answer.status_code == 200
    assert 'class="timeline"' not in answer.text
    assert f'href="{BASE[language]}"' in answer.text


def test_it_says_when_and_what_changes(announced: PolicyRevision, language: str, visitor: Client) -> None:
    text = visitor.get(f"{BASE[language]}upcoming/").text
    title = {"ja": "安全管理措置", "en": "Security measures"}[language]
    for words in (IN_WORDS[language], announced.summary(language), title, announced.row_hash):
        assert words in text
    for below in ("v/4/", "compare/3..4/"):
        assert f'href="{BASE[language]}{below}"' in text


def test_of_two_announcements_each_is_compared_with_the_one_before(
    announced: PolicyRevision, language: str, visitor: Client
) -> None:
    announce("Later still.", effective_on=date(2028, 2, 1))
    text = visitor.get(f"{BASE[language]}upcoming/").text
    assert text.index("compare/3..4/") < text.index("compare/4..5/")


@pytest.mark.parametrize("below", ["", "contact-us/", "news/"])
def test_every_page_of_the_site_bears_the_notice(
    below: str, announced: PolicyRevision, language: str, visitor: Client
) -> None:
    text = visitor.get(f"{'/en/' if language == 'en' else '/'}{below}").text
    assert f'href="{BASE[language]}upcoming/"' in text
    assert IN_WORDS[language] in text


def test_the_notice_ends_when_the_revision_takes_effect(
    announced: PolicyRevision, clock: Clock, language: str, visitor: Client
) -> None:
    clock.set("2028-01-01 00:00")
    assert "upcoming/" not in visitor.get("/en/" if language == "en" else "/").text


def test_the_notice_ends_when_the_revision_is_withdrawn(
    announced: PolicyRevision, language: str, visitor: Client
) -> None:
    withdraw(4)
    assert "upcoming/" not in visitor.get("/en/" if language == "en" else "/").text
    assert "compare/3..4/" not in visitor.get(f"{BASE[language]}upcoming/").text


def test_the_policy_page_shows_its_own_notice_once(announced: PolicyRevision, language: str, visitor: Client) -> None:
    text = visitor.get(BASE[language]).text
    assert text.count("notice--warn") == 1
    assert f'href="{BASE[language]}compare/3..4/"' in text
