"""Item 5 of the policy: no cookie, and no request to another host, at any public address, whatever happens there."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path
from pytest_django import Settings
from wagtail.models import Page

from cluster_cms import urls
from cluster_cms.pages.media import CustomDocument
from home.models import CompanyPage
from tests.contact.visit import Visit
from tests.home.making import company_page
from tests.promises.crawler import Crawl
from tests.promises.mutations import Mutation

MUTATIONS = (
    Mutation(
        "cluster_cms/middleware/cookies.py",
        'request.META.pop("HTTP_COOKIE", "")',
        'request.META.get("HTTP_COOKIE", "")',
    ),
    Mutation("cluster_cms/middleware/cookies.py", "if name not in stated]", "if not stated]"),
    Mutation("cluster_cms/middleware/cookies.py", "if name in names}", "}"),
    Mutation("cluster_cms/middleware/cookies.py", 'del response.headers["Set-Cookie"]', "pass"),
    Mutation("cluster_cms/middleware/cookies.py", '"private, no-store"', '"public"'),
    Mutation("cluster_cms/pages/base_page.py", "if self.cookie_statement.strip() else frozenset()", ""),
    Mutation("cluster_cms/templates/cluster_cms/components/cookie_statement.html", "{{ page.cookie_statement }}", ""),
    Mutation("cluster_cms/settings/installed.py", '    "cluster_cms.middleware.cookies.NoCookieMiddleware",\n', ""),
)
PROJECT = Path(__file__).resolve().parents[2]
APPS = ("cluster_cms", "home", "library", "products", "policy", "contact", "search")
ODD = [
    "/no/such/page/",
    "/en/no/such/page/",
    "/no.such",
    "/en",
    "/ja/",
    "/robots.txt",
    "/search/?q=%22",
    "/en/search/?q=",
]
REACHED = ["/privacy-policy/v/", "/en/privacy-policy/history/", "/en/news/", "/search/", "/static/", "/media/images/"]
handler400, handler403, handler404, handler500 = urls.handler400, urls.handler403, urls.handler404, urls.handler500


def breaks(request: HttpRequest) -> HttpResponse:
    raise ZeroDivisionError


def sets_past_the_list(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok", headers={"Set-Cookie": "hidden=1; path=/"})


def misbehaves(request: HttpRequest) -> HttpResponse:
    """What the crawl must find if ever the site did it; it lies in the staff area, where nothing strips the cookie."""
    response = HttpResponse('<img src="https://other.example/x.png"><link rel="stylesheet" href="//other.example/y">')
    response.set_cookie("tracking", "1")
    response.headers["Vary"] = "Accept, Cookie"
    return response


urlpatterns = [
    path("breaks/", breaks),
    path("en/breaks/", breaks),
    path("sets-past-the-list/", sets_past_the_list),
    path("admin/misbehaves/", misbehaves),
    *urls.urlpatterns,
]


@pytest.fixture
def crawl(visitor: Client, settings: Settings) -> Crawl:
    settings.ROOT_URLCONF = __name__
    visitor.raise_request_exception = False
    return Crawl(visitor)


def test_the_crawl_finds_each_kind_of_problem(crawl: Crawl) -> None:
    crawl.open("/admin/misbehaves/")
    crawl.open("/breaks/")
    assert [problem.partition("/ ")[2] for problem in crawl.problems] == [
        "sets a cookie",
        "differs by cookie",
        "loads //other.example/y",
        "loads https://other.example/x.png",
        "is broken",
    ]


def test_no_public_address_sets_a_cookie_or_asks_another_host(crawl: Crawl) -> None:
    document = CustomDocument(title="catalogue")
    document.file.save("catalogue.pdf", ContentFile(b"%PDF-1.7\n%%EOF\n"))
    pages = [page.url for page in Page.objects.live().filter(depth__gte=2)]
    crawl.visit_all("/", "/en/", *pages, *ODD, "/healthz", "/readyz", document.url)
    assert crawl.problems == []
    assert [place for place in REACHED if not any(seen.startswith(place) for seen in crawl.seen)] == []


def test_no_step_of_the_form_sets_a_cookie(crawl: Crawl, language: str) -> None:
    visit = Visit(crawl.client, "/contact-us/" if language == "ja" else "/en/contact-us/")
    sent = visit.send(visit.draft())
    for answer in (visit.check(), visit.check(name=""), sent, visit.client.get(sent.url), visit.send("damaged")):
        crawl.note(visit.address, answer, answer.content.decode())
    assert sent.status_code == 303
    assert crawl.problems == []


@pytest.mark.parametrize(
    "headers", [{"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": ""}, {"Host": "other.example"}]
)
@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS", "POST", "PUT", "DELETE", "TRACE"])
@pytest.mark.parametrize("address", ["/", "/en/contact-us/", "/search/", "/breaks/", "/en/no/such/page/"])
def test_no_odd_request_is_answered_with_a_cookie(
    crawl: Crawl, address: str, method: str, headers: dict[str, str]
) -> None:
    crawl.client.cookies["sessionid"] = crawl.client.cookies["csrftoken"] = "made-up"
    response = crawl.client.generic(method, address, headers=headers)
    assert not response.cookies
    assert "Cookie" not in response.headers.get("Vary", "")


def test_an_error_of_ours_sets_no_cookie(crawl: Crawl, language: str) -> None:
    response = crawl.client.get("/breaks/" if language == "ja" else "/en/breaks/")
    crawl.note("here", response, response.content.decode())
    assert (response.status_code, crawl.problems) == (500, ["here is broken"])


def test_no_public_template_asks_for_a_token_and_no_script_stores_anything() -> None:
    forbidden = re.compile(r"csrf_token|document\.cookie|localStorage|sessionStorage|indexedDB|request\.(user|session)")
    folders = [PROJECT / app / kind for app in APPS for kind in ("templates", "static")]
    files = [file for folder in folders for file in folder.rglob("*") if file.suffix in (".html", ".js")]
    texts = {str(file.relative_to(PROJECT)): file.read_text(encoding="utf-8") for file in files}
    staff = re.compile(r"admin/|templates/(account|mfa)/")
    public = {name: text for name, text in texts.items() if not staff.search(name + text)}
    assert len(public) > 30
    assert [name for name, text in public.items() if forbidden.search(text)] == []


# --- A page that needs one --------------------------------------------------------------------------------------------


@pytest.fixture
def page(home_page: Page, monkeypatch: pytest.MonkeyPatch) -> CompanyPage:
    """A page whose code sets two cookies and tells which ones it received."""

    def serve(self: CompanyPage, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = HttpResponse(",".join(sorted(request.COOKIES)))
        response.set_cookie("size", "large")
        response.set_cookie("tracking", "1")
        return response

    made = company_page(slug="needs-a-cookie")
    monkeypatch.setattr(CompanyPage, "serve", serve)
    return made


def stated(page: CompanyPage, names: str, statement: str) -> CompanyPage:
    page.cookie_names, page.cookie_statement = names, statement
    page.save_revision().publish()
    return page


def test_a_page_sets_the_cookies_it_states_and_no_other(page: CompanyPage, visitor: Client) -> None:
    stated(page, "size colour", "One cookie keeps the size of the letters for a day.")
    visitor.cookies["size"] = visitor.cookies["other"] = "made-up"
    answer = visitor.get(page.url)
    assert set(answer.cookies) == {"size"}
    assert answer.content == b"size"
    assert answer.headers["Cache-Control"] == "private, no-store"


def test_a_page_that_states_a_cookie_is_cached_nowhere_even_when_it_sets_none(
    page: CompanyPage, visitor: Client
) -> None:
    stated(page, "colour", "One cookie keeps the colour of the page for a day.")
    answer = visitor.get(page.url)
    assert not answer.cookies
    assert answer.headers["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("names, statement", [("size", ""), ("size", "  "), ("", "We use a cookie."), ("", "")])
def test_names_without_words_and_words_without_names_open_nothing(
    page: CompanyPage, visitor: Client, names: str, statement: str
) -> None:
    assert not visitor.get(stated(page, names, statement).url).cookies


def test_what_one_page_states_opens_no_other(page: CompanyPage, visitor: Client, home_page: Page) -> None:
    stated(page, "size", "One cookie keeps the size of the letters.")
    visitor.cookies["size"] = "large"
    assert not visitor.get("/").cookies
    assert visitor.get(page.url).cookies


def test_the_statement_stands_on_the_page(database: None, visitor: Client, home_page: Page) -> None:
    page = stated(company_page(slug="says-so"), "size", "文字の大きさを一日おぼえるCookieを一つ使います。")
    body = visitor.get(page.url).content.decode()
    assert "文字の大きさを一日おぼえる" in body.split("<footer", 1)[0]
    assert 'href="/promises/#promise-5"' in body


@pytest.mark.parametrize("names", ["a;b", "a=b", "名前", "a,b"])
def test_a_name_that_is_no_name_is_refused(database: None, names: str) -> None:
    with pytest.raises(ValidationError):
        CompanyPage(title="x", slug="x", cookie_names=names).clean_fields()


def test_a_cookie_written_past_djangos_list_is_stripped_too(crawl: Crawl, caplog: pytest.LogCaptureFixture) -> None:
    assert "Set-Cookie" not in crawl.client.get("/sets-past-the-list/").headers
    assert "cookie hidden of" in caplog.text


def test_the_sign_in_page_says_which_cookies_it_sets(visitor: Client) -> None:
    assert "公開サイトはCookieを使いません" in visitor.get("/admin/account/login/").content.decode()
