"""`make bench FULL=1`: from asking for one's own data to the page that shows it; server, worker and SMTP are real.

Nearly all of it is the time until the worker looks at the outbox again (`manage.py work --interval`, 5 s).
"""

import http.client
import os
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from html import unescape
from pathlib import Path
from urllib.parse import urlencode

from django.db import connection

from contact.pages import ContactPage
from tests.contact.visit import WRITTEN, received
from tests.faults.clients import HEADERS
from tests.faults.serving import database_url, served
from tests.infrastructure.smtp import Script, mail_server
from tests.infrastructure.template import PROJECT

ROUNDS = 4
PATIENCE = 120  # seconds
PLACE = "/your-data/"
OPENED = re.compile(r'name="opened" value="([^"]+)"')
LINK = re.compile(rf"{PLACE}link/[\w-]+/")


def ask(port: int, method: str, address: str, body: dict[str, str] | None = None) -> tuple[int, str]:
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    line.request(method, address, urlencode(body or {}), HEADERS)
    response = line.getresponse()
    text = response.read().decode()
    line.close()
    return response.status, text


@contextmanager
def worker(folder: Path, script: Script) -> Iterator[None]:
    """Run the worker until the block ends, on the database of the test; its mails go to the scripted server."""
    own = {"DATABASE_URL": database_url(), "EMAIL_URL": f"smtp://127.0.0.1:{script.port}", "VAR_DIR": str(folder)}
    own |= {"DJANGO_SETTINGS_MODULE": "cluster_cms.settings.test", "ERASURE_JOURNAL": str(folder / "erasures.jsonl")}
    child = subprocess.Popen([sys.executable, "manage.py", "work"], cwd=PROJECT, env={**os.environ, **own})
    try:
        yield
    finally:
        child.terminate()
        child.wait(PATIENCE)


def links(script: Script) -> list[str]:
    """Return the links that were mailed so far."""
    return [found[0] for letter in script.taken if (found := LINK.search(letter.get_content()))]


def next_link(script: Script, known: int) -> str:
    """Wait for one more link than `known`."""
    while len(found := links(script)) == known:
        assert script.took.wait(PATIENCE)
        script.took.clear()
    return found[-1]


def seconds_to_disclosure(port: int, script: Script, address: str, reference: str) -> float:
    known = len(links(script))
    began = time.monotonic()
    assert ask(port, "POST", PLACE, {"mail": address})[0] == 303
    link = next_link(script, known)
    assert ask(port, "GET", link)[0] == 200
    opened = OPENED.search(ask(port, "POST", link)[1])
    assert opened
    form = {"opened": unescape(opened[1]), "act": "reference", "reference": reference}
    page = unescape(ask(port, "POST", f"{PLACE}open/", form)[1])
    took = time.monotonic() - began
    assert WRITTEN["company"] in page
    return took


def test_own_data(committed_db: None, contact_page: ContactPage, tmp_path: Path) -> None:
    addresses = [f"person{number}@example.com" for number in range(ROUNDS + 1)]  # one gets few links in an hour
    held = {address: received(contact_page, mail=address).reference for address in addresses}
    with mail_server() as script, worker(tmp_path, script), served(tmp_path) as server:
        took = [seconds_to_disclosure(server.port, script, *one) for one in held.items()]
    took = took[1:]  # the worker's first look does all jobs
    spread = f"{min(took):.1f} to {max(took):.1f}"
    print(f"\n{connection.vendor}: from the request to the page, {statistics.median(took):.1f} s ({spread})")
    assert len(took) == ROUNDS
