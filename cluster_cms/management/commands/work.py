"""manage.py work"""

import logging
import signal
import threading
from argparse import ArgumentParser
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.core.management.base import BaseCommand
from django.db import Error, close_old_connections, connections

from cluster_cms.operations.heartbeats import show_life
from cluster_cms.operations.jobs import lanes, run_due_jobs

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Runs the background jobs until told to stop, mail beside all others. Several may run at once."

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
        run_lanes(stop, options["interval"])


def run_lanes(stop: threading.Event, interval: float) -> None:
    """Run each lane in a thread until `stop` is set and the jobs under way have ended.

    A lane that cannot go on stops the others, and its error is raised, so that the process is started anew.
    """
    with ThreadPoolExecutor(thread_name_prefix="lane") as pool:
        running = [pool.submit(work_until, stop, interval, lane) for lane in lanes()]
    for lane in running:
        lane.result()


def work_until(stop: threading.Event, interval: float, lane: str) -> None:
    """Look for due jobs every `interval` seconds; a database that is away is asked again the next time."""
    try:
        while not stop.is_set():
            try:
                show_life(lane)
                run_due_jobs(lane, stop=stop)
            except Error:
                logger.exception("the database does not answer; the worker goes on trying")
            close_old_connections()
            stop.wait(interval)
    finally:
        stop.set()
        connections.close_all()
