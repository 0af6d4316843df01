"""Lets a few posts at a time into a process, so that threads are left for pages and probes, whatever posts wait for."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.http import HttpRequest, HttpResponse

from cluster_cms.middleware.routing import Middleware, is_staff_area
from cluster_cms.middleware.same_origin import SAFE_METHODS
from cluster_cms.middleware.unavailable import staff_unavailable
from cluster_cms.views import errors

POSTS_AT_A_TIME = 6  # in one process; cluster_cms.settings.gunicorn has more threads
PATIENCE = 2.0  # seconds; less than a lock is waited for (settings.stores), more than a busy machine takes
NO_TURN = "site.no_turn"  # in META: no header of a client gets this name


class Turns:
    """At most `most` turns at a time. Who finds none waits as long as they are given back quickly.

    Fifty visitors who send at once are served one after the other. When posts are stuck behind a lock, nobody else
    waits for them: no turn has been given back within PATIENCE.
    """

    def __init__(self, most: int) -> None:
        self.free = threading.BoundedSemaphore(most)
        self.counting = threading.Lock()
        self.running = 0
        self.moved_at = 0.0  # when a turn was last given back quickly, or taken while nobody else had one

    @contextmanager
    def taken(self) -> Iterator[bool]:
        """Take a turn for the block; yield whether there was one."""
        if not (self.free.acquire(blocking=False) or self.wait()):
            yield False
            return
        began = time.monotonic()
        with self.counting:
            self.moved_at = self.moved_at if self.running else began
            self.running += 1
        try:
            yield True
        finally:
            with self.counting:
                self.running -= 1
                if time.monotonic() - began < PATIENCE:
                    self.moved_at = time.monotonic()
            self.free.release()

    def wait(self) -> bool:
        """Wait for a turn while they are given back; return whether one was taken."""
        while (left := self.moved_at + PATIENCE - time.monotonic()) > 0:
            if self.free.acquire(timeout=left):
                return True
        return False


class TurnMiddleware(Middleware):
    """Answers 503 at once to a post for which there is no turn; the contact form gives its text back before."""

    turns = Turns(POSTS_AT_A_TIME)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method in SAFE_METHODS:
            return self.get_response(request)
        with self.turns.taken() as taken:
            request.META[NO_TURN] = not taken
            return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        if not has_no_turn(request):
            return None
        return staff_unavailable(request) if is_staff_area(request) else errors.unavailable(request)


def has_no_turn(request: HttpRequest) -> bool:
    return bool(request.META.get(NO_TURN))
