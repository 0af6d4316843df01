"""The lowest safe versions of what we ask for, and whether their file was read lately: `make check` prints it."""

import tomllib
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from packaging.version import Version

from tests.infrastructure.template import PROJECT

FILE = PROJECT / "requirements" / "floors.toml"
LONGEST = 90  # days between two readings of the advisories


def read_floors() -> dict[str, Any]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


def below(floors: Mapping[str, Mapping[str, str]], versions: Mapping[str, set[str]]) -> list[str]:
    """Return a line for each package of which a locked version is lower than its floor, or that is not locked."""
    found = {name: [one for one in versions.get(name, {"0"})] for name in floors}
    return [
        f"{name} {one} is below {floors[name]['version']} ({floors[name]['advisory']})"
        for name, ones in sorted(found.items())
        for one in ones
        if Version(one) < Version(floors[name]["version"])
    ]


def reminder(read: date, today: date) -> str:
    """Return the line that asks to read the advisories again; empty while they were read lately."""
    days = (today - read).days
    return f"WARNING: requirements/floors.toml was last read {days} days ago." if days > LONGEST else ""


if __name__ == "__main__":
    print(reminder(read_floors()["read"], datetime.now(UTC).date()) or "The floors of packages were read lately.")
