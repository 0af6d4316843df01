"""Visitors who write at once, and send again when no answer comes: as a person presses the button again."""

import contextlib
import http.client
import re
import secrets
import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from html import unescape
from urllib.parse import parse_qs, urlencode, urlsplit

from contact.inquiries.draft import Draft, load_draft, reference_on, sign_draft
from contact.text.answers import Answer
from tests.contact.visit import WRITTEN
from tests.faults.history import Told

ADDRESS = "/contact-us/"
TIMEOUT = 20  # seconds for one answer
TRIES = 40  # of one request; a bound, not an expectation
HEADERS = {"Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin"}
HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)"')


class NoAnswer(Exception):
    """The connection was refused or broke off."""


class Visitor:
    """One visitor; remembers what it was told, and every answer that was neither success nor a broken line."""

    def __init__(self, port: int, page_id: int, name: str) -> None:
        self.port, self.page_id, self.name = port, page_id, name
        self.told: list[Told] = []
        self.failures: list[int] = []

    def connect(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=TIMEOUT)

    def ask(self, method: str, body: dict[str, str] | None = None) -> http.client.HTTPResponse:
        with contextlib.closing(self.connect()) as connection:
            try:
                connection.request(method, ADDRESS, urlencode(body or {}), HEADERS)
                response = connection.getresponse()
                self.text = response.read().decode()
            except (OSError, http.client.HTTPException) as error:
                raise NoAnswer from error
        return response

    def persist(self, method: str, body: dict[str, str] | None = None, wanted: int = 200) -> http.client.HTTPResponse:
        """Ask until an answer comes. Raises NoAnswer when none does."""
        for _ in range(TRIES):
            with contextlib.suppress(NoAnswer):
                response = self.ask(method, body)
                if response.status == wanted:
                    return response
                self.failures.append(response.status)
        raise NoAnswer

    def draft(self, message: str) -> str:
        """Write, check, and return the signed draft."""
        self.persist("GET")
        form = {**self.hidden(), **WRITTEN, "message": message, "step": "confirm"}
        self.persist("POST", form)
        return self.hidden()["draft"]

    def hidden(self) -> dict[str, str]:
        return {name: unescape(value) for name, value in HIDDEN.findall(self.text)}

    def send(self, sealed: str) -> None:
        """Send a draft until it is acknowledged, and remember every try."""
        key = load_draft(sealed, page_id=self.page_id).submission_key
        for _ in range(TRIES):
            reference = None
            with contextlib.suppress(NoAnswer):
                reference = self.acknowledgement(self.ask("POST", {"draft": sealed, "step": "send"}))
            self.told.append(Told(key, reference))
            if reference:
                return

    def acknowledgement(self, response: http.client.HTTPResponse) -> str | None:
        if response.status != 303:
            self.failures.append(response.status)
            return None
        return reference_on(parse_qs(urlsplit(response.headers["Location"]).query)["receipt"][0])


@contextlib.contextmanager
def at_once(acts: Iterable[Callable[[], object]], stop: threading.Event) -> Iterator[None]:
    """Do each act in a thread; when the block ends, set `stop`, and wait until all have ended."""
    threads = [threading.Thread(target=act) for act in acts]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        stop.set()
        for thread in threads:
            thread.join()


def another(draft: Draft) -> str:
    """Return a signed draft like this one, with a key, a text and an address of its own."""
    text = secrets.token_hex(8)
    own = {"message": text, "mail": f"{text}@example.com"}
    words = [Answer(**{**one, "value": own.get(one["key"], one["value"])}) for one in draft.answers]
    return sign_draft(replace(draft, submission_key=secrets.token_urlsafe(24), answers=words))
