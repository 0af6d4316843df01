"""Bodies in another character set than UTF-8 are refused in one sentence, never with a 500."""

import pytest
from django.test import Client

FORM = "application/x-www-form-urlencoded"
ADDRESSES = [
    "/",
    "/en/",
    "/contact-us/",
    "/search/",
    "/admin/account/login/",
    "/healthz",
    "/no/such/page/",
    "/static/x.css",
]


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("charset", ["shift_jis", "utf-16", "x-nonsense", '""'])
def test_another_charset_is_refused_at_any_address(visitor: Client, address: str, charset: str) -> None:
    visitor.cookies["csrftoken"] = "made-up"  # makes Django look for a token in the body
    response = visitor.generic("POST", address, b"text=\x83\x65", content_type=f"{FORM}; charset={charset}")
    assert response.status_code == 415
    assert "UTF-8" in response.content.decode()
    assert not response.cookies


@pytest.mark.parametrize("charset", ["utf-8", "UTF-8", "utf8", '"utf-8"'])
def test_utf_8_may_be_spelled_in_any_way(visitor: Client, charset: str) -> None:
    response = visitor.generic("POST", "/", "text=あ", content_type=f"{FORM}; charset={charset}")
    assert response.status_code == 200


@pytest.mark.parametrize("body, status", [("text=あ".encode(), 200), (b"text=\xff\xfe", 400), (b"text=%ff%fe", 400)])
def test_a_body_that_names_no_charset_is_utf_8_or_refused(visitor: Client, body: bytes, status: int) -> None:
    assert visitor.generic("POST", "/", body, content_type=FORM).status_code == status
