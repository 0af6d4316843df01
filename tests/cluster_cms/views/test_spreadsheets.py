"""Wagtail's reports and lists leave the site as our own exports do, and a Japanese Excel's file comes in."""

import ast
import csv
import hashlib
import inspect
import io
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone, translation
from openpyxl import load_workbook
from wagtail.admin.views import mixins
from wagtail.admin.views.mixins import SpreadsheetExportMixin
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page
from wagtail.users.models import UserProfile

from cluster_cms.views.spreadsheets import REPLACED, ListExport, decoded
from tests.infrastructure.cast import Clock

SignIn = Callable[[Any], Client]
JAPANESE = re.compile("[\u3041-\u9fff]")
REDIRECT = "/admin/redirects/"


def exports(patterns: list[URLPattern | URLResolver], before: str = "/") -> Iterator[str]:
    """Yield the address of every list that can be taken out."""
    for pattern in patterns:
        address = before + str(pattern.pattern).removeprefix("^").removesuffix("$").replace("\\Z", "")
        if isinstance(pattern, URLResolver):
            yield from exports(pattern.url_patterns, address)
        elif getattr(getattr(pattern.callback, "view_class", None), "list_export", None) and "results" not in address:
            yield address


def subclasses(parent: type[Any]) -> Iterator[type[Any]]:
    for child in parent.__subclasses__():
        yield from (child, *subclasses(child))


@pytest.fixture
def officer(admin: Any, signed_in: SignIn, home_page: Page, clock: Clock) -> Client:
    """Sign in an administrator on a site whose reports have rows, at half past midnight in Tokyo."""
    clock.set("2026-12-01 00:30")
    Redirect.objects.create(old_path="/old", redirect_link="-1+1", is_permanent=True)
    Page.objects.filter(pk=home_page.pk).update(
        title="=1+1", draft_title="1-2", locked=True, locked_at=timezone.now(), locked_by=admin,
        last_published_at=timezone.now(), latest_revision_created_at=timezone.now(),
    )  # fmt: skip
    return signed_in(admin)


def speak(user: Any, language: str) -> None:
    UserProfile.objects.update_or_create(user=user, defaults={"preferred_language": language})


def csv_of(client: Client, address: str) -> list[list[str]]:
    content = client.get(f"{address}?export=csv").getvalue()
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.endswith(b'"\r\n')
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_all_lists_are_found_and_written_in_one_language(officer: Client, admin: Any) -> None:
    found = set(exports(get_resolver().url_patterns))
    assert {REDIRECT, "/admin/reports/locked/", "/admin/reports/aging-pages/", "/admin/reports/site-history/"} < found
    for address in sorted(found):
        for language in ("ja", "en"):
            speak(admin, language)
            headings = csv_of(officer, address)[0]
            wrong = [text for text in headings if bool(JAPANESE.search(text)) != (language == "ja") and text != "ID"]
            assert (address, wrong) == (address, [])
            assert not [text for text in headings if "_" in text]


def test_times_are_those_of_tokyo_and_texts_are_guarded(officer: Client, admin: Any) -> None:
    speak(admin, "ja")
    head, *rows = csv_of(officer, "/admin/reports/locked/")
    row = dict(zip(head, rows[0], strict=True))
    assert row["ロックした日時（日本時間）"] == "2026-12-01 00:30"
    assert row["タイトル"] == "'=1+1"
    assert JAPANESE.search(row["状態"])  # made after the view, when its language is over
    assert csv_of(officer, REDIRECT)[1][:2] == ["/old", "'-1+1"]


def test_a_workbook_holds_texts_and_times_as_such(officer: Client, admin: Any) -> None:
    Page.objects.filter(locked=True).update(title="=1+1\x08")
    content = officer.get("/admin/reports/locked/?export=xlsx").getvalue()
    heads, row = load_workbook(io.BytesIO(content)).worksheets[0].iter_rows()
    cells = {str(head.value): cell for head, cell in zip(heads, row, strict=True)}
    assert (cells["タイトル"].value, cells["タイトル"].data_type) == ("=1+1", "s")
    assert str(cells["ロックした日時（日本時間）"].value) == "2026-12-01 00:30:00"


def test_every_list_opens_as_a_workbook(officer: Client) -> None:
    for address in exports(get_resolver().url_patterns):
        content = officer.get(f"{address}?export=xlsx").getvalue()
        cells = [cell for row in load_workbook(io.BytesIO(content)).worksheets[0].iter_rows() for cell in row]
        assert cells
        assert not [cell for cell in cells if cell.data_type == "f"]


def test_no_view_goes_round_the_one_writer() -> None:
    own = {"write_csv_row", "generate_xlsx_row", *REPLACED}
    views = [view for view in subclasses(SpreadsheetExportMixin) if view is not ListExport]
    assert [view for view in views if own & set(vars(view))] == []


def test_what_is_replaced_is_what_was_replaced() -> None:
    """Read Wagtail's new version of these methods, bring `spreadsheets.py` up to date, then this figure."""
    tree = ast.parse(inspect.getsource(mixins))
    body = next(node for node in tree.body if getattr(node, "name", "") == "SpreadsheetExportMixin")
    assert hashlib.sha256(ast.dump(body).encode()).hexdigest()[:16] == "0ff9a645c27da5fa"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16"])
def test_a_file_saved_by_excel_in_japan_is_imported(officer: Client, encoding: str) -> None:
    file = SimpleUploadedFile("redirects.csv", "旧,新\r\n/製品一覧/,https://example.com/製品/\r\n".encode(encoding))
    page = officer.post(f"{REDIRECT}import/", {"import_file": file})
    form = page.context["form"]
    given = {name: form.initial[name] for name in ("import_file_name", "input_format")}
    data = {name: form[name].value() for name in given} | {"from_index": 0, "to_index": 1, "permanent": "on"}
    officer.post(f"{REDIRECT}import/process/", data)
    assert Redirect.objects.get(old_path="/製品一覧").redirect_link == "https://example.com/製品/"


def test_a_file_in_no_known_encoding_is_refused_with_advice(officer: Client, admin: Any) -> None:
    speak(admin, "ja")
    file = SimpleUploadedFile("redirects.csv", b"/caf\xe9,/new")
    page = officer.post(f"{REDIRECT}import/", {"import_file": file}, follow=True)
    assert "CSV UTF-8" in page.content.decode()


def test_a_mark_of_utf_8_is_no_part_of_the_first_heading() -> None:
    with translation.override("en"):
        assert decoded("\ufeffOld".encode()) == "Old"
