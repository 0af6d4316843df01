"""Company and desk as a page printed them last: error pages name them when the database is away."""

from typing import Any

from django.db import Error
from django.http import HttpRequest
from wagtail.models import Site

from cluster_cms.pages.site_settings import CompanySettings, DeskSettings, default_site

KINDS: dict[str, Any] = {"company": CompanySettings, "desk": DeskSettings}
_seen: dict[str, Any] = {}  # of this process


def note(request: HttpRequest) -> None:
    """Keep what the page of a request has read of them; this asks the database nothing."""
    for name, kind in KINDS.items():
        if found := getattr(request, kind.get_cache_attr_name(), None):
            _seen[name] = found


def last_seen() -> dict[str, Any]:
    """Return company and desk without asking, who waited for a database once; where none was seen yet, ask."""
    return dict(_seen) or present()


def present() -> dict[str, Any]:
    """Return company and desk; as they were last seen, or nothing, when the database does not answer or is empty."""
    try:
        site = default_site()
        return {name: kind.for_site(site) for name, kind in KINDS.items()}
    except (Error, Site.DoesNotExist):
        return dict(_seen)


def forget() -> None:
    _seen.clear()
