"""Programs from the npm registry, for `make test-extra` alone: each in one version, kept under VAR_DIR/npm."""

import os
import subprocess
from pathlib import Path

PACKAGES = {"vnu-jar": "26.9.27", "lighthouse": "12.8.2"}


def installed(package: str) -> Path:
    """Return the folder of a package, installed by npm if it is not there; no script of any package runs."""
    prefix = Path(os.environ["VAR_DIR"]) / "npm" / f"{package}-{PACKAGES[package]}"
    folder = prefix / "node_modules" / package
    if not folder.exists():
        command = [
            "npm",
            "install",
            "--ignore-scripts",
            "--no-audit",
            "--no-fund",
            "--no-save",
            "--prefix",
            str(prefix),
        ]
        subprocess.run([*command, f"{package}@{PACKAGES[package]}"], check=True, capture_output=True, timeout=600)
    return folder
