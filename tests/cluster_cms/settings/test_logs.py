"""Logs: one line an event, with its time in UTC, readable by people or by programs."""

import json
import logging
import sys

import pytest

from cluster_cms.settings.logs import DiscreetFormatter, JsonFormatter


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


def raised(error: Exception, cause: Exception | None = None) -> logging.LogRecord:
    made = record("failed %s")
    try:
        raise error from cause
    except type(error):
        made.exc_info = sys.exc_info()
    made.exc_text = "left by another formatter: 山田"
    return made


@pytest.mark.parametrize("formatter", [JsonFormatter(), DiscreetFormatter()], ids=["json", "plain"])
def test_what_an_error_says_is_left_out_and_where_it_arose_is_not(formatter: logging.Formatter) -> None:
    line = formatter.format(raised(ValueError("invalid literal: '山田'"), KeyError("山田")))
    assert "山田" not in line
    for part in ("builtins.KeyError", "which led to", "builtins.ValueError", "test_logs.py"):
        assert part in line


def test_what_the_machine_says_is_kept() -> None:
    assert "No space left on device" in DiscreetFormatter().format(raised(OSError(28, "No space left on device")))


def test_errors_that_name_each_other_end() -> None:
    error = ValueError()
    error.__cause__ = error
    assert DiscreetFormatter().format(raised(error, error)).count("builtins.ValueError") == 1
