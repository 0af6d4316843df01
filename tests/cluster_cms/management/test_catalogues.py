"""The Japanese catalogues: of one word one translation, the same placeholders, and none missing."""

import json
import re
from collections.abc import Iterator
from functools import cache
from io import StringIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from django.core.management import CommandError, call_command
from django.test import RequestFactory
from django.utils import translation
from wagtail.admin.views.i18n import js_catalog

from cluster_cms.management import library_messages
from cluster_cms.management.commands.update_messages import APPS
from cluster_cms.management.library_messages import DOMAINS, FOLDER, japanese, library_folders, read, source_messages

ROOT = Path(__file__).resolve().parents[3]
OTHER_PLACE = {"%(day)s, %(date)s"}  # the code fills in a third word, the short day of the week
PLACEHOLDER = re.compile(r"%\(\w+\)[sdf]|%[sd]|\{\w*\}|</?(?!wbr)\w+")
JAPANESE = re.compile(r"[぀-ヿ一-鿿]")
SAME_IN_JAPANESE = {"ID", "Taggit", "Wagtail API v2", "Wagtail API v3"}  # names
Key = tuple[str | None, str]


def forms(value: str | tuple[str, ...] | list[str] | None) -> list[str]:
    return [value] if isinstance(value, str) else list(value or ())


def key(message: Message) -> Key:
    return message.context, forms(message.id)[0]


@cache
def our_catalogues() -> dict[str, Catalog]:
    """Return the catalogues of the site: of its apps, and those for the libraries."""
    apps = {app: read(ROOT / app / "locale" / "ja" / "LC_MESSAGES" / "django.po") for app in APPS}
    return apps | {domain: read(FOLDER / "ja" / "LC_MESSAGES" / f"{domain}.po") for domain in DOMAINS}


def our_messages(*names: str) -> Iterator[Message]:
    for name in names or our_catalogues():
        yield from (message for message in our_catalogues()[name] if message.id)


def placeholders(text: str) -> set[str]:
    return set(PLACEHOLDER.findall(text))


def test_every_translation_has_the_placeholders_of_its_source() -> None:
    """Where singular and plural differ, those of both are needed and those of one are allowed."""
    wrong = []
    for message in our_messages():
        sources, got = [placeholders(form) for form in forms(message.id)], placeholders(forms(message.string)[0])
        if not (set.intersection(*sources) <= got <= set.union(*sources)) and key(message)[1] not in OTHER_PLACE:
            wrong.append(message.id)
    assert not wrong


def test_no_two_of_our_apps_translate_one_message_differently() -> None:
    """Django merges all catalogues into one, in which the first app wins: a short word needs a context."""
    seen: dict[Key, set[str]] = {}
    for message in our_messages(*APPS):
        seen.setdefault(key(message), set()).add(forms(message.string)[0])
    assert not [name for name, found in seen.items() if len(found) > 1]


def test_none_of_our_apps_changes_a_word_of_a_library() -> None:
    """The catalogue for the libraries may; in an app the same word means something else and needs a context."""
    corrected, theirs = our_catalogues()["django"], japanese("django")
    source = {key(message) for folder in library_folders() for message in source_messages(folder, "django")}
    wrong = []
    for message in our_messages(*APPS):
        context, text = key(message)
        other = corrected.get(text, context) or theirs.get(text, context)
        if key(message) in source and other and forms(other.string)[0] != forms(message.string)[0]:
            wrong.append((context, text))
    assert not wrong


def test_a_string_that_a_library_brings_is_listed_by_name(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "en" / "LC_MESSAGES").mkdir(parents=True)
    (tmp_path / "en" / "LC_MESSAGES" / "django.po").write_text('msgid "Brand new string"\nmsgstr ""\n')
    monkeypatch.setattr(library_messages, "library_folders", lambda: [tmp_path])
    complaints = StringIO()
    with pytest.raises(CommandError, match="locale_wagtail"):
        call_command("update_messages", check=True, stderr=complaints)
    assert complaints.getvalue() == "locale_wagtail django: not translated: Brand new string\n"


def test_the_scripts_of_the_admin_are_told_every_string_in_japanese() -> None:
    with translation.override("ja"):
        answer = js_catalog(RequestFactory().get("/"), packages="wagtail.admin").content.decode()
    told = json.loads(answer.split("newcatalog = ", 1)[1].split("\n  };", 1)[0] + "}")
    english = [text for text, value in told.items() if not JAPANESE.search("".join(forms(value)))]
    assert len(told) >= 85
    assert english == ["%(time_zone_option)s: %(localized_time_zone_label)s"]


def test_the_catalogue_for_the_libraries_repeats_no_english() -> None:
    messages = list(our_messages(*DOMAINS))
    assert len(messages) > 1500
    assert {key(message)[1] for message in messages if forms(message.string)[0] == key(message)[1]} == SAME_IN_JAPANESE


@pytest.mark.parametrize(
    "text, said",
    [
        ("Usage", "使用箇所"),
        ("Sort", "並べ替え"),
        ("Publish", "公開する"),
        ("Unpublish", "非公開にする"),
        ("Documents", "文書"),
        ("Request changes", "差し戻す"),
        ("Are you sure you want to move this page into '%(title)s'?", "このページを「%(title)s」の下に移動しますか？"),
    ],
)
def test_misleading_words_of_wagtail_are_corrected(text: str, said: str) -> None:
    with translation.override("ja"):
        assert translation.gettext(text) == said
    with translation.override("en"):
        assert translation.gettext(text) == text
