"""What Wagtail offers for any page, tried on the policy by somebody who may otherwise do everything."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import AbstractBaseUser, Group
from django.test import Client
from django.urls import reverse
from wagtail.models import Locale, Page

from cluster_cms.security.accounts import APPROVER, LEGAL
from tests.infrastructure.cast import live_page
from tests.policy.drafting import alias, source

Action = Callable[[Client, Page], Any]


def bulk(action: str, **answers: str) -> Action:
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
    return lambda client, page: client.post(f"{address}?id={page.pk}&next=/admin/", answers)


def bulk_move(client: Client, page: Page) -> Any:
    return bulk("move", chooser=str(live_page("home.newsindexpage").pk))(client, page)


def move(client: Client, page: Page) -> Any:
    destination = live_page("home.newsindexpage").pk
    return client.post(reverse("wagtailadmin_pages:move_confirm", args=[page.pk, destination]))


def translate(client: Client, page: Page) -> Any:
    address = reverse("simple_translation:submit_page_translation", args=[page.pk])
    return client.post(address, {"locales": list(Locale.objects.values_list("pk", flat=True))})


def copy(client: Client, page: Page) -> Any:
    answers = {"new_title": "Copy", "new_slug": "copy", "new_parent_page": page.get_parent().pk}
    return client.post(reverse("wagtailadmin_pages:copy", args=[page.pk]), {**answers, "publish_copies": "on"})


def convert_alias(client: Client, page: Page) -> Any:
    return client.post(reverse("wagtailadmin_pages:convert_alias", args=[page.pk]))


ACTIONS: dict[str, Action] = {
    "bulk move": bulk_move,
    "bulk delete": lambda client, page: bulk("delete")(client, page),
    "bulk publish": lambda client, page: bulk("publish")(client, page),
    "bulk unpublish": lambda client, page: bulk("unpublish", include_descendants="on")(client, page),
    "move": move,
    "translate": translate,
    "copy": copy,
    "convert alias": convert_alias,
}


def tree() -> list[Any]:
    fields = ("pk", "path", "url_path", "live", "alias_of_id", "latest_revision_id", "live_revision_id", "numchild")
    return list(Page.objects.order_by("path").values_list(*fields))


@pytest.fixture
def superuser_client(admin: Any, signed_in: Callable[[AbstractBaseUser], Client]) -> Client:
    """A superuser who is in both groups of the policy besides."""
    admin.groups.set(Group.objects.filter(name__in=[LEGAL, APPROVER]))
    return signed_in(admin)


@pytest.mark.parametrize("action", ACTIONS)
@pytest.mark.parametrize("page_of", [source, alias])
def test_it_is_refused_with_a_page_and_nothing_changes(
    action: str, page_of: Callable[[], Page], superuser_client: Client
) -> None:
    before = tree()
    answer = ACTIONS[action](superuser_client, page_of())
    assert answer.status_code in (200, 302, 403, 404, 409)
    if answer.status_code == 302:
        assert superuser_client.get(answer["Location"]).status_code == 200
    assert tree() == before
