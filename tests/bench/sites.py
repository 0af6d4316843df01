"""What ours is measured against, set up by itself: a stock site that `wagtail start` makes, and a bare hello."""

import contextlib
import http.client
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email.message import Message
from pathlib import Path

from django.test import Client
from django.utils.html import strip_tags

from tests.faults.front import HOST, Front, trusting
from tests.faults.serving import Server, served
from tests.infrastructure.template import PROJECT, Template

# Production's settings of `wagtail start`, with our database options and without a step that collects static files.
SETTINGS = """
from cluster_cms.settings.stores import database
from .base import *
import os
DEBUG, SECRET_KEY, ALLOWED_HOSTS = False, "stock-" + "0123456789abcdef" * 4, ["127.0.0.1"]
DATABASES = {"default": database(os.environ["DATABASE_URL"])}
INSTALLED_APPS += ["tests.bench.stock"]
MIGRATION_MODULES = {"stock": "stock_migrations"}
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
LANGUAGE_CODE, TIME_ZONE = "ja", "Asia/Tokyo"
WAGTAILADMIN_BASE_URL = "http://127.0.0.1"
"""
OURS = {"home": "/", "policy": "/privacy-policy/", "form": "/contact-us/"}
STOCK = {"home": "/", "policy": "/policy/", "form": "/contact/"}
PARAGRAPH = re.compile(r"<(h[1-6]|p|li|dt|dd|th|td)\b[^>]*>(.*?)</\1>", re.DOTALL)
Ask = Callable[..., tuple[Message, bytes]]


@dataclass
class StockSite:
    """A finished stock site: its folder and the address of its database."""

    folder: Path
    url: str

    @property
    def variables(self) -> dict[str, str]:
        settings = {"DJANGO_SETTINGS_MODULE": "stocksite.settings.bench", "DATABASE_URL": self.url}
        return {**settings, "PYTHONPATH": str(PROJECT)}

    def served(self, folder: Path, *options: str) -> contextlib.AbstractContextManager[Server]:
        return served(folder, "--chdir", str(self.folder), *options, "stocksite.wsgi:application", **self.variables)


def paragraphs(page: str) -> list[str]:
    """Return the texts of the main part of a page as plain paragraphs, a new list entry with each heading."""
    found: list[str] = []
    for tag, inner in PARAGRAPH.findall(page.partition("<main")[2].partition("</main>")[0]):
        text = f"<{tag}>{strip_tags(inner)}</{tag}>" if tag.startswith("h") else f"<p>{strip_tags(inner)}</p>"
        if tag.startswith("h") or not found:
            found.append("")
        found[-1] += text
    return found


@contextlib.contextmanager
def stock_site(template: Template, folder: Path) -> Iterator[StockSite]:
    """Make a stock site with the texts of ours in a folder, with a database of its own, until the block ends."""
    name = f"stock_{os.getpid()}"
    template.engine.create(name)
    site = StockSite(folder / "stock", template.engine.url(name))
    site.folder.mkdir()
    started = [sys.executable, "-m", "wagtail.bin.wagtail", "start", "stocksite", str(site.folder)]
    subprocess.run(started, check=True, stdout=subprocess.DEVNULL)
    (site.folder / "stocksite" / "settings" / "bench.py").write_text(SETTINGS)
    (site.folder / "stock_migrations").mkdir()
    (site.folder / "stock_migrations" / "__init__.py").touch()
    texts = {name: paragraphs(Client().get(address).text) for name, address in OURS.items()}
    command = [sys.executable, "manage.py", "shell", "--no-imports", "-c"]
    command += ["from tests.bench.stock.making import make; make()"]
    given, env = json.dumps(texts).encode(), {**os.environ, **site.variables}
    try:
        subprocess.run(command, input=given, cwd=site.folder, env=env, check=True)
        yield site
    finally:
        template.engine.drop(name)


@contextlib.contextmanager
def asking(line: http.client.HTTPConnection) -> Iterator[Ask]:
    """Yield a function that asks over one connection and returns headers and body."""
    with contextlib.closing(line):

        def ask(address: str, wanted: int = 200, **headers: str) -> tuple[Message, bytes]:
            line.request("GET", address, headers=headers)
            answer = line.getresponse()
            body = answer.read()
            assert answer.status == wanted, (address, answer.status)
            return answer.headers, body

        yield ask


def line_to(server: Server) -> contextlib.AbstractContextManager[Ask]:
    return asking(http.client.HTTPConnection("127.0.0.1", server.port, timeout=60))


def secure_line_to(front: Front) -> contextlib.AbstractContextManager[Ask]:
    context = trusting("http/1.1")
    return asking(http.client.HTTPSConnection(HOST, front.secure, timeout=30, context=context))
