"""Every state of every page in both languages: the Nu Html Checker finds no error and gives no warning.

For `make test-extra`: it needs Java, and npm to fetch the checker.
"""

import json
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.infrastructure.npm import installed
from tests.infrastructure.public_states.album import album
from tests.infrastructure.public_states.making import visit_all

# Safari takes a list without marks for no list unless it is told (2-base.css).
DELIBERATE = "The “list” role is unnecessary .*"


@pytest.mark.usefixtures("committed_db")
def test_no_state_of_any_page_is_invalid(tmp_path: Path) -> None:
    with album() as found:
        visit_all(found, "ja", "en")
    wrong = messages([shown.body for shown in found.shown], tmp_path)
    print(len(found.shown), "states")
    assert not [(found.shown[number].name, *message) for number, *message in wrong]


def test_an_error_is_seen(tmp_path: Path) -> None:
    bad = '<!doctype html><html lang="en"><title>x</title><p></div>'
    assert [one[:2] for one in messages([bad], tmp_path)] == [(0, "Stray end tag “div”.")]


def messages(bodies: Sequence[str], folder: Path) -> list[tuple[int, str, str]]:
    """Return the number of the page, the message and the place in its source for each error and warning."""
    for number, body in enumerate(bodies):
        (folder / f"{number}.html").write_text(body, "utf-8")
    jar = installed("vnu-jar") / "build" / "dist" / "vnu.jar"
    options = ["--format", "json", "--exit-zero-always", "--filterpattern", DELIBERATE]
    done = subprocess.run(
        ["java", "-jar", str(jar), *options, str(folder)], check=True, capture_output=True, timeout=600
    )
    found = json.loads(done.stderr)["messages"]
    return [(int(Path(one["url"]).stem), one["message"], one.get("extract", "")) for one in found]
