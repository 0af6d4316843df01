"""`bootstrap_site` adds what is missing and leaves a live site as it is."""

import pytest
from django.contrib.auth.models import Group
from wagtail.models import (
    GroupCollectionPermission,
    GroupPagePermission,
    Locale,
    Page,
    Revision,
    Site,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from cluster_cms.operations.bootstrap import bootstrap_site
from cluster_cms.security.accounts import GROUPS, LEGAL, MARKETING, User

pytestmark = pytest.mark.usefixtures("database")
KINDS = [
    Group,
    Group.permissions.through,
    GroupCollectionPermission,
    GroupPagePermission,
    Locale,
    Page,
    Revision,
    Site,
    Workflow,
    WorkflowPage,
    WorkflowTask,
]


def state() -> dict[str, list[object]]:
    """Return every row that bootstrapping could touch, as the database holds it."""
    return {kind._meta.label: list(kind.objects.order_by("pk").values_list()) for kind in KINDS}


def test_run_again_it_changes_nothing() -> None:
    before = state()
    bootstrap_site()
    assert state() == before


def test_a_new_site_has_both_languages_and_the_groups_of_the_house_only() -> None:
    assert set(Locale.objects.values_list("language_code", flat=True)) == {"ja", "en"}
    assert set(Group.objects.values_list("name", flat=True)) == set(GROUPS)


def test_what_is_missing_comes_back() -> None:
    before = {name: Group.objects.get(name=name).permissions.count() for name in GROUPS}
    Group.objects.get(name=LEGAL).delete()
    Group.objects.get(name=MARKETING).permissions.clear()
    GroupPagePermission.objects.all().delete()
    bootstrap_site()
    assert {name: Group.objects.get(name=name).permissions.count() for name in GROUPS} == before
    assert GroupPagePermission.objects.filter(group__name=MARKETING, page__slug="ja").exists()


def test_what_people_have_changed_stays(legal: User, home_page: Page) -> None:
    Group.objects.create(name="Editors")
    Group.objects.get(name=MARKETING).user_set.add(legal)
    home_page.title = "私たちのページ"
    home_page.save()
    Site.objects.update(hostname="www.example.com", site_name="ours")
    before = state()
    bootstrap_site()
    assert state() == before
    assert legal.groups.filter(name=MARKETING).exists()
