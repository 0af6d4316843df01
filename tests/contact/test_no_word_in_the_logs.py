"""What a visitor wrote is in no log and in no file of the site in clear, whatever happens to it on its way."""

import io
import logging
import os
import time
from collections.abc import Callable, Iterator
from logging.config import DictConfigurator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import OperationalError
from django.test import Client

from cluster_cms.mail.outbox import OutboxMail
from cluster_cms.settings.logs import logging_for
from contact.models import Inquiry, Status
from contact.public import form_flow
from tests.contact.transfers.giving import TO_DESK, answering
from tests.contact.visit import Visit
from tests.infrastructure.decrypted_dump import folded, plain_values

pytestmark = pytest.mark.usefixtures("committed_db")
CANARY, WORDS = "Kanariya1618033", "Uguisudani 1-6-18"
WROTE = {"name": CANARY, "company": CANARY, "mail": f"{CANARY}@example.com", "message": f"{WORDS} {CANARY}"}
SPAM = {"message": f"{CANARY} https://a.example https://b.example https://c.example", "website": "https://d.example"}
FOREIGN = {"Sec-Fetch-Site": "cross-site"}
FILE = "/admin/inquiries/export/file/"


@pytest.fixture(params=["plain", "json"])
def log(request: pytest.FixtureRequest) -> Iterator[io.StringIO]:
    """What production would log in this format, from the level of production on."""
    form: Any = logging_for(request.param)
    handler = logging.StreamHandler(out := io.StringIO())
    handler.setFormatter(DictConfigurator({"version": 1}).configure_formatter(form["formatters"][request.param]))
    root, level = logging.getLogger(), logging.getLogger().level
    root.addHandler(handler)
    root.setLevel(form["root"]["level"])
    yield out
    root.setLevel(level)
    root.removeHandler(handler)


def failing(error: Exception) -> Callable[..., None]:
    def fail(*_arguments: object, **_named: object) -> None:
        raise error

    return fail


def write_and_be_refused(here: Visit, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Make every mistake, and meet every error, each with the whole text; return the answers."""
    here.client.raise_request_exception = False
    draft, answers = here.draft(**WROTE), [here.check(**{**WROTE, "mail": CANARY})]
    answers.append(here.client.post(here.address, {**here.hidden(), **WROTE, "step": "confirm"}, headers=FOREIGN))
    answers.append(here.client.post("/no/such/page/", WROTE))
    answers.append(here.client.post(here.address, {"draft": f"{CANARY}:{draft}", "step": "send"}))
    answers.append(here.client.post(here.address, {f"{CANARY}{number}": WORDS for number in range(1_500)}))
    for error in (OperationalError(f"DETAIL: Key (name)=({CANARY})"), ValueError(f"invalid literal: {CANARY!r}")):
        with monkeypatch.context() as patch:
            patch.setattr(form_flow, "receive_inquiry", failing(error))
            answers.append(here.send(draft))
    with monkeypatch.context() as patch:
        patch.setattr(settings, "FORM_SENDS_PER_NETWORK", 0)
        answers.append(here.send(draft))
    return [answer.status_code for answer in answers]


def work(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the worker meet a mail that cannot be written, then do all its work."""
    with monkeypatch.context() as patch:
        patch.setattr("cluster_cms.mail.sending.deliver", failing(ValueError(f"bad address {CANARY}@example.com")))
        call_command("work", "--once")
    OutboxMail.objects.update(next_attempt_at="2026-01-01T00:00Z")
    call_command("work", "--once")


def handle(client: Any, inquiry: Inquiry) -> list[int]:
    """Open an inquiry, export it in every format, and erase it."""
    order = {"reason": "other", "remark": CANARY, "columns": ["name", "message"], "selection": "1", **TO_DESK}
    order |= {"purpose": answering().pk, "inquiry": inquiry.reference}
    answers = [client.get(f"/admin/inquiries/{inquiry.reference}/")]
    for form in ("csv", "xlsx", "json"):
        answers.append(client.post(FILE, {**order, "form": form}))
        assert CANARY.encode() in b"".join(answers[-1].streaming_content) or form == "xlsx"
    answers.append(client.post(f"/admin/inquiries/{inquiry.reference}/delete/", {"reason": "needless"}))
    return [answer.status_code for answer in answers]


def files_since(moment: float) -> Iterator[Path]:
    """Yield what was written below VAR_DIR since then, the files of this test's database among it; not the mails."""
    for folder, below, names in os.walk(settings.VAR_DIR):
        if Path(folder) == Path(settings.VAR_DIR):
            below[:] = [name for name in below if name != "mail"]
        yield from (path for name in names if changed(path := Path(folder, name)) >= moment)


def changed(path: Path) -> float:
    return path.stat().st_mtime if path.is_file() else 0.0


def clear_places(began: float) -> list[str]:
    """Return where the canary stands in clear: in a file, or in a column of the database."""
    texts = [word.encode() for text in (CANARY, WORDS) for word in (text, text.casefold())]
    in_files = [str(path) for path in files_since(began) if any(text in path.read_bytes() for text in texts)]
    return in_files + [place for place, value in plain_values() if folded(CANARY) in folded(value)]


def test_no_word_is_logged_or_left_in_a_file(
    log: io.StringIO,
    visit: Callable[..., Visit],
    desk: Any,
    signed_in: Callable[[Any], Client],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    began = time.time() - 2
    assert write_and_be_refused(visit(), monkeypatch) == [422, 403, 404, 409, 400, 503, 500, 429]
    inquiry, suspected = visit().send_all(**WROTE), visit().send_all(**{**WROTE, **SPAM})
    assert suspected.status == Status.SPAM
    work(monkeypatch)
    found_before = clear_places(began)
    assert handle(signed_in(desk), inquiry) == [200, 200, 200, 200, 302]
    assert (found_before, clear_places(began)) == ([], [])
    lines = log.getvalue()
    assert "ValueError" in lines, "the log was listened to"
    assert CANARY.casefold() not in lines.casefold()
    assert WORDS not in lines


def test_the_search_for_clear_words_finds_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, desk: Any) -> None:
    monkeypatch.setattr(settings, "VAR_DIR", tmp_path)
    (tmp_path / "mail").mkdir()
    for place in ("mail/letter", "left-behind"):
        (tmp_path / place).write_text(f"x{CANARY}")
    type(desk).objects.filter(pk=desk.pk).update(first_name=CANARY)
    assert clear_places(0) == [str(tmp_path / "left-behind"), "cluster_cms_user.first_name"]
