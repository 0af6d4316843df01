"""Every absolute address of ours is made of SITE_URL: a site that moves to another port or host names none it had."""

import re

import pytest
from django.test import Client
from pytest_django import Settings
from wagtail.models import Site

from tests.infrastructure.house import APPS, sources

FIRST, SECOND = "http://127.0.0.1:8000", "http://127.0.0.1:8001"
ADDRESSES = (
    "/",
    "/en/privacy-policy/",
    "/privacy-policy/v/3.json",
    "/privacy-policy/history.json",
    "/privacy-policy/v/1/",
    "/news/feed.atom",
    "/products/epoxy-compounds/cx-210/",
    "/promises/",
    "/sitemap.xml",
    "/sitemap-1.xml",
    "/robots.txt",
    "/.well-known/security.txt",
    "/site.webmanifest",
)


def test_a_demo_on_a_second_port_names_that_port_alone(visitor: Client, settings: Settings) -> None:
    Site.objects.update(hostname="127.0.0.1", port=8000)  # as the first `make demo` left it
    settings.SITE_URL, settings.ALLOWED_HOSTS = SECOND, ["127.0.0.1"]  # as bootstrap.py starts the second one
    for address in ADDRESSES:
        answer = visitor.get(address, headers={"host": "127.0.0.1:8001"})
        assert answer.status_code == 200, address
        named = set(re.findall(r"https?://(?:127\.0\.0\.1|localhost|testserver)[:\w]*", answer.text))
        assert named <= {SECOND}, address
        if address.startswith(("/privacy-policy/", "/en/privacy-policy/", "/sitemap", "/robots")):
            assert named == {SECOND}, address


@pytest.mark.parametrize("name", ["root_url", "full_url", "build_absolute_uri", "get_current_site"])
def test_no_address_is_made_of_the_record_of_the_site_or_the_request(name: str) -> None:
    assert [path.name for path in sources(*APPS) if re.search(rf"\.{name}\b", path.read_text())] == []
