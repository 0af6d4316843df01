"""What programs ask for: the probes, which tell no details to strangers, and where to report a weakness."""

from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache

from cluster_cms import clock
from cluster_cms.operations.health import is_ready
from cluster_cms.pages.site_settings import DeskSettings, default_site

SECURITY_TXT_VALID = timedelta(days=180)  # RFC 9116, 2.5.5 asks for less than a year


@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """Answer 200 while the process runs."""
    return HttpResponse("ok\n", content_type="text/plain")


@never_cache
def readyz(request: HttpRequest) -> HttpResponse:
    """Answer 200 when the database answers and no migration waits, else 503."""
    ready = is_ready()
    return HttpResponse("ok\n" if ready else "not ready\n", status=200 if ready else 503, content_type="text/plain")


def security_txt(request: HttpRequest) -> HttpResponse:
    """Answer where to report a weakness (RFC 9116): at the desk, under the address that every page shows."""
    expires = (clock.now() + SECURITY_TXT_VALID).replace(hour=0, minute=0, second=0, microsecond=0)
    lines = [
        f"Contact: mailto:{DeskSettings.for_site(default_site()).email.strip()}",
        f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: ja, en",
        f"Canonical: {settings.SITE_URL}{request.path_info}",
    ]
    return HttpResponse("".join(f"{line}\n" for line in lines), content_type="text/plain; charset=utf-8")
