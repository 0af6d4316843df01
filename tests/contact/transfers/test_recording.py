"""A transfer is recorded with what leaves; it goes at its term and stays gone."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from cluster_cms import clock as our_clock
from cluster_cms.erasures.erasing import Erasure
from cluster_cms.privacy.models import Contractor
from cluster_cms.privacy.personal_data import Person
from cluster_cms.privacy.register_changes import StillUsed, remove_record
from cluster_cms.security.audit import AuditEntry
from contact.models import AddressConfirmation, Channel, Inquiry, LegalGround, Recipient, Transfer, TransferredPerson
from contact.retention.erasure import erase_inquiry
from contact.text import answers
from contact.transfers.destination import Destination, TransferRefused
from contact.transfers.record_transfer import record_transfer
from contact.transfers.register import (
    delete_expired_transfers,
    delete_restored_transfer,
    erasable_transfer,
    transfers_of_inquiry,
    transfers_of_person,
)
from tests.contact.transfers.giving import agree, by_consent, informing, to_contractor, to_desk, to_third_party
from tests.contact.visit import WRITTEN, Visit

Give = Callable[..., Transfer | None]


@pytest.fixture
def give(desk: Any) -> Give:
    """Hand inquiries over; whoever's consent it takes has agreed."""

    def record(destination: Destination, *inquiries: Inquiry) -> Transfer | None:
        for inquiry in inquiries if destination.rests_on_consent else ():
            agree(inquiry, desk)
        chosen = Inquiry.objects.with_references(*(inquiry.reference for inquiry in inquiries))
        return record_transfer(
            destination=destination, inquiries=chosen, channel=Channel.REPLY, items=["name", "mail"], actor=desk
        )

    return record


def given(transfer: Transfer | None) -> Transfer:
    assert transfer is not None
    return Transfer.objects.get(pk=transfer.pk)


def test_what_stays_at_the_desk_is_no_transfer(give: Give, inquiry: Inquiry) -> None:
    assert give(to_desk(), inquiry) is None
    assert not Transfer.objects.exists()


@pytest.mark.parametrize("inside", [Recipient.COLLEAGUE, Recipient.PERSON])
def test_a_file_goes_to_nobody_who_may_only_be_written_to(inside: Recipient, inquiry: Inquiry, desk: Any) -> None:
    destination = Destination(inside, confirmation=AddressConfirmation.CALL)
    with pytest.raises(TransferRefused):
        record_transfer(
            destination=destination, inquiries=Inquiry.objects.all(), channel=Channel.EXPORT, items=[], actor=desk
        )


def test_it_says_who_received_what_from_whom_and_where(give: Give, inquiry: Inquiry, desk: Any) -> None:
    others = list(Inquiry.objects.exclude(pk=inquiry.pk)[:2])
    transfer = given(give(to_contractor(country="DE", legal_basis="adequate"), inquiry, *others))
    assert (transfer.number, transfer.actor_id, transfer.country, transfer.count) == (1, desk.pk, "DE", 3)
    assert transfer.items == ["name", "mail"]
    assert transfer.keep_until.year == our_clock.today().year + 3
    references = set(transfer.inquiries.values_list("reference", flat=True))
    assert references == {one.reference for one in (inquiry, *others)}
    assert given(give(to_contractor(), inquiry)).number == 2


def test_it_is_one_entry_in_the_chain_which_names_nobody(give: Give, inquiry: Inquiry, desk: Any) -> None:
    give(by_consent(), inquiry)
    entry = AuditEntry.objects.get(action="transfer.recorded")
    assert (entry.subject, entry.actor_id) == ("transfer 1", desk.pk)
    for word in ("例示", "電話", WRITTEN["name"], WRITTEN["mail"]):
        assert word not in entry.data


@pytest.mark.parametrize(
    "destination", [to_third_party(None), to_third_party(LegalGround.ORDER)], ids=["no ground", "no basis"]
)
def test_what_lacks_its_ground_is_refused_and_leaves_nothing(
    destination: Destination, give: Give, inquiry: Inquiry
) -> None:
    with pytest.raises(TransferRefused):
        give(destination, inquiry)
    assert not Transfer.objects.exists()


