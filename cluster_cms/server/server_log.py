"""gunicorn's own log, in the site's format: no address of a visitor, no path, no text of an error."""

import logging
from typing import Any

from gunicorn.glogging import Logger

from cluster_cms.settings import env
from cluster_cms.settings.logs import DiscreetFormatter, JsonFormatter

# What gunicorn fills with an address or a path, and what is written instead.
NAMING = ("Invalid request from", "Error handling request", "Ignoring EPIPE")


class WithoutVisitors(logging.Filter):
    """Leaves only the first words of a line that would name who asked, or for what."""

    def filter(self, record: logging.LogRecord) -> bool:
        if found := next((words for words in NAMING if str(record.msg).startswith(words)), None):
            record.msg, record.args = found, ()
        return True


class ServerLog(Logger):
    """Writes what gunicorn reports about itself as the site writes its own lines (cluster_cms.settings.logs)."""

    def setup(self, cfg: Any) -> None:
        super().setup(cfg)
        plain = DiscreetFormatter("{asctime} {levelname} {name}: {message}", style="{")
        formatter = JsonFormatter() if env.text("LOG_FORMAT", "plain") == "json" else plain
        for handler in self.error_log.handlers:
            handler.setFormatter(formatter)
            handler.addFilter(WithoutVisitors())
