"""From the list or a filter through the form to the file; what is missing is told, nothing else leaves."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from cluster_cms.clock import today
from cluster_cms.security.audit import AuditEntry
from contact.admin import export_views
from contact.models import ExportedInquiry, ExportRecord, Inquiry, Status
from tests.contact.exports.exporting import csv_rows
from tests.contact.transfers.giving import TO_DESK, answering
from tests.contact.visit import texts

FORM, FILE = "/admin/inquiries/export/", "/admin/inquiries/export/file/"
ORDER: dict[str, Any] = {"form": "csv", "reason": "answering", "columns": ["reference", "name"], **TO_DESK}


@pytest.fixture
def at_desk(desk: Any, signed_in: Callable[[Any], Client]) -> Client:
    return signed_in(desk)


@pytest.fixture(autouse=True)
def _purpose(database: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(ORDER, "purpose", answering().pk)


def content(response: Any) -> bytes:
    assert response.streaming, response.content.decode()
    return b"".join(response.streaming_content)


def selection_of(*inquiries: Inquiry) -> dict[str, Any]:
    return {"selection": "1", "inquiry": [inquiry.reference for inquiry in inquiries]}


def test_the_form_offers_reason_format_and_columns(at_desk: Client, inquiry: Inquiry) -> None:
    page = texts(at_desk.post(FORM, selection_of(inquiry)))
    assert f'name="inquiry" value="{inquiry.reference}"' in page
    for name in ("to_recipient", "purpose", "reason", "remark", "form", "columns"):
        assert f'name="{name}"' in page
    assert not ExportRecord.objects.exists()


def test_the_file_holds_the_selected_inquiries_and_its_name_no_person(at_desk: Client, inquiry: Inquiry) -> None:
    response = at_desk.post(FILE, ORDER | selection_of(inquiry))
    assert [row["受付番号"] for row in csv_rows(content(response))] == [inquiry.reference]
    name = rf'attachment; filename="inquiries-export-1-{today():%Y%m%d}\.csv"'
    assert re.fullmatch(name, response.headers["Content-Disposition"])
    assert "no-store" in response.headers["Cache-Control"]


@pytest.mark.parametrize("freely, status", [(0, 403), (1, 200)])
def test_a_large_file_asks_again_who_is_there(
    freely: int, status: int, at_desk: Client, inquiry: Inquiry, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.PROOF_REQUIRED = True
    monkeypatch.setattr(export_views, "EXPORTED_FREELY", freely)
    response = at_desk.post(FILE, ORDER | selection_of(inquiry))
    assert response.status_code == status
    assert ExportRecord.objects.exists() is (status == 200)
    if status == 403:
        assert f'name="inquiry" hidden>\n{inquiry.reference}' in texts(response)


def test_the_filter_of_the_list_decides_what_is_exported(at_desk: Client, inquiry: Inquiry) -> None:
    Inquiry.objects.filter(pk=inquiry.pk).update(status=Status.WAITING)
    rows = csv_rows(content(at_desk.post(f"{FILE}?status=waiting", ORDER)))
    assert [row["受付番号"] for row in rows] == [inquiry.reference]


def test_an_invalid_filter_exports_nothing_at_all(at_desk: Client, inquiry: Inquiry) -> None:
    assert at_desk.post(f"{FILE}?status=made-up", ORDER).status_code == 400
    assert not ExportRecord.objects.exists()


@pytest.mark.parametrize("missing", ["reason", "form", "columns", "purpose", "to_recipient"])
def test_a_missing_field_is_reported_and_nothing_is_exported(at_desk: Client, inquiry: Inquiry, missing: str) -> None:
    given = {name: value for name, value in ORDER.items() if name != missing}
    page = at_desk.post(FILE, given | selection_of(inquiry))
    assert not page.streaming
    assert inquiry.reference in texts(page)
    assert not ExportRecord.objects.exists()


def test_another_reason_needs_a_remark(at_desk: Client, inquiry: Inquiry) -> None:
    given = ORDER | selection_of(inquiry) | {"reason": "other"}
    assert not at_desk.post(FILE, given).streaming
    assert content(at_desk.post(FILE, given | {"remark": "監査法人"}))
    assert ExportRecord.objects.get().remark == "監査法人"


def test_suspected_spam_is_exported_only_on_request(at_desk: Client, inquiry: Inquiry) -> None:
    Inquiry.objects.filter(pk=inquiry.pk).update(status=Status.SPAM)
    given = ORDER | selection_of(inquiry)
    assert at_desk.post(FILE, given).status_code == 302
    assert len(csv_rows(content(at_desk.post(FILE, given | {"spam": "on"})))) == 1


@pytest.mark.parametrize("reference", ["", "made-up", "2222-2222", "2222-222\x00"])
def test_an_empty_selection_is_reported_and_not_recorded(at_desk: Client, reference: str) -> None:
    for address in (FORM, FILE):
        response = at_desk.post(address, ORDER | {"selection": "1", "inquiry": reference}, follow=True)
        assert "書き出すものがありません" in texts(response)
    assert not ExportRecord.objects.exists()


def test_too_many_for_a_sheet_is_reported(at_desk: Client, inquiry: Inquiry, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("contact.admin.export_form.MAX_XLSX_INQUIRIES", 0)
    assert "CSV" in texts(at_desk.post(FILE, ORDER | selection_of(inquiry) | {"form": "xlsx"}))
    assert not ExportRecord.objects.exists()


def test_an_export_is_one_entry_in_the_chain_and_lists_its_inquiries(
    at_desk: Client, desk: Any, inquiry: Inquiry
) -> None:
    others = list(Inquiry.objects.exclude(pk=inquiry.pk)[:2])
    content(at_desk.post(FILE, ORDER | selection_of(inquiry, *others)))
    export, entry = ExportRecord.objects.get(), AuditEntry.objects.get(action="inquiries.exported")
    assert (export.number, export.actor_id, export.count) == (1, desk.pk, 3)
    assert (entry.subject, entry.actor_id) == ("export 1", desk.pk)
    assert entry.data == (
        f'{{"count":3,"format":"csv","left_out":0,"purpose":{answering().pk},"reason":"answering","recipient":"desk"}}'
    )
    assert set(ExportedInquiry.objects.values_list("inquiry", flat=True)) == {one.pk for one in (inquiry, *others)}


def test_the_history_of_an_inquiry_names_its_exports(at_desk: Client, inquiry: Inquiry) -> None:
    content(at_desk.post(FILE, ORDER | selection_of(inquiry)))
    assert "書き出し（番号1、CSV）" in texts(at_desk.get(f"/admin/inquiries/{inquiry.reference}/"))
