"""The whole address of a path of this site: from the setting SITE_URL alone, never from Wagtail's site record."""

from django.conf import settings


def absolute(address: str) -> str:
    """Return a path of this site with scheme and host."""
    return f"{settings.SITE_URL}{address}"
