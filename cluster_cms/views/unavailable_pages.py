"""Writes the page of a 503 in each language to files, which the web server in front shows when the site is away.

The folder is `VAR_DIR/unavailable`; docker/nginx.conf names it. A change of company or desk is there within a minute.
"""

from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest

from cluster_cms.operations.jobs import Job
from cluster_cms.pages import last_identity
from cluster_cms.views.errors import unavailable


def unavailable_pages_job() -> Job:
    return Job("unavailable pages", timedelta(minutes=1), write_unavailable_pages, folder="unavailable")


def write_unavailable_pages() -> None:
    """Write ja.html and en.html, each replaced in one step and only when it differs; other accounts may read them."""
    last_identity.clear()  # of this process: the worker prints no pages
    folder = Path(settings.VAR_DIR, "unavailable")
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o755)
    for language, _name in settings.LANGUAGES:
        request = HttpRequest()
        request.path = request.path_info = f"/{language}/"
        page, file = unavailable(request).content, folder / f"{language}.html"
        if not file.exists() or file.read_bytes() != page:
            unfinished = file.with_suffix(".unfinished")
            unfinished.write_bytes(page)
            unfinished.chmod(0o644)
            unfinished.replace(file)
