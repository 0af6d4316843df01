"""Addresses with a dot below a page: for programs and comparisons."""

import pytest
from django.urls import Resolver404, resolve
from wagtail.views import serve

REACH = ["/privacy-policy/history.json", "/en/privacy-policy/v/3.json", "/privacy-policy/compare/2..3/", "/a/feed.atom"]
REFUSED = ["/privacy-policy/history.xml", "/../etc/x.json", "/privacy-policy/compare/2..x/", "/api/v3/pages.json/"]


@pytest.mark.parametrize("address", REACH)
def test_they_reach_the_page(address: str) -> None:
    assert resolve(address).func is serve


@pytest.mark.parametrize("address", REFUSED)
def test_others_with_dots_reach_nothing(address: str) -> None:
    with pytest.raises(Resolver404):
        resolve(address)
