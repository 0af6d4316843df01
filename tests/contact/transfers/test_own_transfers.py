"""A person sees who received the data, and is told which records must be kept when the rest is deleted."""

from typing import Any

import pytest

from cluster_cms.clock import tokyo_time
from cluster_cms.privacy.personal_data import Person
from contact.models import Channel, Consent, Inquiry, Transfer
from contact.privacy.other_records import disclose_transfers, erase_transfers
from contact.transfers.record_transfer import record_transfer
from tests.contact.transfers.giving import agree, by_consent, to_contractor
from tests.contact.visit import WRITTEN


@pytest.fixture
def given(inquiry: Inquiry, desk: Any) -> Inquiry:
    agree(inquiry, desk)
    for destination in (to_contractor(), by_consent()):
        chosen = Inquiry.objects.with_references(inquiry.reference)
        record_transfer(destination=destination, inquiries=chosen, channel=Channel.REPLY, items=["name"], actor=desk)
    return inquiry


def test_the_mailbox_shows_what_is_kept_in_its_name_and_the_reference_the_rest(given: Inquiry) -> None:
    alone, both = Person(WRITTEN["mail"]), Person(WRITTEN["mail"], frozenset({given.reference}))
    assert [len(list(disclose_transfers(person))) for person in (alone, both, Person("else@example.com"))] == [1, 2, 0]
    told = {fact.name: fact.text for fact in next(disclose_transfers(alone)).facts}
    assert "例示保険株式会社" in told["recipient"]
    answered = Consent.objects.get().answered_at
    assert answered is not None
    assert told["consented"] == tokyo_time(answered)


def test_a_transfer_that_the_law_requires_is_kept_and_explained(given: Inquiry) -> None:
    reasons = list(erase_transfers(Person(WRITTEN["mail"])))
    assert len(reasons) == 1
    assert Transfer.objects.count() == 2
