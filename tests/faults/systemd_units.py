"""systemd itself reads the units, as it would on a host; run by `make test-extra`."""

import shutil
import subprocess
from pathlib import Path

from tests.infrastructure.template import PROJECT

UNITS = PROJECT / "docker" / "systemd"


def test_systemd_finds_nothing_wrong_with_the_units(tmp_path: Path) -> None:
    place, programs = tmp_path / "units", tmp_path / "site" / "venv" / "bin"
    shutil.copytree(UNITS, place)
    programs.mkdir(parents=True)
    for name in ("python", "gunicorn"):
        (programs / name).symlink_to(shutil.which("true") or "/bin/true")
    for file in (path for path in place.rglob("*") if path.is_file()):
        file.write_text(file.read_text().replace("/opt/site", str(tmp_path / "site")))
    units = [str(path) for path in sorted(place.glob("site-*.*")) if path.is_file()]
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *units], capture_output=True, text=True, check=False
    )
    said = [line for line in done.stderr.splitlines() if str(place) in line or "site-" in line]
    assert (done.returncode, said) == (0, [])
