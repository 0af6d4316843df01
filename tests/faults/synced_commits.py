"""Before a visitor reads “received”, the disk has it: seen from outside, in the system calls of the worker.

Run by `make test-extra`: it needs strace.
"""

import re
from pathlib import Path

from contact.pages import ContactPage
from tests.faults.clients import Visitor
from tests.faults.serving import served

CALLS = "trace=pwrite64,fsync,fdatasync,sendto"
WRITTEN = re.compile(r"^pwrite64\(\d+<\S+-wal>")
SYNCED = re.compile(r"^f(?:data)?sync\(\d+<\S+-wal>\)\s+= 0")
ACKNOWLEDGED = re.compile(r'^sendto\(.*"HTTP/1.1 303')


def traced_send(contact_page: ContactPage, folder: Path) -> list[str]:
    """Send one inquiry; return the calls of the thread that acknowledged it, up to the acknowledgement."""
    # -D: the server stays our own child; -ff: a file for each thread; -y: names of files in place of numbers.
    strace = ["strace", "-D", "-ff", "-y", "-s", "32", "-e", CALLS, "-o", str(folder / "calls")]
    with served(folder, under=strace) as server:
        visitor = Visitor(server.port, contact_page.pk, "訪問者")
        visitor.send(visitor.draft("試料を希望します。"))
    assert visitor.told[-1].reference
    for file in folder.glob("calls.*"):
        calls = file.read_text().splitlines()
        for number, call in enumerate(calls):
            if ACKNOWLEDGED.match(call):
                return calls[:number]
    raise AssertionError("No thread has sent the acknowledgement.")


def test_what_is_acknowledged_is_on_the_disk(committed_db: None, contact_page: ContactPage, tmp_path: Path) -> None:
    calls = traced_send(contact_page, tmp_path)
    written = [number for number, call in enumerate(calls) if WRITTEN.match(call)]
    synced = [number for number, call in enumerate(calls) if SYNCED.match(call)]
    assert written
    assert synced[-1:] > written[-1:]  # nothing of the log was left to write when the answer went out
