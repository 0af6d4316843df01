"""Who has not signed in sends to the staff area what may be sent outside: the rest is refused before it is read."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError
from django.http import HttpRequest
from django.test import Client, RequestFactory

from cluster_cms.middleware.request_body import MOST_BYTES, MOST_FIELDS
from cluster_cms.middleware.routing import is_staff_area
from cluster_cms.models import User

SIGN_IN = "/admin/account/login/"
ADDRESSES = ["/admin/", "/admin/login/", SIGN_IN, "/admin/images/add/", "/admin/no/such/", "/admin//"]
LARGE: dict[str, tuple[dict[str, Any], int]] = {
    "large": ({"a": "x" * MOST_BYTES}, 403),
    "many fields": ({f"a{number}": "" for number in range(MOST_FIELDS + 1)}, 403),
    "a file": ({"a": SimpleUploadedFile("a.png", b"x")}, 403),
}


@pytest.fixture
def stranger(database: None) -> Client:
    """A client that Django asks for no token, so that whatever refuses it is the limit."""
    return Client(raise_request_exception=False)


def parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return a list that grows when a body is parsed."""
    seen: list[str] = []
    plain = HttpRequest._load_post_and_files

    def note(request: HttpRequest) -> None:
        seen.append(request.path)
        plain(request)

    monkeypatch.setattr(HttpRequest, "_load_post_and_files", note)
    return seen


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("name", ["large", "many fields"])
def test_what_is_large_is_refused_unparsed(
    stranger: Client, monkeypatch: pytest.MonkeyPatch, address: str, name: str
) -> None:
    data, status = LARGE[name]
    seen = parsed(monkeypatch)
    assert stranger.post(address, data).status_code == status
    assert seen == []


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_file_is_refused(stranger: Client, address: str) -> None:
    data, status = LARGE["a file"]
    assert stranger.post(address, data).status_code == status


@pytest.mark.parametrize("headers", [{"Transfer-Encoding": "chunked"}, {"Content-Length": "x"}])
def test_a_body_of_unknown_length_is_refused(stranger: Client, headers: dict[str, str]) -> None:
    extra: Any = {"HTTP_TRANSFER_ENCODING": "chunked"} if "Transfer-Encoding" in headers else {"CONTENT_LENGTH": "x"}
    assert stranger.generic("POST", SIGN_IN, b"", **extra).status_code == 411


def test_a_made_up_session_opens_nothing(stranger: Client) -> None:
    stranger.cookies["sessionid"] = "made-up"
    assert stranger.post("/admin/", LARGE["large"][0]).status_code == 403


def test_a_sign_in_is_read(stranger: Client) -> None:
    assert stranger.post(SIGN_IN, {"login": "nobody", "password": "x"}).status_code == 200


def test_staff_send_more(signed_in: Callable[[User], Client], marketing: User) -> None:
    answer = signed_in(marketing).post("/admin/pages/usage/", {f"a{number}": "" for number in range(MOST_FIELDS + 1)})
    assert answer.status_code != 403


def test_the_text_of_staff_is_not_refused_when_the_records_are_away(
    stranger: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(request: Any) -> None:
        raise OperationalError

    monkeypatch.setattr("django.contrib.auth.middleware.get_user", fail)
    assert stranger.post("/admin/", LARGE["many fields"][0]).status_code == 403
    stranger.cookies["sessionid"] = "kept"
    assert stranger.post("/admin/no/such/", LARGE["many fields"][0]).status_code != 403


@pytest.mark.parametrize("script", ["/admin", "/privacy-policy", "/x", "/"])
def test_no_script_name_moves_a_request(stranger: Client, script: str) -> None:
    request = RequestFactory().get("/contact-us/", SCRIPT_NAME=script)
    assert (request.path, is_staff_area(request)) == ("/contact-us/", False)
    plain = stranger.get("/contact-us/").content
    assert stranger.get("/contact-us/", SCRIPT_NAME=script).content == plain
