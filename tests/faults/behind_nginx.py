"""The site behind the real nginx with docker/nginx.conf; run by `make test-extra`.

Everything listens on loopback; only processes that the test starts are stopped.
"""

import contextlib
import http.client
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import Settings
from wagtail.models import Page

from cluster_cms.pages.site_settings import DeskSettings, default_site
from cluster_cms.statistics import front_log
from cluster_cms.statistics.daily_counts import DailyCount
from contact.pages import ContactPage
from home.models import NewsPage
from tests.faults.front import HOST, Front, nginx_before, trusting
from tests.faults.serving import Server, served

VISITED = ("/", "/en/", "/news/", "/privacy-policy/", "/en/privacy-policy/", "/contact-us/", "/sitemap/")
SLOW = 1_000  # connections that send a byte now and then


@pytest.fixture
def server(committed_db: None, tmp_path: Path) -> Iterator[Server]:
    with served(tmp_path) as running:
        yield running


@pytest.fixture
def front(server: Server, settings: Settings) -> Iterator[Front]:
    with nginx_before(server) as running:
        settings.VAR_DIR = running.folder
        yield running


def test_plain_addresses_lead_to_tls_and_tls_offers_http_2(front: Front) -> None:
    with contextlib.closing(http.client.HTTPConnection(HOST, front.plain, timeout=10)) as connection:
        connection.request("GET", "/news/?page=2")
        answer = connection.getresponse()
    assert (answer.status, answer.headers["Location"]) == (301, f"https://{HOST}/news/?page=2")
    with socket.create_connection((HOST, front.secure)) as raw, trusting("h2", "http/1.1").wrap_socket(raw) as secure:
        assert secure.selected_alpn_protocol() == "h2"


def test_every_page_ever_visited_is_shown_while_the_site_is_away(front: Front, server: Server) -> None:
    pages = {path: front.ask(path) for path in VISITED}
    assert {status for status, _body, _header in pages.values()} == {200}
    server.keeper.terminate()
    server.keeper.wait(30)
    for path, page in pages.items():
        assert front.ask(path)[:2] == page[:2], path


def test_a_page_that_was_taken_down_is_not_shown_again_while_the_site_is_away(front: Front, server: Server) -> None:
    page = NewsPage.objects.filter(locale__language_code="ja").live().first()
    assert page
    assert front.ask(page.url)[0] == 200
    page.unpublish()
    deadline = time.monotonic() + 5
    while front.ask(page.url)[0] == 200:
        assert time.monotonic() < deadline
    server.keeper.terminate()
    server.keeper.wait(30)
    assert page.title not in front.ask(page.url)[1]


def test_neither_search_words_nor_tokens_of_mailed_links_are_written_to_the_disk(front: Front) -> None:
    words, token = "examplewords", "exampletoken"
    form = "/contact-us"  # where links stood that were mailed before they had addresses of their own
    for path in (
        f"/search/?q={words}",
        f"/en/search/?page=1&q={words}",
        *(f"{form}/consent/{token}", f"{form}/consent/{token}/", f"{form}/consent/withdraw/{token}/"),
        *(f"/your-data/consent/{token}/", f"/en/your-data/consent/withdraw/{token}/"),
        f"/news/?{words}=1",
    ):
        front.ask(path)
    for place in (form, "", "/en"):
        for address in (f"{place}/your-data/link/{token}", f"{place}/your-data/link/{token}/"):
            front.ask(address)
    front.ask("/news/?page=1")
    written = b"".join(path.read_bytes() for path in front.folder.rglob("*") if path.is_file())
    assert b"/news/?page=1" in written
    assert words.encode() not in written
    assert token.encode() not in written


def test_what_was_never_visited_and_what_is_sent_is_answered_503_with_the_desk(front: Front, server: Server) -> None:
    server.keeper.terminate()
    server.keeper.wait(30)
    for path, words in (("/news/", "ただいま"), ("/en/news/", "not available at the moment")):
        for method, body in (("GET", None), ("POST", b"message=typed")):
            status, page, cached = front.ask(path, method, body)
            assert (status, cached) == (503, "no-store")
            assert words in page
            assert DeskSettings.for_site(default_site()).phone in page


def test_a_change_is_seen_through_nginx_within_five_seconds(front: Front) -> None:
    assert front.ask("/news/")[0] == 200
    NewsPage.objects.filter(locale__language_code="ja").update(title="見本の見出しが替わりました")
    changed, deadline = time.monotonic(), time.monotonic() + 5
    while "見本の見出しが替わりました" not in front.ask("/news/")[1]:
        assert time.monotonic() < deadline
    print(f"seen after {time.monotonic() - changed:.1f} s")


def test_slow_visitors_do_not_hold_up_the_form(front: Front, contact_page: ContactPage) -> None:
    slow = []
    for _ in range(SLOW):
        one = socket.create_connection((HOST, front.secure), timeout=5)
        slow.append(one)
    try:
        began = time.monotonic()
        assert front.ask("/contact-us/")[0] == 200
        form = {"Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin"}
        assert front.ask("/contact-us/", "POST", b"step=confirm", **form)[0] in (409, 422)
        assert time.monotonic() - began < 10  # tenfold: a second is the aim
    finally:
        for one in slow:
            one.close()


def test_each_view_is_counted_once_whoever_answers_it(
    front: Front, server: Server, home_page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    referer = "https://www.example.co.jp/search?q=secret"

    def ask(path: str, method: str = "GET", **headers: str) -> tuple[int, str, str]:
        person = {"User-Agent": "Mozilla/5.0 (X11) Firefox/140.0", "Referer": referer}
        return front.ask(path, method, None, **person | headers)

    answers = [ask("/?view=all"), *(ask("/") for _ in range(5))]
    began = time.monotonic()
    while time.monotonic() < began + 3:  # the copy grows old: it is shown, and asked for anew behind the visitor's back
        answers.append(ask("/"))
    unwanted = [ask("/", "HEAD"), ask("/", **{"User-Agent": "ExampleBot/1.0"}), ask("/", **{"Sec-Purpose": "prefetch"})]
    unwanted += [ask("/no/such/"), ask("/contact-us/your-data/link/a-token/")]
    assert [status for status, _body, _header in unwanted[:4]] == [200, 200, 200, 404]
    server.keeper.terminate()
    server.keeper.wait(30)  # writes what the application itself has counted: nothing
    answers.append(ask("/"))
    assert {status for status, _body, _header in answers} == {200}
    written = "".join(file.read_text() for file in front.folder.glob("views/*.log"))
    assert "secret" not in written
    assert HOST not in written
    monkeypatch.setattr(front_log, "REST", -200)
    for _time in range(2):
        front_log.count_front_log()
    rows = DailyCount.objects.values_list("page", "language", "host", "number")
    assert list(rows) == [(str(home_page.pk), "ja", "example.co.jp", len(answers))]
    assert not list(front.folder.glob("views/*"))


def test_nothing_of_a_visit_is_written_down(front: Front) -> None:
    front.ask("/contact-us/your-data/link/a-token-of-a-mailed-link/")
    front.ask("/your-data/link/a-token-of-a-mailed-link/")
    written = [file for file in front.folder.rglob("*.log") if file.stat().st_size]
    assert not [file for file in written if "a-token" in file.read_text()]
