"""What the Japanese catalogues of Wagtail and the other libraries lack, and what of them is corrected here."""

from pathlib import Path

import django
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po
from django.apps import apps
from django.conf import settings

FOLDER = Path(settings.ROOT_DIR) / "cluster_cms" / "locale_wagtail"
DOMAINS = ("django", "djangojs")  # Python and templates; JavaScript


def read(path: Path) -> Catalog:
    """Return the catalogue in LANGUAGE/LC_MESSAGES/DOMAIN.po, an empty one if there is none."""
    language = path.parts[-3]
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def translated(message: Message | None) -> bool:
    """Tell whether each form of a message has a translation that is no guess of a program."""
    forms = message.string if message and isinstance(message.string, tuple | list) else [message and message.string]
    return all(forms) and not (message and message.fuzzy)


def library_folders() -> list[Path]:
    """Return the locale folders of the installed libraries and of Django, not those of the site's own apps."""
    root = Path(settings.ROOT_DIR)
    found = [Path(app.path) / "locale" for app in apps.get_app_configs() if Path(app.path).parent != root]
    return [*found, Path(django.__file__).parent / "conf" / "locale"]


def source_messages(folder: Path, domain: str) -> list[Message]:
    """Return the messages of a library: of its English catalogue, or its German one where it ships no English one."""
    paths = [folder / language / "LC_MESSAGES" / f"{domain}.po" for language in ("en", "de")]
    path = next((path for path in paths if path.exists()), paths[0])
    return [message for message in read(path) if message.id]


def japanese(domain: str) -> Catalog:
    """Return the Japanese of all libraries as Django merges it: the first app in the order wins."""
    merged = Catalog(locale="ja")
    for folder in library_folders():
        for message in read(folder / "ja" / "LC_MESSAGES" / f"{domain}.po"):
            if message.id and translated(message) and merged.get(message.id, message.context) is None:
                merged.add(message.id, message.string, context=message.context)
    return merged


def add_messages(found: Catalog, domain: str, ours: Catalog) -> None:
    """Add to `found` each message of a library without Japanese, and each that `ours` corrects."""
    theirs = japanese(domain)
    for folder in library_folders():
        for message in source_messages(folder, domain):
            if theirs.get(message.id, message.context) is None or ours.get(message.id, message.context) is not None:
                found.add(message.id, context=message.context, flags=message.flags - {"fuzzy"})
