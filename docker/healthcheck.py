"""Asks this container's own server whether it lives: exit status 0 when /healthz answers 200."""

import http.client
import os


def main() -> int:
    """Ask as the site's first host name, for the server refuses every other."""
    connection = http.client.HTTPConnection("127.0.0.1", 8000, timeout=4)
    connection.request("GET", "/healthz", headers={"Host": os.environ["ALLOWED_HOSTS"].split(",")[0]})
    return 0 if connection.getresponse().status == 200 else 1


if __name__ == "__main__":
    raise SystemExit(main())
