"""On the page of an inquiry stand the others of the same address, newest first and not too many."""

from typing import Any

from contact.admin import inquiry_views
from contact.models import Inquiry
from tests.contact.conftest import AtInquiry
from tests.contact.visit import texts

HEADING = "同じアドレスからのお問い合わせ"


def shown(at: AtInquiry) -> str:
    return texts(at.client.get(at.address)).partition('id="other-inquiries-section"')[2].partition("</section>")[0]


def test_inquiries_of_the_same_address_are_linked(at_inquiry: AtInquiry, visit: Any) -> None:
    other = visit("en").send_all(mail="TARO.Yamada@example.com", message="Another matter")
    stranger = visit().send_all(mail="somebody@example.com", message="別件")
    page = shown(at_inquiry)
    assert f'/admin/inquiries/{other.reference}/"' in page
    assert HEADING in page
    assert stranger.reference not in page
    assert at_inquiry.inquiry.reference not in page


def test_inquiries_beyond_the_limit_are_counted(at_inquiry: AtInquiry, visit: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr(inquiry_views, "MAX_OTHERS", 2)
    others = [visit().send_all(message=f"別件 {number}") for number in range(3)]
    page = shown(at_inquiry)
    assert [other.reference in page for other in others] == [False, True, True]
    assert "ほか 1件" in page


def test_without_an_address_nothing_is_related(at_inquiry: AtInquiry) -> None:
    Inquiry.objects.update(email_hmac="")
    assert shown(at_inquiry) == ""


def test_suspected_spam_of_the_same_address_is_left_out(at_inquiry: AtInquiry, visit: Any) -> None:
    other = visit().send_all(message="別件")
    Inquiry.objects.filter(pk=other.pk).update(status="spam")
    assert shown(at_inquiry) == ""
