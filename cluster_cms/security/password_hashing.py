"""Hashes passwords by Argon2id, one at a time on a host: a flood of sign-ins leaves its processors to visitors."""

import fcntl
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.contrib.auth.hashers import Argon2PasswordHasher

PATIENCE = 2.0  # seconds; a hash takes some hundredths
STEP = 0.01  # seconds between two looks at the lock that processes share
_thread_lock = threading.Lock()


class HashingBusy(Exception):
    """So many passwords are being checked that this one found no turn."""


@contextmanager
def hashing_turn() -> Iterator[None]:
    """Hold the only turn on this host for the block. Raises HashingBusy after PATIENCE seconds."""
    ends_at = time.monotonic() + PATIENCE
    if not _thread_lock.acquire(timeout=PATIENCE):
        raise HashingBusy
    try:
        with lock_file() as file:
            while file is not None and not try_lock(file):
                if time.monotonic() > ends_at:
                    raise HashingBusy
                time.sleep(STEP)
            yield
    finally:
        _thread_lock.release()


@contextmanager
def lock_file() -> Iterator[int | None]:
    """Open the file whose lock the processes share; none where its folder is closed to this account."""
    try:
        file = os.open(Path(settings.VAR_DIR, ".password-hashing"), os.O_RDWR | os.O_CREAT, 0o600)
    except OSError:
        yield None
        return
    try:
        yield file
    finally:
        os.close(file)


def try_lock(file: int) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


class BoundedArgon2Hasher(Argon2PasswordHasher):
    """Argon2id as OWASP's Password Storage Cheat Sheet sets it: 19 MiB, two passes, one lane."""

    memory_cost = 19_456  # KiB
    time_cost = 2
    parallelism = 1

    def encode(self, password: str, salt: str) -> str:
        with hashing_turn():
            return super().encode(password, salt)

    def verify(self, password: str, encoded: str) -> bool:
        with hashing_turn():
            return super().verify(password, encoded)
