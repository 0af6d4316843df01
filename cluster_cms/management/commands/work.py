"""manage.py work"""

import logging
import signal
import threading
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import Error, close_old_connections

from cluster_cms.operations.jobs import run_due_jobs

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Runs the background jobs until told to stop. Several may run at once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="run what is due and end")
        parser.add_argument("--interval", type=float, default=5.0, help="seconds between two looks (default 5)")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["once"]:
            run_due_jobs()
            return
        stop = threading.Event()
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, lambda *_: stop.set())
        work_until(stop, options["interval"])


def work_until(stop: threading.Event, interval: float) -> None:
    """Look for due jobs every `interval` seconds; a database that is away is asked again the next time."""
    while not stop.is_set():
        try:
            run_due_jobs()
        except Error:
            logger.exception("the database does not answer; the worker goes on trying")
        close_old_connections()
        stop.wait(interval)
