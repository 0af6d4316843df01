"""Writes what this process has counted to the database, each minute and when the process ends."""

import atexit
import logging
import threading
from time import sleep

from django.db import connections

from cluster_cms.statistics.daily_counts import add_counts
from cluster_cms.statistics.view_counter import View, ViewCounter

logger = logging.getLogger(__name__)
INTERVAL = 60.0  # seconds; a process that is killed loses what it has counted since


class ViewWriter:
    """Counts views and writes them in a thread of its own, which the first view starts: after a server has forked."""

    def __init__(self) -> None:
        self.counter = ViewCounter()
        self.starting = threading.Lock()
        self.writing = threading.Lock()
        self.started = False

    def count(self, view: View) -> None:
        """Count a view; this waits for no database."""
        self.counter.add(view)
        if not self.started:
            self.start()

    def start(self) -> None:
        with self.starting:
            if not self.started:
                threading.Thread(target=self.write_each_minute, name="statistics", daemon=True).start()
                atexit.register(self.write)
                self.started = True

    def write_each_minute(self) -> None:
        while True:
            sleep(INTERVAL)
            self.write()

    def write(self) -> None:
        """Write what was counted; it is kept for the next time when the database does not answer."""
        with self.writing:  # the end of the process waits for a writing under way
            taken = self.counter.take()
            if not taken:
                return
            try:
                add_counts(taken)
            except Exception as error:
                logger.warning("statistics could not be written (%s); they are kept", type(error).__name__)
                self.counter.put_back(taken)
            finally:
                connections.close_all()  # those of this thread
