"""Fixtures of the whole suite, by subject; the list below is their table of contents."""

pytest_plugins = [
    "tests.infrastructure.database",  # the session's database, `committed_db`
    "tests.infrastructure.cast",  # the people, the visitor, the clock, the well-known pages
    "tests.infrastructure.browser",  # Chromium on a served copy of the demo site
]
