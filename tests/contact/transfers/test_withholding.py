"""What authorities got by an order can be kept from the person: with a ground, the order, and a day of review."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from cluster_cms import clock as our_clock
from cluster_cms.privacy.personal_data import Person
from cluster_cms.security.audit import AuditEntry
from contact.inquiries.replies import send_reply
from contact.models import Inquiry, LegalGround, Status, Transfer, WithholdingGround
from contact.privacy.disclosure import access_entries
from contact.privacy.inquiry_records import messages
from contact.privacy.other_records import disclose_transfers, erase_transfers
from contact.transfers.destination import Destination, TransferRefused, Withholding
from contact.transfers.withholding import BadReviewDay, NotWithheld, review_withholding
from tests.contact.transfers.giving import to_third_party
from tests.contact.visit import WRITTEN, texts
from tests.infrastructure.cast import SAME_ORIGIN

ORDER = "捜査関係事項照会書 2026年12月1日 例示警察署"
BODY = "照会のありました件の回答です。"


def kept(**changes: Any) -> Withholding:
    given = {"ground": WithholdingGround.CRIME, "basis": ORDER, "review_on": our_clock.today() + timedelta(days=90)}
    return Withholding(**{**given, **changes})


def to_police(withholding: Withholding | None, ground: LegalGround = LegalGround.ORDER) -> Destination:
    return to_third_party(ground, name="例示警察署", basis="刑事訴訟法第197条第2項", withholding=withholding)


@pytest.fixture
def handed_over(inquiry: Inquiry, desk: Any) -> Callable[..., Transfer]:
    """Answers the police by mail, the person told or not."""

    def reply(withholding: Withholding | None) -> Transfer:
        words = {"subject": "回答", "body": BODY, "to": "police@example.jp"}
        then, version = Status.ANSWERED, Inquiry.objects.get(pk=inquiry.pk).version
        send_reply(
            inquiry=inquiry,
            key=uuid4(),
            destination=to_police(withholding),
            then=then,
            version=version,
            actor=desk,
            to=words["to"],
            subject=words["subject"],
            body=words["body"],
        )
        return Transfer.objects.get()

    return reply


def told(inquiry: Inquiry) -> list[bool]:
    """Return whether the person's data names the receiver, shows the reply, and lists it among the accesses."""
    person = Person(WRITTEN["mail"], frozenset({inquiry.reference}))
    transfers = any("例示警察署" in fact.text for one in disclose_transfers(person) for fact in one.facts)
    replies = any(BODY in fact.text for one in messages(inquiry) for fact in one.facts)
    accesses = any(entry.what == "返信" for entry in access_entries(inquiry))
    return [transfers, replies, accesses]


def test_without_a_ground_the_person_sees_it(handed_over: Callable[..., Transfer], inquiry: Inquiry) -> None:
    handed_over(None)
    assert told(inquiry)[:2] == [True, True]


def test_with_a_ground_nothing_of_it_is_shown_or_named_at_a_deletion(
    handed_over: Callable[..., Transfer], inquiry: Inquiry
) -> None:
    handed_over(kept())
    assert told(inquiry) == [False, False, False]
    assert list(erase_transfers(Person(WRITTEN["mail"]))) == []


@pytest.mark.parametrize(
    "change, field",
    [
        ({"basis": ""}, "withheld_basis"),
        ({"review_on": None}, "review_on"),
        ({"review_on": our_clock.today() - timedelta(days=1)}, "review_on"),
        ({"review_on": our_clock.today() + timedelta(days=400)}, "review_on"),
    ],
)
def test_ground_order_and_day_of_review_are_all_needed(change: dict[str, Any], field: str) -> None:
    with pytest.raises(TransferRefused) as refused:
        to_police(kept(**change)).check()
    assert list(refused.value.problems) == [field]


def test_only_an_order_by_authorities_can_be_kept_from_the_person() -> None:
    with pytest.raises(TransferRefused) as refused:
        to_police(kept(), LegalGround.PROPERTY).check()
    assert list(refused.value.problems) == ["withheld"]


def test_at_the_review_it_is_prolonged_or_disclosed(
    handed_over: Callable[..., Transfer], inquiry: Inquiry, privacy_officer: Any, clock: Any
) -> None:
    transfer = handed_over(kept())
    assert not Transfer.objects.review_due().exists()
    clock.forward(days=90)
    assert Transfer.objects.review_due().get() == transfer
    later = our_clock.today() + timedelta(days=30)
    review_withholding(transfer=transfer, next_review=later, actor=privacy_officer)
    assert (told(inquiry)[0], Transfer.objects.review_due().exists()) == (False, False)
    review_withholding(transfer=transfer, next_review=None, actor=privacy_officer)
    assert told(inquiry)[:2] == [True, True]
    with pytest.raises(NotWithheld):
        review_withholding(transfer=transfer, next_review=None, actor=privacy_officer)
    acts = AuditEntry.objects.filter(subject="transfer 1").values_list("action", flat=True)
    assert list(acts)[-2:] == ["transfer.withholding_prolonged", "transfer.disclosed"]


def test_a_day_of_review_beyond_a_year_is_refused(handed_over: Callable[..., Transfer], privacy_officer: Any) -> None:
    transfer = handed_over(kept())
    with pytest.raises(BadReviewDay):
        review_withholding(
            transfer=transfer, next_review=our_clock.today() + timedelta(days=400), actor=privacy_officer
        )


def test_the_officer_decides_on_the_page_and_is_reminded_on_the_front_page(
    handed_over: Callable[..., Transfer], privacy_officer: Any, signed_in: Callable[[Any], Client], clock: Any
) -> None:
    address = f"/admin/privacy/transfers/{handed_over(kept()).number}/"
    clock.forward(days=91)
    officer = signed_in(privacy_officer)
    assert "見直しが必要な非開示の提供 1 件" in texts(officer.get("/admin/"))
    assert ORDER in texts(officer.get(address))
    assert "何も変更していません" in texts(officer.post(f"{address}review/", {"prolong": "1"}, follow=True))
    officer.post(f"{address}review/", {"disclose": "1"})
    assert ORDER not in texts(officer.get(address))
    assert Client(headers=SAME_ORIGIN).post(f"{address}review/").headers["Location"].startswith("/admin/account/login/")


def test_the_desk_chooses_it_in_the_form_and_errors_keep_what_was_typed(at_inquiry: Any) -> None:
    given = {"to_recipient": "third_party", "to_name": "例示警察署", "to_ground": "order", "to_basis": "刑訴法"}
    more = {"to_note": "署長の照会書", "to_withheld": "crime", "other": "police@example.jp"}
    sent = {"subject": "回答", "body": BODY, "then": "answered", **given, **more}
    page = texts(at_inquiry.post("reply", **sent))
    assert "ご本人に知らせられない根拠" in page
    assert BODY in page
    day = f"{our_clock.today() + timedelta(days=30):%Y-%m-%d}"
    at_inquiry.post("reply", **sent, to_withheld_basis=ORDER, to_review_on=day)
    assert Transfer.objects.get().withheld == "crime"
