"""The link to the other language for search engines (hreflang)."""

import re

import pytest
from django.conf import settings
from django.test import Client

ALTERNATE = re.compile(r'<link rel="alternate" hreflang="([\w-]+)" href="([^"]+)">')


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address,translated",
    [("/", ("en", "/en/")), ("/en/corporate-profile/", ("ja", "/corporate-profile/"))],
)
def test_a_page_names_the_same_page_with_its_whole_address(
    address: str, translated: tuple[str, str], visitor: Client
) -> None:
    body = visitor.get(address).content.decode()
    assert (translated[0], f"{settings.SITE_URL}{translated[1]}") in ALTERNATE.findall(body)


@pytest.mark.django_db
def test_a_lost_page_names_none(visitor: Client) -> None:
    assert ALTERNATE.findall(visitor.get("/nothing/").content.decode()) == []
