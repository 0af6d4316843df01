"""Marketing sees which links to other sites do not answer; the server asks them, if it may, and nothing inside."""

import socket
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client
from wagtail.contrib.redirects.models import Redirect

from cluster_cms.promises import outside_requests
from cluster_cms.promises.outside_answers import OutsideAnswer, ask_due
from cluster_cms.promises.outside_links import outside_links
from cluster_cms.promises.outside_requests import AskingOutcome, ask, is_public
from cluster_cms.security.accounts import User
from tests.infrastructure.cast import Clock

REPORT = "/admin/reports/upkeep/"
LATE = threading.Event()


class OtherSite(BaseHTTPRequestHandler):
    """Answers by the path: a status, a redirect, the first letter of an answer and then nothing."""

    asked: list[tuple[str, str, str]]

    def answer(self) -> None:
        self.asked.append((self.command, self.path, self.headers["User-Agent"]))
        if self.path == "/slow/":
            self.wfile.write(b"H")
            LATE.wait(5)
            return
        wants_get = self.path == "/get-only/" and self.command == "HEAD"
        status = 405 if wants_get else {"/404/": 404, "/500/": 500, "/403/": 403}.get(self.path, 200)
        place = {"/round/": "/round/", "/inside/": "http://10.0.0.1/", "/file/": "file:///etc/passwd", "/on/": "/ok/"}
        self.send_response(302 if self.path in place else status)
        self.send_header("Location", place.get(self.path, ""))
        self.send_header("Content-Length", "9")
        self.end_headers()

    do_HEAD = do_GET = answer

    def log_message(self, *_args: object) -> None:
        """Write nothing."""


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """No other name than the loopback's is looked up."""
    look_up = socket.getaddrinfo

    def local(host: str, *rest: Any, **named: Any) -> Any:
        if host not in ("localhost", "127.0.0.1", "10.0.0.1"):
            raise socket.gaierror(socket.EAI_NONAME, "no such host")
        return look_up(host, *rest, **named)

    monkeypatch.setattr(socket, "getaddrinfo", local)


@pytest.fixture
def other_site() -> Iterator[str]:
    """A site on the loopback, in the place of one on the Internet."""
    OtherSite.asked = []
    LATE.clear()
    server = ThreadingHTTPServer(("127.0.0.1", 0), OtherSite)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://localhost:{server.server_port}"
    LATE.set()
    server.shutdown()
    server.server_close()


def loopback(numeric: str, _port: int) -> bool:
    return numeric in ("127.0.0.1", "::1")


@pytest.mark.parametrize(
    "path, outcome",
    [
        ("/ok/", AskingOutcome.ANSWERS),
        ("/お知らせ/?a=1", AskingOutcome.ANSWERS),
        ("/get-only/", AskingOutcome.ANSWERS),
        ("/on/", AskingOutcome.ANSWERS),
        ("/404/", AskingOutcome.MISSING),
        ("/500/", AskingOutcome.FAILING),
        ("/403/", AskingOutcome.REFUSED),
        ("/round/", AskingOutcome.CIRCLING),
        ("/inside/", AskingOutcome.NOT_ASKED),
        ("/file/", AskingOutcome.NOT_ASKED),
    ],
)
def test_what_an_address_answers_is_told(other_site: str, path: str, outcome: AskingOutcome) -> None:
    assert ask(other_site + path, may_ask=loopback) == outcome
    assert len(OtherSite.asked) <= 4
    assert {agent for *_request, agent in OtherSite.asked} == {"LinkCheck (+http://testserver)"}


def test_an_answer_that_does_not_end_is_cut(other_site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outside_requests, "SECONDS", 0.3)
    assert ask(f"{other_site}/slow/", may_ask=loopback) == AskingOutcome.SILENT
    assert ask("http://no-such-host.invalid/", may_ask=loopback) == AskingOutcome.UNKNOWN


def test_nothing_inside_is_asked(other_site: str) -> None:
    assert ask(f"{other_site}/ok/") == AskingOutcome.NOT_ASKED
    inside = ["127.0.0.1", "10.0.0.1", "192.168.1.1", "169.254.169.254", "::1", "fe80::1%lo", "fd00::1", "0.0.0.0"]  # noqa: S104
    mapped = ["::ffff:10.0.0.1", "64:ff9b::a00:1", "2002:a00:1::1", "224.0.0.1", "100.64.0.1"]
    assert not any(is_public(numeric, 80) for numeric in inside + mapped)
    assert is_public("93.184.216.34", 443)
    assert not is_public("93.184.216.34", 25)
    assert OtherSite.asked == []


@pytest.fixture
def links(other_site: str, database: None, settings: LazySettings) -> list[str]:
    """The addresses of two redirects to the other site, the only ones it is asked for."""
    settings.CHECK_OUTSIDE_LINKS = True
    made = [f"{other_site}/ok/", f"{other_site}/404/"]
    for number, address in enumerate(made):
        Redirect.objects.create(old_path=f"/old-{number}", redirect_link=address)
    return made


def test_each_address_is_asked_once_a_week(links: list[str], clock: Clock) -> None:
    clock.set("2026-12-01 03:00")

    def asked() -> int:
        ask_due(may_ask=loopback)
        return len(OtherSite.asked)

    assert (asked(), asked()) == (3, 3)
    clock.forward(days=6)
    assert asked() == 3
    clock.forward(days=1)
    assert asked() == 6
    assert {answer.address for answer in OutsideAnswer.objects.all()} == {link.address for link in outside_links()}


def test_the_server_asks_nothing_unless_it_is_told_to(links: list[str], settings: LazySettings) -> None:
    ask_due(may_ask=loopback)
    before, settings.CHECK_OUTSIDE_LINKS = len(OtherSite.asked), False
    ask_due(may_ask=loopback)
    assert len(OtherSite.asked) == before
    assert not OutsideAnswer.objects.exists()


def test_the_report_tells_what_does_not_answer_with_its_day(
    links: list[str], signed_in: Callable[[User], Client], marketing: User, clock: Clock, settings: LazySettings
) -> None:
    clock.set("2026-12-01 03:00")
    ask_due(may_ask=loopback)
    shown = signed_in(marketing).get(REPORT).content.decode()
    row = shown.split("/404/</a></th>", 1)[1].split("</tr>", 1)[0]
    assert "/old-1" in row
    assert "2026年12月1日" in row
    assert f"{links[0]}</a>" not in shown
    settings.CHECK_OUTSIDE_LINKS = False
    assert "CHECK_OUTSIDE_LINKS" in signed_in(marketing).get(REPORT).content.decode()
