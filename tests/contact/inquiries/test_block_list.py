"""The block list: what it catches goes to the quarantine and is counted; of whom it names nothing can be read."""

from collections.abc import Callable
from typing import Any

import pytest

from cluster_cms.privacy.personal_data import Person
from cluster_cms.security.accounts import User
from cluster_cms.security.audit import AuditEntry
from contact.inquiries.block_list import (
    AlreadyBlocked,
    NotASender,
    OwnDomain,
    SharedDomain,
    block_sender,
    delete_unused,
    is_blocked,
)
from contact.models import BlockedSender, Inquiry, Status
from contact.pages import ContactPage
from contact.privacy.disclosure import disclosure_of
from tests.contact.conftest import AtInquiry
from tests.contact.visit import received, texts
from tests.infrastructure.cast import Clock
from tests.infrastructure.decrypted_dump import places_of

LIST = "/admin/inquiries/spam/blocked/"
SENDER = "Taro@mail.sales.example"


@pytest.mark.parametrize("blocked", ["taro@mail.sales.example", SENDER, "mail.sales.example", "@Sales.example"])
def test_what_comes_from_there_is_suspected_and_counted(desk: User, contact_page: ContactPage, blocked: str) -> None:
    block_sender(text=blocked, actor=desk)
    caught = received(contact_page, mail=SENDER)
    assert (caught.status, caught.spam_signals) == (Status.SPAM, ["blocked"])
    entry = BlockedSender.objects.get()
    assert (entry.caught, entry.caught_at is not None) == (1, True)


@pytest.mark.parametrize("blocked", ["jiro@mail.sales.example", "example.org", "ales.example", "x.mail.sales.example"])
def test_what_comes_from_elsewhere_is_not(desk: User, contact_page: ContactPage, blocked: str) -> None:
    block_sender(text=blocked, actor=desk)
    assert received(contact_page, mail=SENDER).status == Status.NEW
    assert BlockedSender.objects.get().caught == 0


def test_a_domain_means_those_below_it_too(desk: User) -> None:
    block_sender(text="sales.example", actor=desk)
    assert is_blocked("x@mail.sales.example")
    assert not is_blocked("x@notsales.example")
    assert not is_blocked("")


def test_neither_address_nor_domain_can_be_read_anywhere(desk: User) -> None:
    block_sender(text="kanariya@uguisu.example", actor=desk)
    assert places_of("kanariya") | places_of("uguisu") == set()
    assert AuditEntry.objects.get(action="block_list.added").data == '{"kind":"address"}'


@pytest.mark.parametrize(
    "text, refusal",
    [("", NotASender), ("nobody", NotASender), ("gmail.com", SharedDomain), ("co.jp", SharedDomain)],
)
def test_what_would_block_everybody_or_nobody_is_refused(desk: User, text: str, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        block_sender(text=text, actor=desk)
    assert not BlockedSender.objects.exists()


def test_the_company_does_not_block_itself_and_nobody_twice(desk: User, settings: Any) -> None:
    settings.DEFAULT_FROM_EMAIL = "site@our-own.example"
    with pytest.raises(OwnDomain):
        block_sender(text="somebody@our-own.example", actor=desk)
    block_sender(text="x@gmail.com", actor=desk)
    with pytest.raises(AlreadyBlocked):
        block_sender(text="X@gmail.com", actor=desk)


def test_what_catches_nothing_for_two_years_is_deleted(desk: User, clock: Clock) -> None:
    clock.set("2027-01-01 10:00")
    block_sender(text="sales.example", actor=desk)
    block_sender(text="example.org", actor=desk)
    clock.set("2028-06-01 10:00")
    assert is_blocked("x@example.org")
    clock.set("2029-01-02 10:00")
    assert delete_unused() == 1
    assert is_blocked("x@example.org")


@pytest.mark.parametrize("address, blocked", [(SENDER, 1), ("colleague@example.com", 0)])
def test_the_desk_blocks_a_sender_with_the_button_for_spam(
    contact_page: ContactPage, at_inquiry: AtInquiry, address: str, blocked: int
) -> None:
    sent = received(contact_page, mail=address)
    mark = f"/admin/inquiries/spam/{sent.reference}/mark-spam/"
    page = texts(at_inquiry.client.post(mark, {"version": "0", "block": "1"}, follow=True))
    assert Inquiry.objects.get(pk=sent.pk).status == (Status.SPAM if blocked else Status.NEW)
    assert BlockedSender.objects.count() == blocked
    assert ("自社のアドレス" in page) is not bool(blocked)


def test_the_screen_adds_removes_and_keeps_what_was_typed(at_inquiry: AtInquiry) -> None:
    client = at_inquiry.client
    assert "これからは「迷惑投稿の疑い」" in texts(client.post(LIST, {"sender": "sales.example"}, follow=True))
    page = texts(client.post(LIST, {"sender": "gmail.com"}))
    assert "多くの人が使っています" in page
    assert 'value="gmail.com"' in page
    assert "ブロックリストにはありません" in texts(client.post(LIST, {"sender": "example.org", "remove": "1"}))
    assert "外しました" in texts(client.post(LIST, {"sender": "SALES.example", "remove": "1"}, follow=True))
    assert not BlockedSender.objects.exists()


def test_the_person_is_told_of_the_entry_with_their_data(desk: User) -> None:
    block_sender(text=SENDER, actor=desk)
    found = disclosure_of(Person(SENDER))
    assert [len(records) for name, _label, records in found.others if name == "block_list"] == [1]


def test_marketing_is_kept_out(marketing: User, signed_in: Callable[[Any], Any]) -> None:
    assert signed_in(marketing).get(LIST).headers["Location"] == "/admin/"


def test_the_public_form_offers_no_sales_approach_and_the_desk_does(at_inquiry: AtInquiry, visitor: Any) -> None:
    assert 'value="sales"' not in visitor.get("/contact-us/").content.decode()
    at_inquiry.post("subject", subject="sales", language="ja")
    assert Inquiry.objects.get(pk=at_inquiry.inquiry.pk).subject == "sales"
    assert "営業のご案内" in texts(at_inquiry.client.get("/admin/inquiries/?subject=sales"))
