"""What counts as a view: a page that a person asked for and that everybody gets alike. Without a database."""

import re
from typing import Any

import pytest

from cluster_cms.statistics import view_counter
from cluster_cms.statistics.robots import BROWSERS, ROBOT_WORDS, is_robot
from cluster_cms.statistics.view_counter import CountingApplication, View, ViewCounter
from tests.infrastructure.template import PROJECT

PUBLIC = [("Content-Type", "text/html"), ("Cache-Control", "public, max-age=0")]
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
PEOPLE = (
    FIREFOX,
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile Safari/604.1",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 Safari Line/14.0.0",
    "Mozilla/5.0 (Linux; Android 14; CUBOT P80) AppleWebKit/537.36 Chrome/139.0.0.0 Mobile Safari/537.36",
    "Opera/9.80 (J2ME/MIDP; Opera Mini/7.1) Presto/2.8 Version/11.10",
    "Lynx/2.9.0 libwww-FM/2.14",
    "w3m/0.5.3+git2023",
)
ROBOTS = (
    "",
    "curl/8.5.0",
    "python-requests/2.32",
    "Go-http-client/2.0",
    "WhatsApp/2.23",
    "facebookexternalhit/1.1;line-poker/1.0",
    "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
    "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)",
    "Mozilla/5.0 (Linux; Android 6.0.1) Chrome/139.0.0.0 Mobile Safari/537.36 (compatible; GoogleOther)",
    "Mozilla/5.0 (compatible; Yahoo! Slurp)",
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 HeadlessChrome/139.0.0.0 Safari/537.36",
    "Mozilla/5.0 (Macintosh) Chrome/139.0.0.0 Safari/537.36 Chrome-Lighthouse",
    "Mozilla/5.0+(compatible; UptimeRobot/2.0; https://uptimerobot.com/)",
)


def counted(path: str = "/news/", status: str = "200 OK", headers: Any = PUBLIC, **environ: str) -> list[View]:
    """Return what is counted of one request."""
    views: list[View] = []
    asked = {"REQUEST_METHOD": "GET", "PATH_INFO": path, "HTTP_USER_AGENT": FIREFOX, "HTTP_HOST": "www.here.example"}

    def site(environ: Any, start_response: Any) -> list[bytes]:
        start_response(status, headers)
        return [b"page"]

    assert CountingApplication(site, views.append)(asked | environ, lambda *answer: None) == [b"page"]
    return views


def test_people_are_counted_and_robots_are_not() -> None:
    assert [agent for agent in PEOPLE if not counted(HTTP_USER_AGENT=agent)] == []
    assert [agent for agent in ROBOTS if counted(HTTP_USER_AGENT=agent)] == []


def test_the_web_server_in_front_knows_the_same_robots() -> None:
    lines = (PROJECT / "docker" / "nginx.conf").read_text().split("$robot {", 1)[1].split("}", 1)[0]
    words, browsers = re.findall(r'"~\*?(.*)" [01];', lines)
    assert words.removeprefix("(?<!cu)").split("|") == list(ROBOT_WORDS)
    assert browsers.removeprefix("^(").removesuffix(")").split("|") == list(BROWSERS)
    for agent in (*PEOPLE, *ROBOTS):
        robot = bool(re.search(words, agent, re.IGNORECASE)) or not re.search(browsers, agent)
        assert robot == is_robot(agent), agent


@pytest.mark.parametrize("status", ["200 OK", "304 Not Modified"])
def test_a_page_that_is_shown_is_a_view(status: str) -> None:
    (view,) = counted("/en/news/", status)
    assert (view.path, view.language, view.host, view.found_nothing) == ("/en/news/", "en", "", False)


@pytest.mark.parametrize(
    "asked",
    [
        {"REQUEST_METHOD": "HEAD"},
        {"REQUEST_METHOD": "POST"},
        {"status": "404 Not Found"},
        {"status": "301 Moved Permanently"},
        {"status": "503 Service Unavailable"},
        {"path": "/admin/"},
        {"path": "/admin/pages/3/edit/preview/"},
        {"path": "/static/site.css"},
        {"path": "/media/images/a.jpg"},
        {"path": "/healthz"},
        {"path": "/privacy-policy/feed.atom"},
        {"headers": [("Cache-Control", "no-store")]},
        {"headers": [("Cache-Control", "private, no-store")]},
        {"HTTP_SEC_PURPOSE": "prefetch;prerender"},
        {"HTTP_X_MOZ": "prefetch"},
        {"HTTP_X_VIEWS_COUNTED": "here"},
    ],
)
def test_all_else_is_none(asked: Any) -> None:
    assert counted(**asked) == []


def test_a_search_without_result_is_counted_though_the_web_server_counts_its_view() -> None:
    found = {view_counter.FOUND_NOTHING: "yes"}
    assert [view.found_nothing for view in counted("/search/", **found)] == [True, False]
    assert [view.found_nothing for view in counted("/search/", HTTP_X_VIEWS_COUNTED="here", **found)] == [True]
    assert counted("/search/", HTTP_USER_AGENT="ExampleBot/1.0", **found) == []


def test_days_are_those_of_tokyo(monkeypatch: pytest.MonkeyPatch) -> None:
    days = []
    for second in (1_798_728_399, 1_798_728_400 - 400):  # an hour of 31 December 2026 in Tokyo
        monkeypatch.setattr(view_counter, "time", lambda second=second: second)
        days.append(counted()[0].day)
    monkeypatch.setattr(view_counter, "time", lambda: 1_798_729_200)  # 2027-01-01 00:00 in Tokyo
    assert days == [20_818, 20_818]
    assert counted()[0].day == 20_819


def test_memory_holds_a_bounded_number_of_addresses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(view_counter, "MOST_KEYS", 2)
    counter = ViewCounter()
    for path in ("/a/", "/b/", "/c/", "/d/", "/a/"):
        counter.add(View(1, path, "ja", "example.com"))
    assert counter.take() == {
        View(1, "/a/", "ja", "example.com"): 2,
        View(1, "/b/", "ja", "example.com"): 1,
        View(1, "", "ja", "other"): 2,
    }
    assert counter.take() == {}
