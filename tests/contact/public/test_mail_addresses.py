"""The email address from the form to the mailbox: what is pasted, what is shown, what is stored, who is found by it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail as sent

from cluster_cms.mail.sending import send_due_mails
from contact.models import Inquiry
from contact.privacy.magic_links import ask_for_link
from contact.search.searching import search_inquiries
from contact.text import answers
from contact.text.email_address import email_hmac, is_same_address
from tests.contact.visit import Visit, received, texts

PASTED = {
    "山田 花子 <hanako@example.com>、": "hanako@example.com",
    "a..b.@docomo.ne.jp。": "a..b.@docomo.ne.jp",
    "hanako@見本.example": "hanako@xn--8pvz87e.example",
}


@pytest.mark.parametrize("typed", PASTED)
def test_what_the_check_page_shows_is_stored_and_written_to(typed: str, visit: Callable[..., Visit]) -> None:
    shown = PASTED[typed]
    page = visit().check(mail=typed)
    assert shown in texts(page)
    assert typed in texts(page)
    inquiry = visit().send_all(mail=typed)
    send_due_mails()
    assert answers.text_of(inquiry.answers, "mail") == shown
    quoted = '"a..b."@docomo.ne.jp' if ".." in shown else shown
    assert [quoted] in [letter.to for letter in sent.outbox]


def test_who_wrote_it_as_it_is_read_is_asked_nothing(visit: Callable[..., Visit], language: str) -> None:
    told = {"ja": "メールアドレスをお確かめください", "en": "Please check your email address"}[language]
    assert told not in texts(visit(language).check(mail="hanako@example.com"))
    assert told in texts(visit(language).check(mail="hanako@example.com、"))


@pytest.mark.parametrize(
    "typed, told",
    [
        ("花子@example.com", {"ja": "@の前を確認", "en": "the part before @"}),
        ("hanako@exaンple.com", {"ja": "@の後ろを確認", "en": "the part after @"}),
        ("a@b.com, c@d.com", {"ja": "一つだけ", "en": "one email address only"}),
    ],
)
def test_what_is_uncertain_is_asked_again_and_kept(
    typed: str, told: dict[str, str], visit: Callable[..., Visit], language: str
) -> None:
    page = visit(language).check(mail=typed)
    assert page.status_code == 422
    assert texts(page).count(told[language]) == 2
    assert f'value="{typed}"' in page.content.decode()


def test_both_spellings_of_a_domain_are_one_person(contact_page: Any, desk: Any) -> None:
    inquiry = received(contact_page, mail="hanako@見本.example")
    for spelling in ("hanako@見本.example", "HANAKO@XN--8PVZ87E.example", "<hanako@xn--8pvz87e.example>。"):
        assert email_hmac(spelling) == inquiry.email_hmac
        assert search_inquiries(words=spelling, inquiries=Inquiry.objects.all(), actor=desk).references
    assert search_inquiries(words="見本.example", inquiries=Inquiry.objects.all(), actor=desk).references


@pytest.mark.parametrize(
    "one, other", [("a@straße.example", "a@strasse.example"), ("a@λογος.example", "a@λογοσ.example"), ("a@x.jp", "")]
)
def test_different_people_are_never_taken_for_each_other(one: str, other: str) -> None:
    assert email_hmac(one) != email_hmac(other)
    assert not is_same_address(one, other)


def test_the_link_to_ones_data_goes_where_the_inquiry_was_answered(visit: Callable[..., Visit]) -> None:
    visit().send_all(mail="a..b.@docomo.ne.jp")
    ask_for_link(address="a..b.@docomo.ne.jp", language="ja")
    send_due_mails()
    assert len([letter for letter in sent.outbox if letter.to == ['"a..b."@docomo.ne.jp']]) == 2
