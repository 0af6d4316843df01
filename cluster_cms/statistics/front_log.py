"""Counts what the web server in front has answered, from the files that it writes (docker/nginx.conf).

A line holds time (of a hundred seconds), status, path, language and referring host; there is a file for each hundred
seconds, so that no file is written to when it is read, and none has to be rotated. It is deleted once it is counted.
"""

import json
import re
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction

from cluster_cms.operations.jobs import Job
from cluster_cms.pages.languages import LANGUAGES
from cluster_cms.security.checkpoints import Checkpoint, checkpoint, store_checkpoint
from cluster_cms.statistics.daily_counts import add_counts
from cluster_cms.statistics.referrers import referring_host
from cluster_cms.statistics.view_counter import COUNTED_STATUS, DAY, TOKYO_OFFSET, View, ViewCounter

CHECK = "front log"  # under which a file is remembered from its counting to its deletion
NAME = re.compile(r"views-(\d{6,12})\.log")  # the second at which its hundred seconds began, since 1970
SPAN = 100  # seconds
REST = 30  # seconds after which nothing of its time is still written


def front_log_job() -> Job:
    return Job("statistics of the web server", timedelta(minutes=1), count_front_log, folder="views")


def count_front_log() -> None:
    """Count and delete every file whose time is over; each is counted once, whenever the worker is stopped."""
    for file in complete_files(Path(settings.VAR_DIR, "views")):
        name = f"{CHECK} {identity(file)}"
        if checkpoint(name) is None:
            with transaction.atomic():
                add_counts(counts_of(file))
                store_checkpoint(name, whole=False)
        file.unlink()
        Checkpoint.objects.filter(pk=name).delete()


def identity(file: Path) -> str:
    """Return what tells a file from those of the same name on other hosts."""
    status = file.stat()
    return f"{file.name.removeprefix('views-').removesuffix('.log')} {hash((status.st_ino, status.st_mtime_ns)):x}"


def complete_files(folder: Path) -> list[Path]:
    """Return the files that are no longer written to, the oldest first."""
    named = [(found, file) for file in folder.glob("views-*.log") if (found := NAME.fullmatch(file.name))]
    return [file for found, file in sorted(named, key=lambda one: int(one[0][1])) if is_over(int(found[1]))]


def is_over(began: int) -> bool:
    return began + SPAN + REST < time.time()


def counts_of(file: Path) -> dict[View, int]:
    """Return the counts of a file; a line that cannot be read is left out."""
    counter = ViewCounter()
    with file.open(encoding="utf-8", errors="replace") as lines:
        for line in lines:
            for view in read_line(line):
                counter.add(view)
    return counter.take()


def read_line(line: str) -> Iterator[View]:
    """Yield the view that a line tells of."""
    try:
        told = json.loads(line)
        day = (int(told["time"]) + TOKYO_OFFSET) // DAY
        path, language, status, host = (str(told[name]) for name in ("path", "language", "status", "host"))
    except (ValueError, KeyError, TypeError):
        return
    if status in COUNTED_STATUS and language in LANGUAGES:
        yield View(day, path.encode().decode("latin-1"), language, referring_host(f"https://{host}" if host else ""))
