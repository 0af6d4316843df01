"""Bytes that no browser sends, at the server with its shipped settings: no header moves a request to another page."""

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.serving import Server, served

PATH = "/privacy-policy/"


@pytest.fixture
def server(committed_db: None, tmp_path: Path) -> Iterator[Server]:
    with served(tmp_path) as running:
        yield running


def answer(server: Server, *headers: str) -> bytes:
    """Return the whole answer to a GET of the policy with more header lines."""
    lines = (f"GET {PATH} HTTP/1.1", "Host: 127.0.0.1", "Connection: close", *headers, "", "")
    with socket.create_connection(("127.0.0.1", server.port), timeout=30) as line:
        line.sendall("\r\n".join(lines).encode("latin-1"))
        return b"".join(iter(lambda: line.recv(65536), b""))


def test_no_header_leads_to_another_page(server: Server) -> None:
    body = answer(server).partition(b"\r\n\r\n")[2]
    assert b"<html" in body
    for header in ("SCRIPT_NAME: /privacy-policy", "Script-Name: /privacy-policy", "PATH_INFO: /", "X-Original-URL: /"):
        assert answer(server, header).partition(b"\r\n\r\n")[2] == body, header
