"""A reply to another address says who receives the data; the address stays in the encrypted message alone."""

from typing import Any

import pytest
from django.core import mail as sent

from cluster_cms.erasures.erasing import Erasure
from cluster_cms.mail.outbox import MailState, OutboxMail
from cluster_cms.mail.sending import send_due_mails
from cluster_cms.pages.site_settings import DeskSettings, default_site
from cluster_cms.privacy.models import Contractor
from cluster_cms.privacy.personal_data import Person
from cluster_cms.security.accounts import User
from cluster_cms.security.audit import AuditEntry
from contact.mails.reply_mail import REPLY
from contact.models import Inquiry, Message, Transfer
from contact.privacy.deletion import restrict
from contact.privacy.inquiry_records import disclose as inquiries_of
from contact.privacy.other_records import disclose_transfers as transfers_of
from tests.contact.conftest import AtInquiry
from tests.contact.transfers.giving import LAWFUL, POLICE, TO_DESK, TO_THIRD_PARTY, agree
from tests.contact.visit import WRITTEN, texts
from tests.infrastructure.decrypted_dump import places_of

OTHER = "sousa.tantou@example.org"
WORDS = {"subject": "照会への回答", "body": "回答します。", "then": "answered", "other": OTHER}


@pytest.mark.parametrize("ground", LAWFUL)
def test_with_a_ground_it_goes_and_is_a_transfer(ground: str, at_inquiry: AtInquiry, desk: Any) -> None:
    agree(at_inquiry.inquiry, desk, recipient=POLICE)
    sent.outbox.clear()
    at_inquiry.post("reply", **WORDS, **LAWFUL[ground])
    send_due_mails()
    assert OTHER in [address for message in sent.outbox for address in message.to]
    transfer = Transfer.objects.get()
    assert (transfer.channel, transfer.ground, transfer.count) == ("reply", ground, 1)


def test_a_contractor_may_be_written_to(at_inquiry: AtInquiry) -> None:
    contractor = Contractor.objects.get()
    at_inquiry.post("reply", **WORDS, to_recipient="contractor", to_contractor=contractor.pk)
    assert Transfer.objects.get().contractor == contractor


@pytest.mark.parametrize("whose", ["the desk's", "a colleague's", "in capitals"])
def test_inside_the_desk_it_is_sent_and_no_transfer(
    whose: str, at_inquiry: AtInquiry, desk: User, privacy_officer: User
) -> None:
    User.objects.update(email="")  # that of the desk's own account is the desk's
    at_inquiry.client.force_login(User.objects.get(pk=desk.pk))  # the session before ended with the address
    User.objects.filter(pk=privacy_officer.pk).update(email="colleague@cluster.example")
    desks = DeskSettings.for_site(default_site()).email
    other = {"the desk's": desks, "a colleague's": "colleague@cluster.example", "in capitals": desks.upper()}[whose]
    at_inquiry.post("reply", **WORDS | {"other": other}, **TO_DESK)
    assert Message.objects.get().address == other.replace("EXAMPLE.COM", "example.com")  # a domain has no case
    assert not Transfer.objects.exists()


@pytest.mark.parametrize("whose", ["a stranger's", "marketing's", "of one who left"])
def test_nobody_else_is_the_desk(whose: str, at_inquiry: AtInquiry, marketing: User, privacy_officer: User) -> None:
    User.objects.filter(pk=marketing.pk).update(email="marketing@cluster.example")
    User.objects.filter(pk=privacy_officer.pk).update(email="left@cluster.example", is_active=False)
    other = {
        "a stranger's": OTHER,
        "marketing's": "marketing@cluster.example",
        "of one who left": "left@cluster.example",
    }
    page = texts(at_inquiry.post("reply", **WORDS | {"other": other[whose]}, **TO_DESK))
    assert "相談窓口のものでも" in page
    assert "回答します。</textarea>" in page
    assert not any(model.objects.exists() for model in (Message, Transfer))


TO_COLLEAGUE = {"to_recipient": "colleague"}
TO_PERSON = {"to_recipient": "person", "to_confirmation": "callback"}


@pytest.mark.parametrize("to", [TO_COLLEAGUE, TO_PERSON])
def test_a_colleague_and_the_person_need_no_ground(to: dict[str, str], at_inquiry: AtInquiry) -> None:
    other = OTHER if to is TO_PERSON else "maintenance@example.com"
    page = texts(at_inquiry.post("reply", **WORDS | {"other": f"<{other}>、"}, **to))
    message, entry = Message.objects.get(), AuditEntry.objects.get(action="inquiry.replied")
    assert (message.address, message.to_another, Transfer.objects.count()) == (other, to is TO_COLLEAGUE, 0)
    assert f'"reason":"{to["to_recipient"]}"' in entry.data
    assert other not in entry.data
    assert f"返信：{'本人（訂正したアドレス）' if to is TO_PERSON else '社内の者'}" in page


