"""A corpus of hostile input, over every step of the form and both languages: answered, and never obeyed."""

import json
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from django.core.signing import b64_encode
from django.test import Client

from contact.models import Inquiry
from contact.public.form import MAX_TOTAL_LENGTH
from contact.text import answers
from tests.contact.visit import WRITTEN, Visit, texts

Visits = Callable[..., Visit]
FORM = "application/x-www-form-urlencoded"
MULTIPART = "multipart/form-data; boundary=x"
STEPS = ("confirm", "send", "change")
NINES = b"9" * 5000
PUBLIC = [
    "/",
    "/contact-us/",
    "/en/contact-us/",
    "/admin/account/login/",
    "/media/x.png",
    "/no/such/page/",
    "/en/no/such/",
]


@dataclass(frozen=True)
class Hostile:
    """A request as it goes over the wire."""

    body: bytes
    kind: str = FORM
    extra: dict[str, Any] = field(default_factory=dict)


def part(disposition: str, content: bytes = b"x", more: bytes = b"") -> bytes:
    return b"--x\r\nContent-Disposition: form-data; " + disposition.encode() + more + b"\r\n\r\n" + content + b"\r\n"


# Added to a good body of a step: what is good of it must come through, or be refused whole.
ADDED = {
    "more than 256 KiB": b"&message=" + b"a" * 270_000,
    "more than 256 KiB once decoded as percent signs": b"&message=" + b"%E3%81%82" * 30_000,
    "61 fields": b"".join(b"&x%d=1" % number for number in range(61)),
    "a thousand empty fields": b"&" * 1000,
    "a long name of a field": b"&" + b"n" * 5001 + b"=1",
    "a field over 5,000 characters": b"&message=" + b"a" * 5001,
    "a raw NUL": b"&message=a\0b&\0=1",
    "an encoded NUL": b"&message=a%00b&name=%00&%00=1",
    "half a surrogate pair": b"&message=%ed%a0%80",
    "raw half a surrogate pair": b"&message=\xed\xb0\x80",
    "a byte order mark of UTF-16": b"&message=%ff%fe",
    "an overlong slash": b"&message=%c0%af",
    "a raw overlong slash": b"&message=\xc0\xaf",
    "a character cut in two": b"&message=%e3%81",
    "broken percent signs": b"&message=%&name=%zz&mail=%u3042",
    "every field twice": b"&" + urlencode(WRITTEN).encode() + b"&" + urlencode(WRITTEN).encode(),
    "a step twice": b"&step=erase&step=__class__",
    "extra keys": b"&is_staff=1&__proto__=1&q_=1&q_nothing=2&status=closed&reference=K7QM-2XFD",
    "numbers that are none": b"&page=-1&policy=%F0%9D%9F%99&q_quantity=1e400&q_needed=99999-99-99",
    "numbers of thousands of digits": b"&page=" + NINES + b"&policy=" + NINES + b"&q_quantity=" + NINES,
    "choices that are none": b"&subject=__all__&q_field=%00&agreement=&agreement=%00",
    "markup and commands": b"&name=" + quote("<script>{{ 7*7 }}{% load x %}' OR 1=1 --").encode() + b"&message=$(id)",
    "header lines": b"&mail=" + quote("a@example.com\r\nBcc: b@example.com").encode() + b"&name=%0d%0aSet-Cookie:a=b",
    "every control and direction mark": b"&message=" + quote("".join(map(chr, (*range(32), 0x202E, 0x2066)))).encode(),
}  # fmt: skip
# Sent in place of a body of the form.
WHOLE = {
    "nothing": Hostile(b""),
    "nothing of no kind": Hostile(b"", ""),
    "multipart with a NUL": Hostile(
        part('name="step"', b"confirm") + part('name="message"', b"\0") + b"--x--\r\n", MULTIPART
    ),
    "multipart not UTF-8": Hostile(part('name="message"', b"\xff\xfe\xc0\xaf") + b"--x--\r\n", MULTIPART),
    "multipart in a code of its own": Hostile(
        part('name="message"', b"\x83e", b"\r\nContent-Type: text/plain; charset=shift_jis") + b"--x--\r\n", MULTIPART
    ),
    "multipart without an end": Hostile(part('name="message"'), MULTIPART),
    "multipart without a boundary": Hostile(part('name="message"') + b"--x--\r\n", "multipart/form-data"),
    "multipart with a boundary not ASCII": Hostile(part("name=a"), "multipart/form-data; boundary=\u3042"),
    "multipart with broken base64": Hostile(
        part('name="message"', b"!!", b"\r\nContent-Transfer-Encoding: base64") + b"--x--\r\n", MULTIPART
    ),
    "multipart of 61 parts": Hostile(part('name="x"') * 61 + b"--x--\r\n", MULTIPART),
    "multipart without names": Hostile(part("x") + b"--x--\r\n", MULTIPART),
    "a file": Hostile(part('name="message"; filename="../../a.php"') + b"--x--\r\n", MULTIPART),
    "a file with a NUL in its name": Hostile(part('name="message"; filename="a\0.png"') + b"--x--\r\n", MULTIPART),
    "JSON": Hostile(b'{"step": "send", "draft": "x"}', "application/json"),
    "plain text": Hostile(b"step=confirm\r\nname=x", "text/plain"),
    "no content type": Hostile(b"step=confirm", ""),
    "a made-up content type": Hostile(b"step=confirm", "\u3042/\0;;=;charset"),
    "a length of letters": Hostile(b"step=confirm", extra={"CONTENT_LENGTH": "abc"}),
    "a negative length": Hostile(b"step=confirm", extra={"CONTENT_LENGTH": "-1"}),
    "a length in full-width digits": Hostile(b"step=confirm", extra={"CONTENT_LENGTH": "\uff11\uff12"}),
    "a length above what came": Hostile(b"step=confirm", extra={"CONTENT_LENGTH": "5000"}),
    "a huge length": Hostile(b"step=confirm", extra={"CONTENT_LENGTH": "9" * 5000}),
    "chunked": Hostile(b"4\r\nstep\r\n0\r\n\r\n", extra={"HTTP_TRANSFER_ENCODING": "chunked"}),
    "chunked and measured": Hostile(b"step=confirm", extra={"HTTP_TRANSFER_ENCODING": "gzip, chunked"}),
}  # fmt: skip


