"""manage.py work"""

import signal
import threading
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import close_old_connections

from cluster_cms.jobs import run_due_jobs


class Command(BaseCommand):
    help = "Runs the background jobs until told to stop. Several may run at once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="run what is due and end")
        parser.add_argument("--interval", type=float, default=5.0, help="seconds between two looks (default 5)")

    def handle(self, *args: Any, **options: Any) -> None:
        stop = threading.Event()
        if not options["once"]:
            for name in (signal.SIGTERM, signal.SIGINT):
                signal.signal(name, lambda *_: stop.set())
        while True:
            run_due_jobs()
            close_old_connections()
            if options["once"] or stop.wait(options["interval"]):
                return
