"""Asks this container's own server whether it lives: exit status 0 when /healthz answers 200."""

import http.client
import os
from pathlib import Path


def main() -> int:
    """Ask as the site's first host name, for the server refuses every other."""
    connection = http.client.HTTPConnection("127.0.0.1", 8000, timeout=4)
    connection.request("GET", "/healthz", headers={"Host": first_host()})
    return 0 if connection.getresponse().status == 200 else 1


def first_host() -> str:
    """Return the first name in ALLOWED_HOSTS, or in the file that ALLOWED_HOSTS_FILE names, as the settings do."""
    file = os.environ.get("ALLOWED_HOSTS_FILE")
    names = Path(file).read_text(encoding="utf-8") if file else os.environ["ALLOWED_HOSTS"]
    return names.split(",")[0].strip()


if __name__ == "__main__":
    raise SystemExit(main())
