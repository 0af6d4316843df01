"""The link: harmless to look at, good for one press of a button, for thirty minutes, in one language."""

import logging
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.test import Client

from cluster_cms.settings import gunicorn
from cluster_cms.settings.logs import DiscreetFormatter, JsonFormatter
from contact.models import DataSubjectRequest, Inquiry, MagicLink
from contact.privacy.magic_links import delete_closed_links
from tests.contact.privacy.person import PLACES, Writer
from tests.contact.visit import texts
from tests.infrastructure.cast import Clock

PRIVATE = {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex"}


def headers_of(response: Any) -> dict[str, str]:
    return {name: response.headers.get(name, "") for name in PRIVATE}


def test_looking_at_a_link_changes_nothing(writer: Writer, inquiry: Inquiry) -> None:
    path = writer.link()
    before = MagicLink.objects.values().get()
    for method in ("GET", "HEAD", "GET"):
        response = writer.client.generic(method, path)
        assert (response.status_code, headers_of(response)) == (200, PRIVATE)
    assert MagicLink.objects.values().get() == before
    assert writer.client.post(path).status_code == 200


def test_a_link_opens_the_page_once(writer: Writer, inquiry: Inquiry) -> None:
    path = writer.link()
    opened, again, looked = writer.client.post(path), writer.client.post(path), writer.client.get(path)
    assert [answer.status_code for answer in (opened, again, looked)] == [200, 410, 410]
    assert headers_of(opened) == headers_of(again) == PRIVATE
    assert writer.address in texts(opened)
    assert writer.address not in texts(again)


def test_a_link_ends_after_thirty_minutes_and_so_does_the_page(writer: Writer, inquiry: Inquiry, clock: Clock) -> None:
    clock.set("2026-12-01 12:00")
    late, path = writer.link(), writer.link()
    clock.forward(minutes=29)
    writer.take(writer.client.post(path))
    clock.forward(minutes=2)
    assert writer.client.post(late).status_code == 410
    assert writer.act("see").status_code == 200
    clock.forward(minutes=29)
    assert writer.act("see").status_code == 410


def test_a_link_opens_in_its_own_language_alone(
    writer_of: Callable[..., Writer], inquiry: Inquiry, language: str
) -> None:
    writer = writer_of(language=language)
    path, other = writer.link(), {"ja": "en", "en": "ja"}[language]
    token = path.split("/link/")[1]
    assert writer.client.post(f"{PLACES[other]}link/{token}").status_code == 410
    assert writer.client.post(path).status_code == 200


def test_what_nobody_mailed_opens_nothing(visitor: Client, inquiry: Inquiry) -> None:
    for token in ("x", "A" * 43, "0" * 400, MagicLink().pk):
        assert visitor.post(f"{PLACES['ja']}link/{token}/").status_code == 410
    for secret in ("", "x", "\ud800", "A" * 43):
        assert visitor.post(f"{PLACES['ja']}open/", {"opened": secret.encode(errors="replace")}).status_code == 410


def test_a_token_is_proof_enough_for_browsers_that_hide_where_they_come_from(writer: Writer, inquiry: Inquiry) -> None:
    path = writer.link()
    hidden = Client(headers={"Origin": "null"})
    response = writer.take(hidden.post(path))
    assert response.status_code == 200
    assert hidden.post(f"{writer.place}open/", {"opened": writer.secret, "act": "see"}).status_code == 200


def test_the_address_of_the_open_page_leads_back_to_the_beginning(visitor: Client, language: str) -> None:
    response = visitor.get(f"{PLACES[language]}open/")
    assert (response.status_code, response.headers["Location"]) == (302, PLACES[language])


def test_opening_is_counted_with_its_time_and_without_a_name(writer: Writer, inquiry: Inquiry, clock: Clock) -> None:
    clock.set("2026-12-01 12:00")
    path = writer.link()
    clock.forward(minutes=5)
    writer.client.post(path)
    [row] = DataSubjectRequest.objects.all()
    assert (row.request_type, row.address, row.name, row.email_hmac) == ("see", None, None, "")
    assert row.answered_at == row.received_at + timedelta(minutes=5)


def test_the_address_is_deleted_when_the_page_has_expired(writer: Writer, inquiry: Inquiry, clock: Clock) -> None:
    clock.set("2026-12-01 12:00")
    writer.open()
    delete_closed_links()
    assert MagicLink.objects.exists()
    clock.forward(minutes=31)
    delete_closed_links()
    assert not MagicLink.objects.exists()


def test_no_log_holds_a_token(writer: Writer, inquiry: Inquiry) -> None:
    path = writer.link()
    made = logging.LogRecord("django.request", logging.ERROR, "x", 1, "Internal Server Error: %s", (path,), None)
    for formatter in (JsonFormatter(), DiscreetFormatter()):
        line = formatter.format(made)
        assert "/link/[token]/" in line
        assert not re.search(r"[\w-]{43}", line)
    assert getattr(gunicorn, "accesslog", None) is None
