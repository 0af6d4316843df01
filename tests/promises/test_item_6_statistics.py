"""Item 6 of the policy: statistics hold numbers of views, and nothing of a person."""

import re
from typing import Any
from wsgiref.util import setup_testing_defaults

import pytest
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.test import Client
from gunicorn.config import Config

from cluster_cms.middleware.page_cache import PageCache
from cluster_cms.promises.evidence import State, gather
from cluster_cms.settings import gunicorn
from cluster_cms.statistics.daily_counts import DailyCount
from cluster_cms.statistics.referrers import referring_host
from cluster_cms.statistics.view_counter import CountingApplication
from cluster_cms.statistics.view_writing import ViewWriter
from tests.infrastructure.template import PROJECT
from tests.promises.mutations import Mutation

COUNTER = "cluster_cms/statistics/view_counter.py"
MUTATIONS = (
    Mutation("cluster_cms/settings/gunicorn.py", "accesslog = None", 'accesslog = "-"'),
    Mutation("cluster_cms/promises/crawl_report.py", "holds=not gunicorn.accesslog", "holds=True"),
    Mutation("cluster_cms/promises/items.py", "No address, browser, identifier or search word is kept", "It is kept"),
    Mutation(COUNTER, "and not is_robot(", 'and not (lambda name: "known" in name)('),
    Mutation(COUNTER, '"no-store" not in', '"no-such-word" not in'),
    Mutation(COUNTER, "if referer else DIRECT", "if not referer else referer"),
    Mutation("cluster_cms/statistics/referrers.py", '.rpartition("@")[2]', ""),
    Mutation("cluster_cms/statistics/referrers.py", "labels[-LABELS:]", "labels"),
    Mutation("cluster_cms/statistics/daily_counts.py", "views__lt=FEW", "views__lt=0"),
    Mutation("cluster_cms/statistics/daily_counts.py", "if view.found_nothing else keys", "if False else keys"),
    Mutation("docker/nginx.conf", "access_log off;", "access_log /var/log/nginx/access.log;"),
    Mutation("docker/nginx.conf", '"host":"$referring_host"', '"host":"$http_referer"'),
)
PEOPLE = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
ADDRESS, WORDS = "203.0.113.77", "秘密の言葉"


def visit(application: Any, path: str, query: str = "", **headers: str) -> None:
    """Ask for a page as a person does."""
    raw = path.encode().decode("latin-1")
    environ: dict[str, Any] = {"PATH_INFO": raw, "QUERY_STRING": query, "REMOTE_ADDR": ADDRESS}
    environ |= {"HTTP_HOST": "testserver", "HTTP_USER_AGENT": PEOPLE, **headers}
    setup_testing_defaults(environ)
    b"".join(application(environ, lambda *answer: None))


@pytest.fixture
def writer(committed_db: None, monkeypatch: pytest.MonkeyPatch) -> ViewWriter:
    """Counts in memory, and writes when told."""
    monkeypatch.setattr(ViewWriter, "start", lambda self: None)
    return ViewWriter()


@pytest.fixture
def application(writer: ViewWriter) -> Any:
    return CountingApplication(PageCache(get_wsgi_application()), writer.count)


def stored() -> dict[tuple[str, str, str], int]:
    rows = DailyCount.objects.values_list("page", "language", "host", "number")
    return {(page, language, host): number for page, language, host, number in rows}


def test_a_view_leaves_day_page_language_and_host_alone(application: Any, writer: ViewWriter, home_page: Any) -> None:
    person = {"HTTP_REFERER": f"https://taro:secret@www.example.co.jp:8443/{ADDRESS}?q=x", "HTTP_COOKIE": "id=4711"}
    for _time in range(2):  # rendered, then out of the cache
        visit(application, "/", "page=1&from=someone", **person)
    writer.write()
    assert stored() == {(str(home_page.pk), "ja", "example.co.jp"): 2}
    fields = [field.name for field in DailyCount._meta.concrete_fields]
    assert fields == ["id", "day", "page", "language", "host", "number"]


def test_a_search_that_finds_nothing_is_counted_without_its_words(application: Any, writer: ViewWriter) -> None:
    for query in ("q=zzqqxx", "q=zzqqxx", "q="):
        visit(application, "/en/search/", query)
    writer.write()
    assert stored() == {("search:search", "en", ""): 3, ("empty-search", "en", ""): 2}


def test_what_only_one_person_may_see_and_what_is_missing_is_not_counted(
    application: Any, writer: ViewWriter, contact_page: Any
) -> None:
    token = "a" * 43
    for path in (
        f"/contact-us/your-data/link/{token}/",
        f"/contact-us/consent/{token}/",
        "/no-such/",
        "/admin/account/login/",
    ):
        visit(application, path)
    assert writer.counter.take() == {}


@pytest.mark.parametrize("agent", ["", "curl/8.0", "Mozilla/5.0 (compatible; ExampleBot/1.0; +https://a.example)"])
def test_robots_are_left_out(application: Any, writer: ViewWriter, agent: str) -> None:
    visit(application, "/", HTTP_USER_AGENT=agent)
    assert writer.counter.take() == {}


def test_a_host_that_can_point_to_a_person_is_not_kept() -> None:
    named = "https://taro-yamada.090-1234-5678.mail.example.com/"
    assert referring_host(named) == "mail.example.com"
    for odd in ("https://203.0.113.77/", "https://[2001:db8::1]/", "https://taro-pc/", "android-app://a.b/"):
        assert referring_host(odd) == "other"


def test_no_server_of_ours_keeps_an_access_log() -> None:
    config = Config()
    for name, value in vars(gunicorn).items():
        if name in config.settings:
            config.set(name, value)
    assert (config.accesslog, config.syslog, config.disable_redirect_access_to_syslog) == (None, False, False)
    front = (PROJECT / "docker" / "nginx.conf").read_text()
    assert re.findall(r"access_log (\S+)", front) == ["off;", "${VIEWS}/views-$hundred_seconds.log"]
    found = re.findall(r"\$(\w+)", "".join(re.findall(r"log_format(.*?);", front, re.DOTALL)))
    assert found == ["hundred_seconds", "status", "uri", "language", "referring_host"]


def test_no_logger_of_ours_writes_down_visits() -> None:
    assert "gunicorn.access" not in str(settings.LOGGING)
    assert "request" not in str(settings.LOGGING["formatters"])


def test_the_page_says_what_is_counted(visitor: Client, language: str, database: None) -> None:
    page = visitor.get("/promises/" if language == "ja" else "/en/promises/").content.decode()
    words = "検索語は残しません" if language == "ja" else "No address, browser, identifier or search word is kept"
    assert words in page.split('id="promise-6"', 1)[1].split('id="promise-7"', 1)[0]


def test_the_page_says_so_when_the_server_begins_to_log(database: None, monkeypatch: pytest.MonkeyPatch) -> None:
    assert gather().state(6) == State.PASSED
    monkeypatch.setattr(gunicorn, "accesslog", "-")
    assert gather().state(6) == State.FAILED
