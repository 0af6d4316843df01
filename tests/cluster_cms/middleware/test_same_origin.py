"""Where a form may come from: the check that stands in for CSRF cookies on the public side."""

import pytest
from django.test import Client

OURS = "http://testserver"
PASSWORD = "what-staff-typed"
VERDICTS = [
    ({"Sec-Fetch-Site": "same-origin"}, 200),
    ({"Sec-Fetch-Site": "same-origin", "Origin": "null"}, 200),  # Chromium under a strict referrer policy
    ({"Origin": OURS}, 200),
    ({"Referer": f"{OURS}/en/contact-us/"}, 200),
    ({"Sec-Fetch-Site": "cross-site"}, 403),
    ({"Sec-Fetch-Site": "same-site"}, 403),
    ({"Sec-Fetch-Site": "none"}, 403),
    ({"Sec-Fetch-Site": "cross-site", "Origin": OURS, "Referer": OURS}, 403),
    ({"Origin": "https://evil.example"}, 403),
    ({"Origin": "https://testserver"}, 403),
    ({"Origin": "http://testserver:8000"}, 403),
    ({"Origin": "http://testserver.evil.example"}, 403),
    ({"Origin": "null"}, 403),
    ({"Origin": "http://[broken"}, 403),
    ({"Origin": "https://evil.example", "Referer": f"{OURS}/"}, 403),
    ({"Referer": "https://evil.example/?http://testserver/"}, 403),
    ({}, 200),  # an old browser: a form decides by its signed payload, a page without form has nothing to protect
]


@pytest.fixture
def stranger(database: None) -> Client:
    """A browser that tells by itself nothing about where its forms come from."""
    return Client(enforce_csrf_checks=True)


@pytest.mark.parametrize("headers, status", VERDICTS)
def test_a_post_to_a_public_page(stranger: Client, headers: dict[str, str], status: int) -> None:
    response = stranger.post("/", {"text": "hello"}, headers=headers)
    assert response.status_code == status
    assert not response.cookies


@pytest.mark.parametrize("headers, status", [row for row in VERDICTS if row[1] == 403])
def test_a_foreign_post_with_a_valid_token_is_refused_in_the_staff_area(
    stranger: Client, headers: dict[str, str], status: int
) -> None:
    response = stranger.post("/admin/account/login/", {"csrfmiddlewaretoken": token(stranger)}, headers=headers)
    assert response.status_code == status


def token(stranger: Client) -> str:
    stranger.get("/admin/account/login/")
    return str(stranger.cookies["csrftoken"].value)


def test_the_staff_area_asks_for_the_token_too(stranger: Client) -> None:
    own = {"Sec-Fetch-Site": "same-origin"}
    assert stranger.post("/admin/account/login/", headers=own).status_code == 403
    assert (
        stranger.post("/admin/account/login/", {"csrfmiddlewaretoken": token(stranger)}, headers=own).status_code == 200
    )


@pytest.mark.parametrize("address", ["/search/", "/en/search/", "/documents/1/x.pdf", "/media/images/x.png"])
def test_a_foreign_post_is_refused_at_every_public_view(stranger: Client, address: str) -> None:
    assert stranger.post(address, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403


def test_no_word_of_another_site_is_shown_under_our_name(stranger: Client) -> None:
    """Whoever wrote it here still has it: the page says to go back."""
    page = stranger.post("/en/", {"text": "call +81"}, headers={"Sec-Fetch-Site": "cross-site"}).content.decode()
    assert "Nothing was sent" in page
    assert "when you go back" in page
    assert "call +81" not in page


def test_what_staff_typed_is_not_shown_back(stranger: Client) -> None:
    response = stranger.post(
        "/admin/account/login/", {"password": PASSWORD}, headers={"Origin": "https://evil.example"}
    )
    assert response.status_code == 403
    assert PASSWORD not in response.content.decode()


def test_hosts_are_compared_without_case(stranger: Client) -> None:
    assert stranger.post("/", headers={"Host": "TestServer", "Origin": OURS}).status_code == 200
