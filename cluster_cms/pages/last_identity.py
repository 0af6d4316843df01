"""Company and desk as a page of this process printed them last, for error pages without a database."""

from typing import Any

from django.db import Error
from django.http import HttpRequest
from wagtail.models import Site

from cluster_cms.pages.site_settings import CompanySettings, DeskSettings, default_site

SETTINGS: dict[str, Any] = {"company": CompanySettings, "desk": DeskSettings}
_seen: dict[str, Any] = {}  # of this process


def remember(request: HttpRequest) -> None:
    """Remember the settings that a page has read during its request; this makes no query."""
    for name, model in SETTINGS.items():
        if found := getattr(request, model.get_cache_attr_name(), None):
            _seen[name] = found


def last_seen() -> dict[str, Any]:
    """Return company and desk as remembered, without a query; query only when none was remembered yet."""
    return dict(_seen) or present()


def present() -> dict[str, Any]:
    """Return company and desk from the database; as remembered when it does not answer or is empty."""
    try:
        site = default_site()
        return {name: model.for_site(site) for name, model in SETTINGS.items()}
    except (Error, Site.DoesNotExist):
        return dict(_seen)


def clear() -> None:
    _seen.clear()