def packed(data: bytes) -> str:
    return "." + b64_encode(zlib.compress(data)).decode()


def nested(depth: int) -> str:
    return b64_encode(b'{"answers":' + b"[" * depth + b"]" * depth + b"}").decode()


def answering(value: Any) -> str:
    return b64_encode(json.dumps({"answers": value}).encode()).decode()


# In place of a draft; the good one stands at {}.
DRAFTS = {
    "a wrong signature": "{}x",
    "cut off": "{:.60}",
    "cut off to nothing": ":",
    "a bomb": packed(b'{"answers":[' + b" " * 20_000_000 + b"]}") + ":x",
    "deeply nested": nested(100_000) + ":x",
    "answers that are no list": answering({"key": "name"}) + ":x",
    "answers of numbers": answering([1, None, True]) + ":x",
    "answers of lists of lists": answering([{"key": "name", "label": "a", "kind": "text", "value": [[["x"]]]}]) + ":x",
    "a key that is a list": answering([{"key": ["name"], "label": "a", "kind": "text", "value": "x"}]) + ":x",
    "a date that is none": answering([{"key": "gone", "label": "a", "kind": "date", "value": "99999-1-1"}]) + ":x",
    "a choice that is none": answering([{"key": "subject", "label": "a", "kind": "subject", "value": ["x"]}]) + ":x",
    "half a surrogate pair": answering([{"key": "gone", "label": "a", "kind": "text", "value": "\ud800"}]) + ":x",
    "an answer with NUL": answering([{"key": "message", "label": "a", "kind": "text", "value": "\0"}]) + ":x",
    "numbers of thousands of digits": b64_encode(b'{"answers": ' + b"9" * 6000 + b"}").decode() + ":x",
    "not base64": "\u3042:\u3042",
    "text that is no JSON": packed(b"\xff\xfe") + ":x",
}  # fmt: skip
CHARSETS = ("shift_jis", "utf-7", "x-unknown", "utf-16", "idna", "base64", "\u3042")
ADDRESSES = (
    "/search/?q=%00", "/en/search/?q=%00", "/search/?q=%ff%fe", "/search/?q=%ed%a0%80", "/search/?q=a&page=%00",
    "/search/?page=-1&q=" + "9" * 5000, "/%00", "/en/contact-us/%00/", "/%ff%fe/", "/%c0%af/",
    "/contact-us/thanks/?receipt=%00", "/contact-us/?%00=%00", "/contact-us//", "/en/%ed%a0%80/",
)  # fmt: skip


@pytest.fixture(autouse=True)
def _without_limits(settings: Any) -> None:
    """Every request is judged for what it is, not for being one of many."""
    for name in ("POSTS_PER_NETWORK", "POSTS_PER_MINUTE", "SENDS_PER_NETWORK", "SENDS_PER_HOUR"):
        setattr(settings, f"FORM_{name}", 1_000_000)


