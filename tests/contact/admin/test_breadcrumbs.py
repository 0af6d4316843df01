"""Each screen of the desk says at its head where it lies, and ends the way from Home with its own title."""

import re
from typing import Any

import pytest
from django.urls import reverse

from tests.contact.admin.addresses import OFFICER, ROUTES, registered_routes
from tests.contact.admin.role_requests import client_of, objects_of
from tests.contact.visit import texts

HEAD = re.compile(r"<h1[^>]*>(.*?)</h1>", re.DOTALL)
WAY = re.compile(r'<nav[^>]*aria-label="パンくず[^>]*>(.*?)</nav>', re.DOTALL)
PARTS, WAGTAILS = "results", "reply_templates:"  # no whole pages, and none of ours
SCREENS = [
    route
    for route, wanted in ROUTES.items()
    if "get" in wanted.methods and not route.endswith(PARTS) and not route.startswith(WAGTAILS)
]


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


@pytest.mark.parametrize("route", SCREENS)
def test_breadcrumbs_end_with_the_title(route: str, admin: Any, approver: Any, privacy_officer: Any) -> None:
    own = objects_of(admin, approver)["own"]
    arguments = {name: own[name] for name in registered_routes()[route]}
    client = client_of(privacy_officer if ROUTES[route].rights == OFFICER else admin)
    page = client.get(reverse(route, kwargs=arguments), follow=True)
    head, way = HEAD.findall(texts(page)), WAY.findall(texts(page))
    assert (page.status_code, len(head), len(way)) == (200, 1, 1)
    assert words(way[0]).endswith(words(head[0]))
    assert words(way[0]) != words(head[0])
