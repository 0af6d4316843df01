"""Whatever arrives at the form, the answer is a page or a refusal, never a breakdown."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import pytest

from contact.models import Inquiry
from tests.contact.visit import WRITTEN, Visit

URLENCODED = "application/x-www-form-urlencoded"
ODD_BODIES = {
    "nothing": "",
    "NUL everywhere": "&".join(f"{name}=%00x%00" for name in WRITTEN),
    "not UTF-8": "&".join(f"{name}=%ff%fe%c0%af" for name in WRITTEN),
    "half a surrogate pair": "name=%ed%a0%80&message=%ed%a0%80",
    "every field twice": urlencode(WRITTEN) + "&" + urlencode(WRITTEN),
    "a thousand more fields": "&".join(f"x{number}=1" for number in range(1000)),
    "steps that do not exist": "step=erase&step=__class__",
    "no equals sign": "%00&&&=&=x",
}


@pytest.mark.parametrize("body", ODD_BODIES.values(), ids=ODD_BODIES)
def test_an_odd_body_is_answered_and_stores_nothing(visit: Callable[..., Visit], body: str) -> None:
    here, before = visit(), Inquiry.objects.count()
    hidden = urlencode({**here.hidden(), "step": "confirm"})
    for whole in (body, f"{hidden}&{body}", f"step=send&draft=%00%ff&{body}"):
        response = here.client.post(here.address, whole, content_type=URLENCODED)
        assert response.status_code < 500
    assert Inquiry.objects.count() == before


@pytest.mark.parametrize("kind", ["application/json", "text/plain", "multipart/form-data; boundary=x", "made up"])
def test_another_content_type_is_answered(visit: Callable[..., Visit], kind: str) -> None:
    response = visit().client.post("/contact-us/", b'{"step": "confirm"}', content_type=kind)
    assert 400 <= response.status_code < 500


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_another_method_is_refused(visit: Callable[..., Visit], method: str) -> None:
    assert getattr(visit().client, method)("/contact-us/").status_code == 405


@pytest.mark.parametrize("receipt", ["%00", "%ff", ":::", "WyJ4Il0:x", "a" * 5000])
def test_an_odd_receipt_leads_to_the_form(visit: Callable[..., Visit], receipt: str) -> None:
    response = visit().client.get(f"/contact-us/thanks/?receipt={receipt}")
    assert response.headers["Location"] == "/contact-us/"


def test_seen_control_characters_reach_no_column(visit: Callable[..., Visit]) -> None:
    inquiry = visit().send_all(name="山\x00\x0b田\u202e太郎", message="a\x07b\u200bc", company="\ufeffx")
    stored: dict[str, Any] = {answer["key"]: answer["value"] for answer in inquiry.answers}
    assert (stored["name"], stored["message"], stored["company"]) == ("山 田太郎", "abc", "x")
