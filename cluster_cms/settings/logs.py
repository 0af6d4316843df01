"""Logging: one line an event on standard error, as text or as JSON; never a request body."""

import json
import logging
from datetime import UTC, datetime

from cluster_cms.settings import env


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
        return json.dumps(line, ensure_ascii=False)


def logging_for(log_format: str) -> dict[str, object]:
    """Return Django's LOGGING for the format `plain` or `json`."""
    if log_format not in ("plain", "json"):
        raise env.refuse("LOG_FORMAT", "must be plain or json.")
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "plain": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"},
            "json": {"()": JsonFormatter},
        },
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": log_format}},
        "root": {"handlers": ["stderr"], "level": "INFO"},
        "loggers": {"django_tasks": {"level": "WARNING"}},  # else four lines for each page that is saved
    }