def test_consent_to_a_contractor_abroad_names_the_country_of_its_contract(inquiry: Inquiry, desk: Any) -> None:
    abroad = to_contractor(country="US", legal_basis="consent")
    given: dict[str, Any] = {"channel": Channel.REPLY, "items": ["name"], "actor": desk, "destination": abroad}
    chosen = Inquiry.objects.with_references(inquiry.reference)
    agree(inquiry, desk, recipient=abroad.names[0])
    with pytest.raises(TransferRefused):
        record_transfer(inquiries=chosen, **given)
    agree(inquiry, desk, recipient=abroad.names[1], country="US", purpose=informing())
    assert record_transfer(inquiries=chosen, **given)


def test_only_the_law_has_people_named(give: Give, inquiry: Inquiry) -> None:
    give(to_contractor(), inquiry)
    give(to_third_party(LegalGround.ORDER, basis="刑事訴訟法第197条第2項"), inquiry)
    assert not TransferredPerson.objects.exists()
    give(by_consent(), inquiry)
    assert TransferredPerson.objects.get().person == {"name": WRITTEN["name"], "mail": WRITTEN["mail"]}


def test_many_people_are_named_in_batches(
    give: Give, visit: Callable[..., Visit], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("contact.transfers.record_transfer.BATCH", 2)
    everybody = list(Inquiry.objects.all())
    give(by_consent(), *everybody)
    named = set(TransferredPerson.objects.values_list("reference", flat=True))
    assert named == {inquiry.reference for inquiry in everybody}


def writer_of(inquiry: Inquiry, *references: str) -> Person:
    return Person(answers.text_of(inquiry.answers, "mail"), frozenset(references))


def test_a_transfer_is_disclosed_after_the_inquiry_was_erased(give: Give, inquiry: Inquiry, desk: Any) -> None:
    contractor, third = given(give(to_contractor(), inquiry)), given(give(by_consent(), inquiry))
    assert list(transfers_of_inquiry(inquiry)) == [third, contractor]
    erase_inquiry(inquiry=inquiry, actor=desk)
    assert list(transfers_of_person(writer_of(inquiry))) == [third]
    assert list(transfers_of_person(writer_of(inquiry, inquiry.reference))) == [third, contractor]


def test_a_transfer_of_two_inquiries_of_a_person_is_disclosed_once(give: Give, inquiry: Inquiry) -> None:
    other = Inquiry.objects.exclude(pk=inquiry.pk)[0]
    transfer = given(give(to_contractor(), inquiry, other))
    assert list(transfers_of_person(writer_of(inquiry, inquiry.reference, other.reference))) == [transfer]


def test_a_contractor_who_received_data_stays_in_the_register(
    give: Give, inquiry: Inquiry, privacy_officer: Any
) -> None:
    give(to_contractor(), inquiry)
    with pytest.raises(StillUsed):
        remove_record(record=Contractor.objects.get(), actor=privacy_officer)
    assert Contractor.objects.count() == 1


def test_at_its_term_it_goes_with_the_people_it_names(give: Give, inquiry: Inquiry, clock: Any) -> None:
    transfer = given(give(by_consent(), inquiry))
    clock.set(f"{transfer.keep_until} 23:59")
    assert delete_expired_transfers() == 0
    clock.set(f"{transfer.keep_until + timedelta(days=1)} 00:00")
    assert delete_expired_transfers() == 1
    assert not TransferredPerson.objects.exists()
    assert Erasure.objects.filter(kind="transfer", record=transfer.pk, cause="term").exists()
    assert AuditEntry.objects.filter(action="transfer.erased", subject="transfer 1").count() == 1


def test_a_restore_does_not_bring_it_back(give: Give, inquiry: Inquiry) -> None:
    transfer = given(give(by_consent(), inquiry))
    assert erasable_transfer().exists(transfer.pk)
    for record in (transfer.pk, uuid4()):
        delete_restored_transfer(record)
    assert not erasable_transfer().exists(transfer.pk)
