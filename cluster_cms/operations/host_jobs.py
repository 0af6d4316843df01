"""Turns of the jobs whose work lies in a folder of one host: each host takes them for itself, one worker at a time.

A lease in the database would let one host's worker do it and leave the folders of all others as they are.
"""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import IO

from django.conf import settings

from cluster_cms import clock


@contextmanager
def turn(folder: str, every: timedelta) -> Iterator[bool]:
    """Yield whether the job of a folder below VAR_DIR is due here, and no other worker with this folder runs it.

    A file holds the lock and when the last turn ended (seconds since 1970): in the folder, which several containers may
    share, or beside it while there is none.
    """
    place = Path(settings.VAR_DIR, folder)
    place = place if place.is_dir() else Path(settings.VAR_DIR)
    with (place / f".{folder}-turn").open("a+") as file:
        if not (try_lock(file) and is_due(file, every)):
            yield False
            return
        try:
            yield True
        finally:
            file.truncate(0)
            file.write(str(clock.now().timestamp()))


def is_due(file: IO[str], every: timedelta) -> bool:
    """Tell whether the last turn is long enough ago; one in the future was written by a clock that was wrong."""
    file.seek(0)
    try:
        rested = clock.now().timestamp() - float(file.read())
    except ValueError:
        return True
    return rested < 0 or rested >= every.total_seconds()


def try_lock(file: IO[str]) -> bool:
    """Lock a file for as long as it is open; return False when another process has done so."""
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
