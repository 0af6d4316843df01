"""Item 3 of the policy: personal data reach no third party, except on the grounds that the policy names."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from contact.exports.record_export import ExportRequest, record_export
from contact.inquiries.replies import NotTheirAddress, send_reply
from contact.models import (
    Channel,
    ExportFormat,
    ExportReason,
    ExportRecord,
    Inquiry,
    LegalGround,
    Message,
    Status,
    Transfer,
)
from contact.privacy.consents import withdraw_consent
from contact.privacy.evidence import record_evidence
from contact.retention.erasure import erase_inquiry
from contact.text.links import WITHDRAWAL, consent_token
from contact.transfers.destination import TransferRefused
from contact.transfers.register import delete_expired_transfers
from tests.contact.transfers.giving import (
    LAWFUL,
    POLICE,
    TO_DESK,
    TO_THIRD_PARTY,
    agree,
    answering,
    by_consent,
    to_desk,
    to_third_party,
)
from tests.contact.visit import WRITTEN, Visit, texts
from tests.infrastructure.decrypted_dump import KEPT_BY_LAW, places_of

FILE = "/admin/inquiries/export/file/"
CANARY = "Kanariya2718281"

# What turns this module red: file, words there, words in their place.
MUTATIONS = (
    ("contact/transfers/destination.py", "        if self.ground is None:\n", "        if False:\n"),
    ("contact/transfers/destination.py", "return self.ground == LegalGround.CONSENT", "return False"),
    ("contact/transfers/destination.py", "return self.ground == LegalGround.CONSENT", "return True"),
    ("contact/exports/record_export.py", "    order.check()\n", ""),
    ("contact/transfers/destination.py", "    if to.rests_on_consent:\n", "    if False:\n"),
    ("contact/transfers/record_transfer.py", "    check_consents(destination, inquiries, purpose)\n", ""),
    ("contact/transfers/destination.py", "given().for_recipient", "all().for_recipient"),
    ("contact/transfers/destination.py", ".for_recipient(*to.names)", ""),
    (
        "contact/inquiries/replies.py",
        "    if destination.recipient == Recipient.DESK and not is_of_the_desk(address):\n",
        "    if False:\n",
    ),
    ("contact/inquiries/replies.py", " and domain_of(address) not in company_domains():\n", " and False:\n"),
    ("contact/transfers/destination.py", "and self.confirmation is None:\n", "and False:\n"),
    ("contact/transfers/record_transfer.py", "    if channel == Channel.EXPORT and ", "    if False and "),
    ("contact/inquiries/replies.py", "        record_reply_transfer(inquiry, another, actor, key)\n", ""),
    (
        "contact/transfers/record_transfer.py",
        "copy_references(transfer, inquiries, destination, purpose)",
        "0",
    ),
    ("contact/transfers/register.py", "Transfer.objects.expired()", "Transfer.objects.none()"),
)


@pytest.fixture
def at_desk(desk: Any, signed_in: Callable[[Any], Client]) -> Client:
    return signed_in(desk)


@pytest.fixture
def canary(visit: Callable[..., Visit]) -> Inquiry:
    return visit().send_all(name=CANARY, mail=f"{CANARY}@example.com", message=f"{CANARY} in the message")


def export(client: Client, inquiry: Inquiry, to: dict[str, Any]) -> Any:
    order = {"form": "csv", "reason": "answering", "columns": ["name", "mail"], "purpose": answering().pk}
    return client.post(FILE, order | {"selection": "1", "inquiry": inquiry.reference} | to)


@pytest.mark.parametrize(
    "to", [{}, TO_THIRD_PARTY, {"to_recipient": "contractor"}], ids=["nobody", "no ground", "nameless"]
)
def test_nothing_leaves_before_it_is_said_who_receives_it_and_why_that_may_be(
    to: dict[str, Any], at_desk: Client, inquiry: Inquiry
) -> None:
    assert not export(at_desk, inquiry, to).streaming
    assert not ExportRecord.objects.exists()


@pytest.mark.parametrize("ground", LAWFUL)
def test_each_transfer_is_on_record_with_its_ground_and_the_inquiries(
    ground: str, at_desk: Client, desk: Any, inquiry: Inquiry
) -> None:
    agree(inquiry, desk, recipient=POLICE)
    assert export(at_desk, inquiry, LAWFUL[ground]).getvalue()
    transfer = Transfer.objects.to_third_parties().get()
    assert (transfer.ground, transfer.count, transfer.actor_id) == (ground, 1, desk.pk)
    assert [one.reference for one in transfer.inquiries.all()] == [inquiry.reference]


REFUSED = {"refused": {"agrees": False}, "another": {"recipient": "別の会社"}, "abroad": {"country": "US"}}


@pytest.mark.parametrize("answer", [None, *REFUSED.values()], ids=["never asked", *REFUSED])
def test_consent_means_that_this_person_has_agreed_to_this_receiver(
    answer: dict[str, Any] | None, at_desk: Client, desk: Any, inquiry: Inquiry
) -> None:
    if answer is not None:
        agree(inquiry, desk, **{"recipient": POLICE, **answer})
    page = export(at_desk, inquiry, LAWFUL["consent"])
    assert "同意していません" in texts(page)
    with pytest.raises(TransferRefused):
        send_reply(
            inquiry=inquiry,
            key=uuid4(),
            to="p@example.com",
            subject="x",
            body="y",
            then=Status.ANSWERED,
            version=0,
            actor=desk,
            destination=by_consent(name=POLICE),
        )
    assert not any(model.objects.exists() for model in (ExportRecord, Transfer, Message))


def test_a_withdrawn_consent_lets_nothing_more_go_and_the_record_of_what_went_names_it(
    at_desk: Client, desk: Any, inquiry: Inquiry
) -> None:
    consent = agree(inquiry, desk, recipient=POLICE)
    assert export(at_desk, inquiry, LAWFUL["consent"]).getvalue()
    withdraw_consent(token=consent_token(consent.pk, WITHDRAWAL), language="ja")
    assert not export(at_desk, inquiry, LAWFUL["consent"]).streaming
    given = Transfer.objects.get().inquiries.get()
    assert (given.consent_id, given.consented_at) == (consent.pk, consent.answered_at)


@pytest.mark.parametrize("to", [None, to_third_party(None), to_desk()], ids=["nobody", "no ground", "not the desk"])
def test_a_reply_to_another_address_says_who_receives_it(to: Any, desk: Any, inquiry: Inquiry) -> None:
    given: dict[str, Any] = {"to": "p@example.com", "subject": "x", "body": "y", "then": Status.ANSWERED, "version": 0}
    with pytest.raises((NotTheirAddress, TransferRefused)):
        send_reply(inquiry=inquiry, key=uuid4(), actor=desk, destination=to, **given)
    lawful = to_third_party(LegalGround.ORDER, basis="刑事訴訟法第197条第2項")
    send_reply(inquiry=inquiry, key=uuid4(), actor=desk, destination=lawful, **given)
    assert (Transfer.objects.get().channel, Transfer.objects.get().count) == (Channel.REPLY, 1)


@pytest.mark.parametrize("to, purpose", [(to_third_party(None), True), (to_desk(), False)], ids=["ground", "purpose"])
def test_the_verb_refuses_what_the_form_would(to: Any, purpose: bool, desk: Any, inquiry: Inquiry) -> None:
    order = ExportRequest(
        ExportFormat.CSV, ExportReason.ANSWERING, frozenset({"name"}), to, answering() if purpose else None
    )
    with pytest.raises(TransferRefused):
        record_export(inquiries=Inquiry.objects.with_references(inquiry.reference), actor=desk, order=order)
    assert not ExportRecord.objects.exists()


def test_what_stays_at_the_desk_reaches_no_third_party(at_desk: Client, inquiry: Inquiry) -> None:
    assert export(at_desk, inquiry, TO_DESK).getvalue()
    assert not Transfer.objects.exists()


@pytest.mark.parametrize("ground", [ground for ground in LAWFUL if ground != "consent"])
def test_after_a_deletion_a_record_knows_the_reference_alone(
    ground: str, at_desk: Client, desk: Any, canary: Inquiry
) -> None:
    assert export(at_desk, canary, LAWFUL[ground]).getvalue()
    erase_inquiry(inquiry=canary, actor=desk)
    assert places_of(CANARY) | places_of(canary.email_hmac) == set()
    assert "contact_transferredinquiry.reference" in places_of(canary.reference)


def test_what_the_law_has_kept_by_name_outlives_a_deletion_until_its_term_and_nothing_else_does(
    at_desk: Client, desk: Any, canary: Inquiry, clock: Any
) -> None:
    agree(canary, desk, recipient=POLICE)
    assert export(at_desk, canary, LAWFUL["consent"]).getvalue()
    erase_inquiry(inquiry=canary, actor=desk)
    assert places_of(CANARY) | places_of(canary.email_hmac) == KEPT_BY_LAW
    assert places_of(f"{CANARY} in the message") == set()
    clock.set(f"{Transfer.objects.get().keep_until} 12:00")
    clock.forward(days=1)
    delete_expired_transfers()
    assert places_of(CANARY) | places_of(canary.email_hmac) == set()


def test_the_person_named_in_such_a_record_is_stored_encrypted(at_desk: Client, desk: Any, inquiry: Inquiry) -> None:
    agree(inquiry, desk, recipient=POLICE)
    assert export(at_desk, inquiry, LAWFUL["consent"]).getvalue()
    stored = Transfer.objects.get().people.values_list("person", flat=True)[0]
    assert WRITTEN["name"].encode() not in bytes(stored)


def test_the_page_of_promises_counts_the_transfers_of_the_year(at_desk: Client, inquiry: Inquiry) -> None:
    assert [one.figure for one in record_evidence() if one.item == 3] == [0]
    export(at_desk, inquiry, LAWFUL["order"]).getvalue()
    export(at_desk, inquiry, TO_DESK).getvalue()
    assert [(one.figure, one.shown) for one in record_evidence() if one.item == 3] == [(1, "5未満")]
