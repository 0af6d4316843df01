"""The register of transfers: for the privacy officer alone, filtered, opened on record, taken out as CSV."""

import csv
import io
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from cluster_cms.security.audit import AuditEntry
from contact.models import Channel, Inquiry, LegalGround
from contact.transfers.record_transfer import record_transfer
from tests.contact.transfers.giving import agree, by_consent, to_contractor, to_third_party
from tests.contact.visit import WRITTEN, texts

SignIn = Callable[[Any], Client]
REGISTER = "/admin/privacy/transfers/"


@pytest.fixture
def officer(privacy_officer: Any, signed_in: SignIn) -> Client:
    return signed_in(privacy_officer)


@pytest.fixture
def three(inquiry: Inquiry, desk: Any) -> Inquiry:
    """An inquiry that went to a contractor, to the police, and by consent to an insurance."""
    agree(inquiry, desk)
    for destination in (
        to_contractor(),
        to_third_party(LegalGround.ORDER, basis="=1+1", name="例示警察署"),
        by_consent(),
    ):
        record_transfer(
            destination=destination,
            inquiries=Inquiry.objects.with_references(inquiry.reference),
            channel=Channel.REPLY,
            items=["name"],
            actor=desk,
        )
    return inquiry


@pytest.mark.parametrize("role", ["desk", "marketing", "legal", "approver"])
def test_others_may_not_open_the_register(
    role: str, three: Inquiry, person: Callable[[str], Any], signed_in: SignIn
) -> None:
    client = signed_in(person(role))
    for door in ("", "results/", "1/"):
        assert client.get(f"{REGISTER}{door}").headers["Location"] == "/admin/"
    assert client.post(f"{REGISTER}csv/").headers["Location"] == "/admin/"


def test_it_lists_the_receivers_and_no_writer(officer: Client, three: Inquiry) -> None:
    page = texts(officer.get(REGISTER))
    for shown in ("例示警察署", "例示保険株式会社", "【見本】見本データセンター株式会社", "法令に基づく公的機関"):
        assert shown in page
    assert WRITTEN["name"] not in page


@pytest.mark.parametrize(
    "query, shown", [("recipient=contractor", {"1"}), ("ground=order", {"2"}), ("country=US", set())]
)
def test_it_can_be_filtered(query: str, shown: set[str], officer: Client, three: Inquiry) -> None:
    page = texts(officer.get(f"{REGISTER}results/?{query}"))
    assert {number for number in "123" if f'href="{REGISTER}{number}/"' in page} == shown


def test_one_transfer_shows_all_that_is_kept_and_opening_is_recorded(
    officer: Client, privacy_officer: Any, three: Inquiry
) -> None:
    page = texts(officer.get(f"{REGISTER}3/"))
    for shown in (three.reference, WRITTEN["name"], WRITTEN["mail"], "大阪府見本市", "電話で依頼"):
        assert shown in page
    entry = AuditEntry.objects.get(action="transfer.viewed")
    assert (entry.subject, entry.actor_id) == ("transfer 3", privacy_officer.pk)
    assert officer.get(f"{REGISTER}4/").status_code == 404


def test_it_is_exported_as_a_file_that_is_safe_to_open(officer: Client, three: Inquiry) -> None:
    content = officer.post(f"{REGISTER}csv/?recipient=third_party").getvalue().decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(content, newline="")))
    assert [row["番号"] for row in rows] == ["2", "3"]
    assert rows[0]["条項または理由"] == "'=1+1"
    assert {row["受付番号の一覧"] for row in rows} == {three.reference}
    assert WRITTEN["name"] not in content
    assert AuditEntry.objects.get(action="transfers.exported").data == '{"count":2}'


def test_the_history_of_an_inquiry_names_its_transfers(desk: Any, signed_in: SignIn, three: Inquiry) -> None:
    page = texts(signed_in(desk).get(f"/admin/inquiries/{three.reference}/"))
    for number in (1, 2, 3):
        assert f"提供・委託（番号{number}）" in page
