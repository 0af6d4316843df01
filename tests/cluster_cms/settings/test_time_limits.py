"""A process that answers visitors waits shortly for a lock; the worker and the commands are not cut."""

import re

import pytest
from django.db import connection

from cluster_cms.operations.large_tables import lift_time_limit
from cluster_cms.settings.stores import LIMITS, database, wait_shortly

URL = "postgresql://user:word@host/name"


def passed(options: str) -> dict[str, str]:
    return dict(re.findall(r"-c (\w+)=(\S+)", options))


def test_commands_have_no_limit_and_notice_that_the_other_end_is_gone() -> None:
    options = database(URL)["OPTIONS"]
    assert passed(options["options"]).keys() == {f"tcp_keepalives_{name}" for name in ("idle", "interval", "count")}
    assert options["connect_timeout"] == 3


def test_a_web_process_has_every_limit() -> None:
    settings = database(URL)
    wait_shortly(settings)
    assert (
        passed(settings["OPTIONS"]["options"]).items() >= {name: str(value) for name, value in LIMITS.items()}.items()
    )


def test_what_the_url_says_comes_last_and_so_wins() -> None:
    settings = database(f"{URL}?connect_timeout=9&options=-c%20lock_timeout%3D7s")
    wait_shortly(settings)
    assert settings["OPTIONS"]["connect_timeout"] == 9
    assert passed(settings["OPTIONS"]["options"])["lock_timeout"] == "7s"


def test_sqlite_waits_five_seconds_in_a_web_process_and_twenty_in_commands() -> None:
    settings = database("sqlite:////nowhere/site.sqlite3")
    before = settings["OPTIONS"]["timeout"]
    wait_shortly(settings)
    assert (before, settings["OPTIONS"]["timeout"]) == (20, 5)
    assert database("sqlite:////nowhere/site.sqlite3")["OPTIONS"]["timeout"] == 20


@pytest.mark.django_db
def test_an_export_may_take_longer() -> None:
    if connection.vendor != "postgresql":
        lift_time_limit()  # there is none
        return
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 7000")
        lift_time_limit()
        cursor.execute("SHOW statement_timeout")
        assert cursor.fetchone() == ("0",)
