"""Logs: one line an event, with its time in UTC, readable by people or by programs."""

import json
import logging
import sys

from cluster_cms.settings.logs import JsonFormatter


def record(message: str) -> logging.LogRecord:
    made = logging.LogRecord("contact", logging.WARNING, "file.py", 1, message, ("花子",), None)
    made.created = 0.0
    return made


def test_an_event_is_one_json_object_with_its_time_in_utc() -> None:
    line = JsonFormatter().format(record("line one\nline two %s"))
    assert "\n" not in line
    assert json.loads(line) == {
        "time": "1970-01-01T00:00:00+00:00",
        "level": "WARNING",
        "logger": "contact",
        "message": "line one\nline two 花子",
    }


def test_a_traceback_stays_on_the_same_line() -> None:
    made = record("failed %s")
    try:
        raise ZeroDivisionError
    except ZeroDivisionError:
        made.exc_info = sys.exc_info()
    line = JsonFormatter().format(made)
    assert "\n" not in line
    assert "ZeroDivisionError" in json.loads(line)["traceback"]
