"""Slow and broken clients at the server with its shipped settings and no nginx: nobody else waits for them."""

import contextlib
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.serving import Server, served

CROWD = 150  # connections: more than twice the threads of both processes
HEAD = "POST /contact-us/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-www-form-urlencoded\r\n"
STAFF = HEAD.replace("/contact-us/", "/admin/")
SLOW = {
    "nothing": b"",
    "half a head": b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-",
    "half a body": f"{HEAD}Content-Length: 1000\r\n\r\nstep=".encode(),
    "a body that waits to be asked for": f"{HEAD}Content-Length: 1000\r\nExpect: 100-continue\r\n\r\n".encode(),
    "half a large body": f"{HEAD}Content-Length: 900000\r\n\r\nstep=".encode(),
    "half a large body for staff": f"{HEAD}Content-Length: 9000000\r\n\r\na=".replace(
        "/contact-us/", "/admin/"
    ).encode(),
    "half a chunked body": f"{HEAD}Transfer-Encoding: chunked\r\n\r\n5\r\nab".encode(),
    "half a body behind a page": f"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n{HEAD}Content-Length: 99\r\n\r\na".encode(),
    "pages that it does not read": b"GET /en/ HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n" * 40,
}
BROKEN = {
    b"GET / HTTP/9.9\r\n\r\n": 400,
    b"<b>evil</b> / HTTP/1.1\r\n\r\n": 400,
    b"GET /evil\xff HTTP/1.1\r\nHost: a\r\n\r\n": 400,
    b"GET / HTTP/1.1\r\nHost: a\r\nevil header: 1\r\n\r\n": 400,
    b"GET / HTTP/1.1\r\nHost: a\r\nevil\r\n\r\n": 400,
    b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: evil\r\n\r\n": 400,
    b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n": 400,
    b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n": 400,
    b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: evil\r\n\r\n": 501,
    b"GET / HTTP/1.1\r\nHost: a\r\nExpect: evil\r\n\r\n": 417,
    b"GET /" + b"evil" * 2000 + b" HTTP/1.1\r\n\r\n": 414,
    b"GET / HTTP/1.1\r\nevil: " + b"evil" * 9000 + b"\r\n\r\n": 431,
}


@pytest.fixture
def server(committed_db: None, tmp_path: Path) -> Iterator[Server]:
    log = ("--log-level", "info", "--error-logfile", str(tmp_path / "log"))
    with served(tmp_path, *log) as running:
        yield running


def ask(port: int, request: bytes) -> bytes:
    """Return the whole answer to a request, on a connection of its own."""
    with socket.create_connection(("127.0.0.1", port), timeout=30) as line:
        line.sendall(request)
        return b"".join(iter(lambda: line.recv(65536), b""))


def get(port: int, path: str) -> tuple[int, float]:
    """Return the status of a page and the seconds it took."""
    began = time.monotonic()
    answer = ask(port, f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n".encode())
    return int(answer.split()[1]), time.monotonic() - began


def test_slow_clients_keep_nobody_waiting(server: Server) -> None:
    get(server.port, "/")
    waited: dict[tuple[str, str], float] = {}
    for name, begun in SLOW.items():
        with contextlib.ExitStack() as crowd:
            for _ in range(CROWD):
                line = crowd.enter_context(socket.create_connection(("127.0.0.1", server.port), timeout=30))
                line.sendall(begun)
            for path in ("/healthz", "/"):
                status, waited[name, path] = get(server.port, path)
                assert status == 200
    print(*(f"{seconds:.2f} s {path} beside {name}" for (name, path), seconds in waited.items()), sep="\n")
    assert max(waited.values()) < 5


def test_what_is_no_request_is_answered_in_our_words(server: Server, tmp_path: Path) -> None:
    for request, status in BROKEN.items():
        head, _, body = ask(server.port, request).partition(b"\r\n\r\n")
        assert head.startswith(f"HTTP/1.1 {status} ".encode()), (request[:60], head)
        assert b"evil" not in head + body
        assert b"Content-Security-Policy: default-src 'none'" in head
        assert b"X-Content-Type-Options: nosniff" in head
    log = (tmp_path / "log").read_text()
    assert "Listening" in log
    assert "evil" not in log
    assert "ip=" not in log


def test_a_request_in_pieces_is_answered_and_the_line_kept_for_the_next(server: Server) -> None:
    page = b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
    with socket.create_connection(("127.0.0.1", server.port), timeout=30) as line:
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for _ in range(2):
            for place in range(len(page)):
                line.sendall(page[place : place + 1])
            answer = b""
            while not answer.endswith(b"ok\n"):
                answer += line.recv(65536)
            assert answer.startswith(b"HTTP/1.1 200 OK")
