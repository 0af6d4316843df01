"""Logging: one line an event on standard error, as text or as JSON; never a request body, never a one-time token."""

import json
import logging
import re
from datetime import UTC, datetime

from cluster_cms.settings import env

# 256 bits in letters of an address (RFC 4648, 5): the token of a mailed link, which stands in its address.
TOKEN = re.compile(r"(?<![\w-])[\w-]{43}(?![\w-])")


def without_tokens(line: str) -> str:
    return TOKEN.sub("[token]", line)


class PlainFormatter(logging.Formatter):
    """Writes an event as text."""

    def format(self, record: logging.LogRecord) -> str:
        return without_tokens(super().format(record))


class JsonFormatter(logging.Formatter):
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
            "plain": {"()": PlainFormatter, "format": "{asctime} {levelname} {name}: {message}", "style": "{"},
            "json": {"()": JsonFormatter},
        },
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": log_format}},
        "root": {"handlers": ["stderr"], "level": "INFO"},
        "loggers": {"django_tasks": {"level": "WARNING"}},  # else four lines for each page that is saved
    }