@pytest.fixture(scope="module")
def tried() -> Iterator[Counter[str]]:
    """Counts the inputs of each kind; the sum is printed at the end."""
    counts: Counter[str] = Counter()
    yield counts
    print(f"\nhostile inputs tried: {sum(counts.values())} {dict(counts)}")


def post(client: Client, address: str, hostile: Hostile) -> Any:
    stream = {"wsgi.input": BytesIO(hostile.body), "CONTENT_LENGTH": str(len(hostile.body))}
    extra: dict[str, Any] = {**stream, "CONTENT_TYPE": hostile.kind, **hostile.extra}
    return client.generic("POST", address, hostile.body, **extra)


def assert_answered(response: Any, name: object) -> None:
    assert response.status_code < 500, (name, response.status_code)
    assert not response.cookies, name
    assert "Traceback" not in response.content.decode(errors="replace"), name


def test_what_is_added_to_a_good_post_changes_nothing_that_is_stored(
    visit: Visits, language: str, tried: Counter[str]
) -> None:
    here, known = visit(language), set(Inquiry.objects.values_list("pk", flat=True))
    good = {"confirm": {**here.hidden(), **WRITTEN}, "change": {"draft": here.draft()}, "send": {"draft": here.draft()}}
    for name, added in ADDED.items():
        for step in STEPS:
            tried["added"] += 1
            body = urlencode({**good[step], "step": step}).encode() + added
            assert_answered(post(here.client, here.address, Hostile(body)), (name, step))
    (stored,) = Inquiry.objects.exclude(pk__in=known)  # the good draft, once, however often it came with more
    assert answers.values(stored.answers).items() >= {k: v for k, v in WRITTEN.items() if k != "agreement"}.items()


def test_what_is_no_post_of_the_form_is_answered_and_stores_nothing(
    visit: Visits, language: str, tried: Counter[str]
) -> None:
    here, before = visit(language), Inquiry.objects.count()
    for name, hostile in WHOLE.items():
        for step in STEPS:
            tried["whole"] += 1
            body = hostile.body.replace(b"confirm", step.encode())
            response = post(here.client, here.address, Hostile(body, hostile.kind, hostile.extra))
            assert_answered(response, (name, step))
            assert response.status_code >= 400 or step == "change" or not body, (name, step)
    assert Inquiry.objects.count() == before


def test_a_made_up_draft_is_answered_and_stores_nothing(visit: Visits, language: str, tried: Counter[str]) -> None:
    here, before = visit(language), Inquiry.objects.count()
    good = here.draft()
    for name, draft in DRAFTS.items():
        for step in STEPS:
            tried["drafts"] += 1
            assert_answered(here.send(draft.format(good), step), (name, step))
    assert Inquiry.objects.count() == before


def test_a_foreign_charset_is_refused_at_every_address_even_with_made_up_cookies(
    visitor: Client, tried: Counter[str]
) -> None:
    for address in PUBLIC:
        for charset in CHARSETS:
            tried["charsets"] += 1
            visitor.cookies.load({"csrftoken": "made-up", "sessionid": "made-up"})
            response = post(visitor, address, Hostile(b"step=send&name=\x83e", f"{FORM}; charset={charset}"))
            assert_answered(response, (address, charset))
            assert response.status_code >= 400, (address, charset)


def test_an_odd_address_is_answered(visitor: Client, tried: Counter[str]) -> None:
    for address in ADDRESSES:
        for method in ("GET", "HEAD", "POST"):
            tried["addresses"] += 1
            assert_answered(visitor.generic(method, address), (method, address))


def test_a_field_that_is_too_long_comes_back_whole(visit: Visits, language: str) -> None:
    long = "字" * 5001
    page = visit(language).check(message=long)
    assert (page.status_code, list(page.context["form"].errors)) == (422, ["message"])
    assert long in texts(page)


def test_answers_that_are_too_long_together_come_back_whole(visit: Visits, contact_page: Any, language: str) -> None:
    page = contact_page if language == "ja" else contact_page.get_translations().get().specific
    for number in range(4):
        page.questions.create(label=f"L{number}", kind="long_text", key=f"long{number}")
    page.save_revision().publish()
    long = {f"q_long{number}": str(number) * (MAX_TOTAL_LENGTH // 4) for number in range(4)}
    response = visit(language).check(**long)
    assert response.status_code == 422
    assert str(MAX_TOTAL_LENGTH) in texts(response)
    assert all(text in texts(response) for text in long.values())
