"""No package is locked below the version that mends what is known of it; the check itself can fail."""

from datetime import date, timedelta

from tests.infrastructure.floors import LONGEST, below, read_floors, reminder
from tests.test_requirements import direct, pins


def test_every_package_we_ask_for_has_a_floor() -> None:
    assert set(read_floors()["floors"]) == direct("base") | direct("production")


def test_nothing_is_locked_below_its_floor() -> None:
    assert below(read_floors()["floors"], pins("production")) == []


def test_a_version_below_its_floor_is_named_with_the_advisory() -> None:
    floors = {"django": {"version": "99.0", "advisory": "CVE-1"}, "missing": {"version": "1", "advisory": "none found"}}
    lines = below(floors, {"django": {"5.2.19", "100.0"}})
    assert lines == ["django 5.2.19 is below 99.0 (CVE-1)", "missing 0 is below 1 (none found)"]


def test_the_reminder_comes_late_and_never_fails() -> None:
    read = date(2026, 1, 1)
    assert reminder(read, read + timedelta(days=LONGEST)) == ""
    assert "91 days" in reminder(read, read + timedelta(days=LONGEST + 1))
