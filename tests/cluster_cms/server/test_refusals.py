"""What cannot be read as a request is answered in our words, with our headers, by the right status."""

import logging

import pytest
from gunicorn.http import errors

from cluster_cms.server import refusals
from cluster_cms.server.server_log import WithoutVisitors


def kinds(above: type[Exception]) -> list[type[Exception]]:
    return [above, *(kind for one in above.__subclasses__() for kind in kinds(one))]


@pytest.mark.parametrize("kind", kinds(errors.ParseException))
def test_every_error_of_gunicorn_has_a_status(kind: type[Exception]) -> None:
    status = refusals.status_of(kind.__new__(kind))
    ours = ("ConfigurationProblem", "InvalidResponseHeader", "InvalidResponseHeaderName")
    assert (status >= 500) == (kind.__name__ in ours or status == 501)


def test_an_error_of_our_own_is_no_fault_of_the_sender() -> None:
    assert refusals.status_of(ValueError("secret")) == 500


def test_an_answer_is_whole() -> None:
    head, _, body = refusals.answer(refusals.status_of(errors.InvalidHeader("<b>"))).partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 400 Bad Request\r\n")
    assert f"Content-Length: {len(body)}".encode() in head.split(b"\r\n")


@pytest.mark.parametrize("words", ["Invalid request from ip={ip}", "Error handling request %s %s"])
def test_a_line_of_the_log_names_nobody(words: str) -> None:
    record = logging.LogRecord("gunicorn.error", logging.ERROR, "", 0, words, ("GET", "/secret"), None)
    assert WithoutVisitors().filter(record)
    assert record.getMessage() in words
    assert "secret" not in record.getMessage()
