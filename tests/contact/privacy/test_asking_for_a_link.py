"""Asking for a link: one answer for everybody, a mail that nobody else can use, and no more than three an hour."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cluster_cms.mail.outbox import OutboxMail
from contact.models import Inquiry, MagicLink
from contact.rate_limits import limits
from tests.contact.privacy.person import PLACES, Writer
from tests.contact.visit import texts
from tests.infrastructure.cast import Clock
from tests.infrastructure.decrypted_dump import decrypted_dump

WORDS = {
    "ja": ("ご自分の情報", "リンクを送る", "メールが使えないとき"),
    "en": ("Your data", "Send the link", "cannot use email"),
}
NOBODY = "nobody@example.com"


def test_the_page_says_what_one_can_do_and_sets_no_cookie(visitor: Client, language: str) -> None:
    response = visitor.get(PLACES[language])
    assert response.status_code == 200
    assert all(word in texts(response) for word in WORDS[language])
    assert not response.cookies
    assert "public" in response.headers["Cache-Control"]


def statements_of(writer: Writer) -> list[str]:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert writer.ask().status_code == 303
    return [re.sub(r"[^A-Za-z ]", "", query["sql"].split(" WHERE")[0].split(" VALUES")[0])[:90] for query in captured]


def test_known_and_unknown_addresses_get_the_same_answer_by_the_same_statements(
    writer_of: Callable[..., Writer], inquiry: Inquiry
) -> None:
    known, unknown = writer_of(), writer_of(NOBODY)
    known.client.get(known.place)  # whatever is cached once is cached for both
    assert statements_of(known) == statements_of(unknown)
    assert known.ask().headers["Location"] == unknown.ask().headers["Location"]
    answers = {person.client.get(person.ask().headers["Location"]).content for person in (known, unknown)}
    assert len(answers) == 1


def test_the_mail_to_an_unknown_address_says_that_nothing_is_held(
    writer_of: Callable[..., Writer], language: str
) -> None:
    stranger = writer_of(NOBODY, language)
    stranger.ask()
    [letter] = stranger.mails()
    assert {"ja": "お預かりしている情報はありません", "en": "We hold no data"}[language] in letter.subject
    assert "/link/" not in letter.body


def test_the_link_comes_by_mail_in_the_language_of_the_page(
    writer_of: Callable[..., Writer], inquiry: Inquiry, language: str
) -> None:
    path = writer_of(language=language).link()
    assert path.startswith(PLACES[language])
    assert len(path.split("/link/")[1]) == 44  # 43 letters of 256 bits, and a slash


def test_neither_queue_nor_any_other_row_opens_the_page(writer: Writer, inquiry: Inquiry) -> None:
    token = writer.link().split("/link/")[1].strip("/")
    assert OutboxMail.objects.filter(kind="own_data.link").exists()
    assert [place for place, value in decrypted_dump() if token in value] == []
    writer.open()
    assert [place for place, value in decrypted_dump() if writer.secret in value] == []


@pytest.mark.parametrize("typed", ["", "nobody", "@example.com", "a@b@c"])
def test_an_invalid_address_is_reported_and_kept_in_the_form(visitor: Client, typed: str) -> None:
    response = visitor.post(PLACES["en"], {"mail": typed})
    assert response.status_code == 422
    assert "data-error-summary" in texts(response)
    assert f'value="{typed}"' in texts(response) or not typed
    assert not MagicLink.objects.exists()


@pytest.mark.parametrize("headers", [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}])
def test_a_foreign_form_sends_no_link_and_shows_the_address_back(database: None, headers: dict[str, str]) -> None:
    response = Client(headers=headers).post(PLACES["ja"], {"mail": NOBODY})
    assert response.status_code == 403
    assert NOBODY in texts(response)
    assert not MagicLink.objects.exists()


def test_an_old_browser_that_says_nothing_of_its_origin_may_ask(database: None) -> None:
    assert Client().post(PLACES["ja"], {"mail": NOBODY}).status_code == 303


def test_width_and_blanks_make_no_other_address(visitor: Client, inquiry: Inquiry) -> None:
    visitor.post(PLACES["ja"], {"mail": " Ｔａｒｏ.Yamada@example.com "})
    assert MagicLink.objects.get().email_hmac == inquiry.email_hmac


def test_an_address_gets_three_links_an_hour_and_the_answer_stays_the_same(writer: Writer, clock: Clock) -> None:
    clock.set("2026-12-01 12:00")
    assert {writer.ask().status_code for _time in range(5)} == {303}
    assert MagicLink.objects.count() == 3
    clock.forward(hours=1)
    writer.ask()
    assert MagicLink.objects.count() == 4


def test_a_network_beyond_its_limit_is_refused(
    writer_of: Callable[..., Writer], monkeypatch: pytest.MonkeyPatch, clock: Clock, language: str
) -> None:
    clock.set("2026-12-01 12:00")
    monkeypatch.setattr(limits, "PER_NETWORK", 2)
    answers = [writer_of(f"someone{number}@example.com", language).ask() for number in range(3)]
    assert [answer.status_code for answer in answers] == [303, 303, 429]
    assert answers[2].headers["Retry-After"] == "3600"
    assert "someone2@example.com" in texts(answers[2])


def test_a_link_that_comes_too_late_is_not_mailed(writer: Writer, inquiry: Inquiry, clock: Clock) -> None:
    writer.ask()
    clock.forward(minutes=31)
    before = len(mail.outbox)
    assert not [letter for letter in writer.mails()[before:] if "/link/" in letter.body]


def test_logs_hold_no_address(writer: Writer, inquiry: Inquiry, caplog: Any) -> None:
    path = writer.link()
    writer.client.post(path)
    writer.client.post(path)
    assert writer.address not in caplog.text
