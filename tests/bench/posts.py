"""`make bench`: posts and whole visits of our form, beside those of a stock Wagtail form page.

Both run under the same server (two processes) with the same options of the database. Our "send" is encrypted, audited
and puts two mails into the outbox; the stock page's POST stores JSON and hands one mail to a backend that drops it. A
visit is everything until the thanks: form, check, send and thanks of ours, GET and POST of the stock page's.
"""

import contextlib
import http.client
import re
import secrets
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from email.message import Message
from functools import partial
from pathlib import Path
from urllib.parse import urlencode

from contact.inquiries.draft import Draft, load_draft
from contact.pages import ContactPage
from tests.bench.measuring import Measure, in_turns, record_rate, seconds
from tests.bench.sites import STOCK, stock_site
from tests.contact.visit import WRITTEN
from tests.faults.clients import ADDRESS, HEADERS, Visitor, another
from tests.faults.serving import served
from tests.infrastructure.template import Template

ROUNDS, POSTS, VISITS, CLIENTS = 9, 48, 16, 4
AIM = 0.8
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')


def time_of_one(act: Callable[[], object], times: int) -> Measure:
    """Return a measure: seconds for one of many acts by CLIENTS clients at once."""

    def all_of_them() -> None:
        with ThreadPoolExecutor(CLIENTS) as clients:
            for done in [clients.submit(act) for _ in range(times)]:
                done.result()

    return lambda: seconds(all_of_them) / times


def ask(
    port: int, method: str, address: str, body: dict[str, str], headers: dict[str, str], wanted: int
) -> tuple[Message, str]:
    with contextlib.closing(http.client.HTTPConnection("127.0.0.1", port, timeout=60)) as line:
        line.request(method, address, urlencode(body), headers)
        response = line.getresponse()
        text = response.read().decode()
    assert response.status == wanted, response.status
    return response.headers, text


def send(port: int, first: Draft) -> None:
    ask(port, "POST", ADDRESS, {"draft": another(first), "step": "send"}, HEADERS, 303)


def visit(port: int, page_id: int) -> None:
    draft = Visitor(port, page_id, "").draft(secrets.token_hex(8))
    sent, _text = ask(port, "POST", ADDRESS, {"draft": draft, "step": "send"}, HEADERS, 303)
    ask(port, "GET", str(sent["Location"]), {}, {}, 200)


def stock_form(port: int) -> tuple[dict[str, str], dict[str, str]]:
    """Open the stock page's form; return the fields and the headers of a post."""
    answer, page = ask(port, "GET", STOCK["form"], {}, {}, 200)
    token, cookie = TOKEN.findall(page)[0], answer["Set-Cookie"].partition(";")[0]
    return {**WRITTEN, "csrfmiddlewaretoken": token}, {**HEADERS, "Cookie": cookie}


def stock_post(port: int, fields: dict[str, str], headers: dict[str, str]) -> None:
    ask(port, "POST", STOCK["form"], {**fields, "message": secrets.token_hex(8)}, headers, 200)


def test_posts(committed_db: None, contact_page: ContactPage, template: Template, tmp_path: Path) -> None:
    with stock_site(template, tmp_path) as site, served(tmp_path) as ours, site.served(tmp_path) as stock:
        first = load_draft(Visitor(ours.port, contact_page.pk, "").draft("試料"), page_id=contact_page.pk)
        sends = time_of_one(partial(send, ours.port, first), POSTS)
        posts = time_of_one(partial(stock_post, stock.port, *stock_form(stock.port)), POSTS)
        record_rate("sends a second : stock form's", in_turns(sends, posts, ROUNDS), AIM)
        visits = time_of_one(partial(visit, ours.port, contact_page.pk), VISITS)
        theirs = time_of_one(lambda: stock_post(stock.port, *stock_form(stock.port)), VISITS)
        record_rate("whole visit : stock's", in_turns(visits, theirs, ROUNDS), AIM)
    assert STOCK["form"] != ADDRESS
