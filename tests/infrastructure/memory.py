"""Garbage is looked for less often than Python would: among the objects of Django, Wagtail and 4,000 collected tests
each search is long, and together they were a third of a run.

What all tests share is set aside once the tests are collected; the rest is searched every so many new objects. Files
and sockets that nobody closed are still found: pytest looks for them once more at the end.
"""

import gc

NEW_OBJECTS, YOUNG, OLD = 100_000, 20, 20


def pytest_collection_finish() -> None:
    gc.collect()
    gc.freeze()
    gc.set_threshold(NEW_OBJECTS, YOUNG, OLD)
