"""Logging: one line an event on standard error, as text or as JSON; never a request body, never a one-time token.

A traceback names the classes and places of all errors without their messages, which may quote what a visitor wrote, as
`invalid literal: '…'` and PostgreSQL's `Key (…)=(…)` do. Errors of the machine and of the set-up keep their messages.
"""

import copy
import json
import logging
import re
import traceback
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from django.core.exceptions import ImproperlyConfigured

from cluster_cms.settings import env

WITHOUT_PERSONAL_DATA = (OSError, ImportError, ImproperlyConfigured)
# 256 bits in letters of an address (RFC 4648, 5): the token of a mailed link, which stands in its address.
TOKEN = re.compile(r"(?<![\w-])[\w-]{43}(?![\w-])")


def without_tokens(line: str) -> str:
    return TOKEN.sub("[token]", line)


def discreet_traceback(error: BaseException) -> str:
    """Return the places of an error and of those that led to it, the first one first."""
    return "\nwhich led to\n".join("".join(places_of(one)) for one in reversed(list(with_those_before(error))))


def with_those_before(error: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def places_of(error: BaseException) -> Iterator[str]:
    yield from traceback.format_tb(error.__traceback__)
    message = f": {error}" if isinstance(error, WITHOUT_PERSONAL_DATA) else ""
    yield f"{type(error).__module__}.{type(error).__qualname__}{message}"


class DiscreetFormatter(logging.Formatter):
    """Formats errors without their messages, and lines without tokens of mailed links."""

    def format(self, record: logging.LogRecord) -> str:
        own = copy.copy(record)
        own.exc_text = None  # set by another handler's formatter
        return without_tokens(super().format(own))

    def formatException(self, ei: Any) -> str:
        return discreet_traceback(ei[1]) if ei[1] is not None else ""


class JsonFormatter(DiscreetFormatter):
    """Writes time (UTC), level, logger and message as one JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="seconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        return without_tokens(json.dumps(line, ensure_ascii=False))


def logging_for(log_format: str) -> dict[str, object]:
    """Return Django's LOGGING for the format `plain` or `json`."""
    if log_format not in ("plain", "json"):
        raise env.refuse("LOG_FORMAT", "must be plain or json.")
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "plain": {"()": DiscreetFormatter, "format": "{asctime} {levelname} {name}: {message}", "style": "{"},
            "json": {"()": JsonFormatter},
        },
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": log_format}},
        "root": {"handlers": ["stderr"], "level": "INFO"},
        "loggers": {"django_tasks": {"level": "WARNING"}},  # else four lines for each page that is saved
    }
