"""manage.py update_messages (needs Babel, from requirements/test.txt)"""

from argparse import ArgumentParser
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import write_po
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation.template import templatize

from cluster_cms.management.library_messages import DOMAINS, FOLDER, add_messages, read, translated

APPS = ("cluster_cms", "home", "library", "products", "policy", "contact", "search")
DAY = datetime(2005, 7, 1, tzinfo=UTC)  # one fixed date, so that the same strings give the same files
KEYWORDS: dict[str, Any] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
}


class Command(BaseCommand):
    help = "Brings the Japanese catalogues up to date, each app's and that for Wagtail's admin, and compiles them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="change nothing; fail when a catalogue is behind")

    def handle(self, *args: Any, **options: Any) -> None:
        behind = []
        for name, path, catalogue in catalogues():
            untranslated = sorted(str(message.id) for message in catalogue if message.id and not translated(message))
            for text in untranslated:
                self.stderr.write(f"{name}: not translated: {text}")
            if options["check"]:
                behind += [name] if untranslated or compiled(catalogue) != stored(path.with_suffix(".mo")) else []
            else:
                write(catalogue, path)
        if behind:
            raise CommandError(f"Run update_messages and translate what is missing in: {', '.join(behind)}.")


def catalogues() -> Iterator[tuple[str, Path, Catalog]]:
    """Yield name, file and present content of each catalogue: of our apps, and of the libraries."""
    for app in APPS:
        path = Path(settings.ROOT_DIR) / app / "locale" / "ja" / "LC_MESSAGES" / "django.po"
        yield app, path, merged(read(path), found_in(path.parents[3]))
    for domain in DOMAINS:
        path = FOLDER / "ja" / "LC_MESSAGES" / f"{domain}.po"
        known, found = read(path), empty_catalogue(FOLDER.name)
        add_messages(found, domain, known)
        yield f"{FOLDER.name} {domain}", path, merged(known, found)


def empty_catalogue(name: str) -> Catalog:
    return Catalog(locale="ja", project=name, header_comment="#", creation_date=DAY, revision_date=DAY, fuzzy=False)


def found_in(folder: Path) -> Catalog:
    """Return every translatable string of an app, without the lines it stands on (they would change all the time)."""
    catalogue = empty_catalogue(folder.name)
    for path in sorted([*folder.rglob("*.py"), *folder.rglob("*.html"), *folder.rglob("*.txt")]):
        if "migrations" in path.parts:
            continue
        source = path.read_text(encoding="utf-8")
        source = source if path.suffix == ".py" else as_python(templatize(source, origin=str(path)))
        for _line, text, _comments, context in extract("python", BytesIO(source.encode()), keywords=KEYWORDS):
            name = str(path.relative_to(folder))
            catalogue.add(text, locations=[(name, 0)], context=context, flags=python_format(text))
    return catalogue


def as_python(source: str) -> str:
    """Take away the indentation of a template, which Python's tokenizer would take for blocks."""
    return "\n".join(line.lstrip() for line in source.splitlines())


def python_format(text: Any) -> list[str]:
    parts = text if isinstance(text, tuple | list) else [text]
    return ["python-format"] if any("%(" in part for part in parts) else []


def merged(known: Catalog, found: Catalog) -> Catalog:
    """Return what was found with the translations that are there; guesses are not wanted in a legal site."""
    for message in found:
        before = known.get(message.id, message.context) if message.id else None
        if before is not None and message.id:
            message.string = before.string
    return found


def compiled(catalogue: Catalog) -> bytes:
    buffer = BytesIO()
    write_mo(buffer, catalogue)
    return buffer.getvalue()


def stored(path: Path) -> bytes:
    return path.read_bytes() if path.exists() else b""


def write(catalogue: Catalog, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, catalogue, sort_output=True, omit_header=False, include_lineno=False, width=0)
    with path.with_suffix(".mo").open("wb") as file:
        write_mo(file, catalogue)