@pytest.mark.parametrize(
    "to, other, told",
    [
        (TO_COLLEAGUE, OTHER, "社内のアドレスの終わりは example.com です"),
        (TO_COLLEAGUE, "a@sub.example.com", "社内のアドレスの終わりは"),
        (TO_COLLEAGUE, "a@example.com.example.org", "社内のアドレスの終わりは"),
        ({"to_recipient": "person"}, OTHER, "どう確かめたかを選んでください"),
    ],
)
def test_another_domain_or_no_word_of_the_person_is_no_inside(
    to: dict[str, str], other: str, told: str, at_inquiry: AtInquiry
) -> None:
    page = texts(at_inquiry.post("reply", **WORDS | {"other": other}, **to))
    assert told in page
    assert "回答します。</textarea>" in page
    assert not Message.objects.exists()


@pytest.mark.parametrize(
    "to, told",
    [
        ({}, "情報を受け取る相手を選んでください"),
        (TO_THIRD_PARTY, "情報を渡せる根拠を選んでください"),
        (LAWFUL["consent"], "この相手への提供に本人が同意していないか"),
    ],
    ids=["nobody", "no ground", "never asked"],
)
def test_without_it_nothing_is_sent_and_all_that_was_typed_stays(
    to: dict[str, Any], told: str, at_inquiry: AtInquiry
) -> None:
    shown = texts(at_inquiry.post("reply", **WORDS, **to))
    assert told in shown
    assert "回答します。</textarea>" in shown
    assert f'value="{OTHER}"' in shown
    assert '<details class="w-mb-4" open>' in shown
    assert not any(model.objects.exists() for model in (Message, Transfer))


def test_a_reply_that_never_leaves_is_no_transfer(at_inquiry: AtInquiry) -> None:
    at_inquiry.post("reply", **WORDS, **LAWFUL["order"])
    transfer = Transfer.objects.get()
    restrict(Inquiry.objects.get(pk=at_inquiry.inquiry.pk))
    send_due_mails()
    assert not Transfer.objects.exists()
    assert Erasure.objects.filter(kind="transfer", record=transfer.pk, cause="cancelled").exists()
    assert AuditEntry.objects.filter(action="transfer.cancelled", subject="transfer 1").count() == 1


def test_what_was_tried_before_may_have_arrived_and_stays_on_record(at_inquiry: AtInquiry) -> None:
    at_inquiry.post("reply", **WORDS, **LAWFUL["order"])
    OutboxMail.objects.filter(kind=REPLY).update(attempts=1)  # by a worker that did not come back
    restrict(Inquiry.objects.get(pk=at_inquiry.inquiry.pk))
    send_due_mails()
    assert OutboxMail.objects.get(kind=REPLY).state == MailState.WITHHELD
    assert Transfer.objects.count() == 1


def test_a_receiver_without_an_address_is_a_mistake_and_writes_to_nobody(at_inquiry: AtInquiry) -> None:
    page = texts(at_inquiry.post("reply", **WORDS | {"other": ""}, **LAWFUL["order"]))
    assert "受け取る相手のメールアドレス" in page
    assert not Message.objects.exists()


@pytest.mark.parametrize("own", [WRITTEN["mail"], WRITTEN["mail"].upper()])
def test_the_persons_own_address_asks_nothing_more(own: str, at_inquiry: AtInquiry) -> None:
    at_inquiry.post("reply", **WORDS | {"other": own})
    assert (Message.objects.get().address, Message.objects.get().to_another) == (WRITTEN["mail"], False)
    assert not Transfer.objects.exists()


def test_the_address_is_stored_in_the_message_alone_and_sealed(at_inquiry: AtInquiry) -> None:
    at_inquiry.post("reply", **WORDS, **LAWFUL["order"])
    stored = Message.objects.values_list("address", flat=True)[0]
    assert OTHER.encode() not in bytes(stored or b"")
    assert {place.split(".")[0] for place in places_of(OTHER)} <= {"contact_message", "contact_searchtext"}
    row = OutboxMail.objects.filter(kind=REPLY).values().get()
    assert OTHER not in f"{row}{list(AuditEntry.objects.values())}"


def test_the_person_sees_the_message_and_who_received_it(at_inquiry: AtInquiry) -> None:
    at_inquiry.post("reply", **WORDS, **LAWFUL["order"])
    person = Person(WRITTEN["mail"], frozenset({at_inquiry.inquiry.reference}))
    message = next(part for held in inquiries_of(person) for part in held.parts if part.name == "messages")
    assert [fact.text for fact in message.facts if fact.name == "to"] == [
        "あなたのものではないアドレス（社内のアドレス。そうでない場合、相手は「情報の提供先」をご覧ください）"
    ]
    assert POLICE in str([fact.text for held in transfers_of(person) for fact in held.facts])
