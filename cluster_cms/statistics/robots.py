"""Tells people's browsers from robots by what a request says of itself; nothing of it is kept.

docker/nginx.conf holds the same two lists (`$robot`); a test compares them.
"""

import re
from collections.abc import Mapping
from typing import Any

# Programs in which people read begin with one of these; libraries, monitors and most robots do not.
BROWSERS = ("Mozilla/", "Opera/", "Lynx/", "w3m/", "Links ", "ELinks/", "Dillo/", "NetSurf/")
# What robots that call themselves Mozilla say besides: a kind, an address to read about them, or what drives them.
# "compatible;" was last said by Internet Explorer 10, which cannot open the site.
ROBOT_WORDS = (
    "bot",
    "crawl",
    "spider",
    "slurp",
    "://",
    "@",
    "compatible;",
    "headless",
    "lighthouse",
    "monitor",
    "scan",
    "preview",
    "python",
    "puppeteer",
    "phantomjs",
    "pingdom",
    "archive",
)
ANY_WORD = re.compile("|".join(map(re.escape, ROBOT_WORDS)))
HARMLESS = "cubot"  # a maker of telephones


def is_robot(user_agent: str) -> bool:
    """Return whether a request comes from a program by itself; one that does not name itself counts as one."""
    if not user_agent.startswith(BROWSERS):
        return True
    text = user_agent.lower().replace(HARMLESS, "")
    return ANY_WORD.search(text) is not None


def is_ahead_of_time(environ: Mapping[str, Any]) -> bool:
    """Return whether a browser fetches the page in case somebody opens it, and says so in one of these headers."""
    return (
        "HTTP_SEC_PURPOSE" in environ
        or "HTTP_PURPOSE" in environ
        or "HTTP_X_PURPOSE" in environ
        or "HTTP_X_MOZ" in environ
    )
