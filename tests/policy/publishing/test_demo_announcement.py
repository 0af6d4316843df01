"""The demo announces a revision that is not yet in force, so that its notice stands on every page."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils.translation import override
from wagtail.models import Site

from cluster_cms.clock import tokyo_date
from cluster_cms.demo import Stage
from policy.demo import announce_fourth, fourth
from policy.models.revisions import PolicyRevision

ADDED = {"ja": "第三者に提供した記録の開示", "en": "to disclose the records of passing it to third parties"}


@pytest.fixture
def announced(policy_page: object) -> PolicyRevision:
    announce_fourth(Stage(site=Site.objects.get(is_default_site=True)))
    return PolicyRevision.objects.get(number=4)


def test_every_page_bears_the_notice_of_the_revision(announced: PolicyRevision, language: str, visitor: Client) -> None:
    base = "/en/" if language == "en" else "/"
    with override(language):
        day = tokyo_date(announced.effective_on)
    for below in ("", "products/", "privacy-policy/", "contact-us/"):
        assert day in visitor.get(f"{base}{below}").text
    assert ADDED[language] in visitor.get(f"{base}privacy-policy/v/4/").text
    assert ADDED[language] not in visitor.get(f"{base}privacy-policy/").text


def test_it_takes_effect_weeks_later_and_is_compared_with_the_one_in_force(
    announced: PolicyRevision, visitor: Client
) -> None:
    assert announced.effective_on - announced.promulgated_on == timedelta(days=fourth.IN_FORCE_AFTER)
    assert ADDED["ja"] in visitor.get("/privacy-policy/compare/3..4/").text
