"""Fixtures of the whole suite, by subject; the list below is their table of contents."""

from hypothesis import HealthCheck, settings

pytest_plugins = [
    "tests.infrastructure.database",  # the session's database, `committed_db`
    "tests.infrastructure.roles",  # a role that owns no table
    "tests.infrastructure.cast",  # the people, the visitor, the clock, the well-known pages
    "tests.infrastructure.browser",  # Chromium on a served copy of the demo site
    "tests.infrastructure.bucket",  # an object store on loopback
    "tests.infrastructure.choosing",  # leaves out the tests that open no database
    "tests.infrastructure.audit_order",  # an act writes its audit entry last
    "tests.infrastructure.renditions",  # an image is resized once
    "tests.infrastructure.memory",  # garbage is looked for less often
]

# The same examples each time, however slow the machine: a red run is then a change of ours.
settings.register_profile("same", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("same")
