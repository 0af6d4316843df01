"""An export says who receives the data and for which purpose; what is missing is told, and nothing leaves."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from cluster_cms.privacy.models import Contractor
from contact.exports.record_export import ExportRequest, NothingToExport, record_export
from contact.models import ExportFormat, ExportReason, ExportRecord, Inquiry, InquiryPurpose, Transfer
from contact.transfers.destination import TransferRefused
from tests.contact.exports.exporting import csv_rows
from tests.contact.transfers.giving import LAWFUL, POLICE, TO_DESK, agree, answering, informing, to_desk, to_third_party
from tests.contact.visit import texts

FILE = "/admin/inquiries/export/file/"
ORDER: dict[str, Any] = {"form": "csv", "reason": "answering", "columns": ["reference", "name"], "selection": "1"}


@pytest.fixture
def at_desk(desk: Any, signed_in: Callable[[Any], Client]) -> Client:
    return signed_in(desk)


def order(inquiry: Inquiry, **more: Any) -> dict[str, Any]:
    return ORDER | {"inquiry": inquiry.reference, "purpose": answering().pk} | more


def test_without_a_receiver_nothing_leaves(at_desk: Client, inquiry: Inquiry) -> None:
    page = at_desk.post(FILE, order(inquiry))
    assert "情報を受け取る相手を選んでください" in texts(page)
    assert not ExportRecord.objects.exists()


@pytest.mark.parametrize("lacking", ["to_name", "to_note", "to_ground", "to_basis"])
def test_missing_fields_of_a_third_party_are_reported_and_the_others_kept(
    lacking: str, at_desk: Client, inquiry: Inquiry
) -> None:
    given = order(inquiry) | {name: text for name, text in LAWFUL["order"].items() if name != lacking}
    page = texts(at_desk.post(FILE, given))
    kept = [text for name, text in LAWFUL["order"].items() if name not in (lacking, "to_recipient", "to_ground")]
    assert all(text in page for text in kept)
    assert not ExportRecord.objects.exists()
    assert not Transfer.objects.exists()


@pytest.mark.parametrize("ground", LAWFUL)
def test_each_ground_of_the_policy_lets_the_data_go(ground: str, at_desk: Client, desk: Any, inquiry: Inquiry) -> None:
    agree(inquiry, desk, recipient=POLICE)
    assert at_desk.post(FILE, order(inquiry) | LAWFUL[ground]).getvalue()
    transfer, export = Transfer.objects.get(), ExportRecord.objects.get()
    assert (transfer.ground, transfer.name, transfer.export_number) == (ground, "例示警察署", export.number)
    assert transfer.items == ["name", "reference"]
    assert export.recipient == "third_party"


def test_a_contractor_of_the_register_may_receive_it(at_desk: Client, inquiry: Inquiry) -> None:
    to = {"to_recipient": "contractor", "to_contractor": Contractor.objects.get().pk, "to_name": "left over"}
    assert at_desk.post(FILE, order(inquiry, **to)).getvalue()
    transfer = Transfer.objects.get()
    assert (transfer.contractor, transfer.name) == (Contractor.objects.get(), None)


def test_to_the_desk_no_transfer_is_recorded(at_desk: Client, inquiry: Inquiry) -> None:
    assert at_desk.post(FILE, order(inquiry) | TO_DESK).getvalue()
    assert ExportRecord.objects.get().purpose == answering()
    assert not Transfer.objects.exists()


def test_without_a_purpose_only_what_the_law_demands_leaves(at_desk: Client, inquiry: Inquiry) -> None:
    for to in (TO_DESK, LAWFUL["consent"]):
        page = at_desk.post(FILE, order(inquiry) | to | {"purpose": ""})
        assert "情報を使う目的を選んでください" in texts(page)
    assert at_desk.post(FILE, order(inquiry) | LAWFUL["order"] | {"purpose": ""}).getvalue()
    assert ExportRecord.objects.get().purpose is None


def test_another_purpose_exports_nothing_and_says_so(at_desk: Client, inquiry: Inquiry) -> None:
    page = at_desk.post(FILE, order(inquiry, **TO_DESK, purpose=informing().pk))
    assert "この目的のためにお預かりしたお問い合わせは、この中にありません" in texts(page)
    assert not ExportRecord.objects.exists()


def test_inquiries_of_another_purpose_are_reported_first_and_then_left_out(at_desk: Client, inquiry: Inquiry) -> None:
    other = Inquiry.objects.exclude(pk=inquiry.pk)[0]
    InquiryPurpose.objects.create(inquiry=inquiry, purpose=informing())
    given = order(inquiry, **TO_DESK, purpose=informing().pk) | {"inquiry": [inquiry.reference, other.reference]}
    page = texts(at_desk.post(FILE, given))
    assert "1件はこの目的のためにお預かりしたものではないため、除きます" in page
    assert not ExportRecord.objects.exists()
    rows = csv_rows(at_desk.post(FILE, given | {"left_out": "1"}).getvalue())
    assert [row["受付番号"] for row in rows] == [inquiry.reference]
    assert (ExportRecord.objects.get().count, ExportRecord.objects.get().left_out) == (1, 1)


def test_a_consent_for_another_purpose_lets_nothing_go(at_desk: Client, desk: Any, inquiry: Inquiry) -> None:
    agree(inquiry, desk, recipient=POLICE, purpose=informing())
    page = at_desk.post(FILE, order(inquiry, **LAWFUL["consent"]))
    assert "同意していません" in texts(page)
    assert at_desk.post(FILE, order(inquiry, **LAWFUL["consent"]) | {"purpose": informing().pk}).getvalue()
    assert Transfer.objects.count() == 1


def test_the_verb_enforces_what_the_form_asks(desk: Any, inquiry: Inquiry) -> None:
    base: dict[str, Any] = {"form": ExportFormat.CSV, "reason": ExportReason.ANSWERING, "columns": frozenset({"name"})}
    chosen = Inquiry.objects.with_references(inquiry.reference)
    for to, purpose in ((to_third_party(None), answering()), (to_desk(), None)):
        with pytest.raises(TransferRefused):
            record_export(inquiries=chosen, actor=desk, order=ExportRequest(**base, destination=to, purpose=purpose))
    with pytest.raises(NothingToExport):
        record_export(
            inquiries=chosen, actor=desk, order=ExportRequest(**base, destination=to_desk(), purpose=informing())
        )
    assert not ExportRecord.objects.exists()
