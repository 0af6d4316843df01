"""Where a weakness is reported stands where researchers look for it (RFC 9116)."""

from datetime import datetime, timedelta

from django.conf import settings
from django.test import Client

from cluster_cms import clock
from cluster_cms.pages.site_settings import DeskSettings

ADDRESS = "/.well-known/security.txt"


def fields(visitor: Client) -> dict[str, str]:
    response = visitor.get(ADDRESS)
    assert (response.status_code, response.headers["Content-Type"]) == (200, "text/plain; charset=utf-8")
    return dict(line.split(": ", 1) for line in response.content.decode().splitlines())


def test_it_names_the_desk_the_languages_and_itself(visitor: Client) -> None:
    found = fields(visitor)
    assert found["Contact"] == f"mailto:{DeskSettings.objects.get().email}"
    assert found["Preferred-Languages"] == "ja, en"
    assert found["Canonical"] == f"{settings.SITE_URL}{ADDRESS}"
    assert set(found) == {"Contact", "Expires", "Preferred-Languages", "Canonical"}


def test_it_never_expires_and_never_stands_for_a_year(visitor: Client) -> None:
    left = datetime.fromisoformat(fields(visitor)["Expires"]) - clock.now()
    assert timedelta(days=170) < left < timedelta(days=365)


def test_it_follows_the_settings(visitor: Client) -> None:
    desk = DeskSettings.objects.get()
    desk.email = "another@example.com"
    desk.save()
    assert fields(visitor)["Contact"] == "mailto:another@example.com"
