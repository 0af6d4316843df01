"""An address that is written otherwise leads to its page in one step, and no redirect ends in a 404."""

from typing import Any
from urllib.parse import unquote, unquote_to_bytes, urlsplit

import pytest
from django.test import Client
from wagtail.contrib.redirects.models import Redirect

from cluster_cms.middleware.address_variants import variants
from tests.infrastructure.cast import live_page, take_down

LED_ON = {
    "/EN/": "/en/",
    "/EN": "/en/",
    "/en": "/en/",
    "/en-us/": "/en/",
    "/en-GB/Corporate-Profile": "/en/corporate-profile/",
    "/ja/": "/",
    "/JA": "/",
    "/ja/corporate-profile/": "/corporate-profile/",
    "//corporate-profile//": "/corporate-profile/",
    "///": "/",
    "/index.html": "/",
    "/en/INDEX.HTM": "/en/",
    "/ja/corporate-profile/index.php": "/corporate-profile/",
    "/Corporate-Profile": "/corporate-profile/",
    "/corporate-profile/.": "/corporate-profile/",
    "/corporate-profile%20": "/corporate-profile/",
    "/search?q=%E6%A8%B9%E8%84%82&utm_source=x": "/search/?q=%E6%A8%B9%E8%84%82",
    "/EN/Products?page=2&family=epoxy-compounds&gclid=1": "/en/products/?family=epoxy-compounds",
    "/EN/News?page=1&sid=secret": "/en/news/?page=1",
    "/Robots.txt": "/robots.txt",
    "/sitemap.xml/": "/sitemap.xml",
    "/en/Privacy-Policy/V/3.JSON": "/en/privacy-policy/v/3.json",
    "/your-data": "/your-data/",
    "/EN/Your-Data": "/en/your-data/",
}
ASKING = [address for address in LED_ON if "?" in address]
LOST = (
    "/contact",
    "/nothing-here",
    "/EN/nothing-here",
    "/ja/nothing/index.html",
    "/Privacy-Policy/v/99",
    "/index.html/more/",
    "//evil.example/",
    "///evil.example",
    "/%5Cevil.example/",
    "/\\evil.example",
    "/%2F%2Fevil.example/",
    "/EN/%0D%0ALocation:%20http://evil.example/",
    "/%FF%FE/",
    "/https://evil.example/",
    "/EN/;/?next=//evil.example",
    "/%E2%80%AEcorporate-profile",
    "/..%2f..%2fetc/passwd",
    f"/{'A' * 8000}",
    "/Your-Data/link/AbC",
    "/EN/contact-us/Consent/withdraw/AbC",
)


def ask(visitor: Client, address: str) -> Any:
    """Ask for an address as a browser does; the test client takes what follows two slashes for a host."""
    return visitor.get(address, PATH_INFO=unquote_to_bytes(address.partition("?")[0]).decode("latin-1"))


@pytest.mark.parametrize("address", LED_ON)
def test_a_variant_is_known(address: str) -> None:
    end = urlsplit(LED_ON[address]).path
    assert end in variants(unquote(address.partition("?")[0]))


def test_a_variant_leads_to_the_page_in_one_step(visitor: Client) -> None:
    for address in ("/EN", "/ja/corporate-profile/", "//corporate-profile//", "/en/Privacy-Policy/V/3.JSON", *ASKING):
        response = ask(visitor, address)
        assert (response.status_code, response.headers["Location"]) == (301, LED_ON[address])
        assert visitor.get(response.headers["Location"]).status_code == 200


def test_an_address_at_which_nothing_is_answers_404_at_once(visitor: Client) -> None:
    assert [address for address in LOST if ask(visitor, address).status_code != 404] == []


def test_an_address_that_no_program_may_write_is_refused(visitor: Client) -> None:
    assert visitor.get("/EN/corporate-profile%00").status_code == 400


def test_what_stays_as_it_was_in_the_staff_area(visitor: Client) -> None:
    assert visitor.get("/admin").headers["Location"] == "/admin/"
    assert visitor.get("/ADMIN/").status_code == ask(visitor, "//admin/").status_code == 404


def test_no_variant_leads_to_another_host_or_a_private_address(database: None) -> None:
    for path in ("//evil.example/A", "/%5c/B", "/ja//evil.example", "/JA///x", "/EN//admin/A", "/Media/cards/1.PNG"):
        for found in variants(unquote(path)):
            assert not urlsplit(found).netloc
            assert not found.startswith(("//", "/admin", "/media"))


@pytest.mark.parametrize("path", ["/Your-Data/link/AbC", "/EN/Your-Data/link/AbC", "/ja/your-data//link/AbC"])
def test_an_address_of_one_person_has_no_variants(database: None, path: str) -> None:
    assert variants(path) == []


def test_a_draft_is_not_told_of(visitor: Client) -> None:
    take_down(live_page("contact.contactpage", "en"))
    assert visitor.get("/EN/Contact-us").status_code == 404


def test_what_was_sent_is_not_led_on(visitor: Client) -> None:
    assert visitor.post("/en", {"name": "x"}).status_code == 404


@pytest.mark.parametrize(
    "link, end",
    {
        "/EN/Corporate-Profile#history": "/en/corporate-profile/#history",
        "http://testserver/ja/news?page=1": "/news/?page=1",
        "/old-2/": "/en/",
        "https://other.example/A": "https://other.example/A",
        "/documents/1/a.pdf": "/documents/1/a.pdf",
        "/old-1/": None,
        "/nothing-here/": None,
    }.items(),
)
def test_a_redirect_of_editors_leads_straight_to_its_end(visitor: Client, link: str, end: str | None) -> None:
    Redirect.objects.create(old_path="/old-1", redirect_link=link)
    Redirect.objects.create(old_path="/old-2", redirect_link="/en")
    for address in ("/old-1/", "/Old-1"):
        assert visitor.get(address).headers.get("Location") == end
