"""With a request and proof the desk enters another address; it counts once its own mailbox has confirmed it."""

from collections.abc import Callable
from typing import Any

import pytest

from contact.models import DataSubjectRequest, Inquiry
from contact.privacy.fulfilment import TooManyLinks, fulfil_correction
from contact.text import answers
from contact.text.email_address import email_hmac
from tests.contact.privacy.person import LINK, Writer
from tests.contact.visit import WRITTEN

NEW = "taro.new@example.org"


@pytest.fixture
def put_right(proved: DataSubjectRequest, inquiry: Inquiry, desk: Any) -> Callable[..., None]:
    """Corrects the inquiry for a proved request."""

    def correct(address: str = NEW, **values: str) -> None:
        given = {"request": proved, "inquiry": inquiry, "values": values, "addition": "", "actor": desk}
        fulfil_correction(address=address, **given)

    return correct


def test_it_counts_once_the_link_is_opened_and_then_both_are_told(
    put_right: Callable[..., None], writer_of: Callable[..., Writer], writer: Writer, inquiry: Inquiry
) -> None:
    put_right()
    link = LINK.search(writer_of(NEW).mails()[-1].body)
    assert link
    assert Inquiry.objects.get(pk=inquiry.pk).email_hmac == email_hmac(WRITTEN["mail"])
    assert writer.client.post(link[1]).status_code == 200
    assert answers.text_of(Inquiry.objects.get(pk=inquiry.pk).answers, "mail") == NEW
    assert writer_of(NEW).mails()[-1].subject == writer.mails()[-1].subject


def test_the_request_is_counted_once(
    put_right: Callable[..., None], writer_of: Callable[..., Writer], writer: Writer
) -> None:
    put_right()
    link = LINK.search(writer_of(NEW).mails()[-1].body)
    assert link
    writer.client.post(link[1])
    assert DataSubjectRequest.objects.count() == 1


def test_an_inquiry_without_an_address_gets_one(
    put_right: Callable[..., None], writer_of: Callable[..., Writer], inquiry: Inquiry, proved: DataSubjectRequest
) -> None:
    inquiry.answers = [one | {"value": ""} if one["key"] == "mail" else one for one in inquiry.answers]
    inquiry.email_hmac = ""
    inquiry.save()
    DataSubjectRequest.objects.filter(pk=proved.pk).update(references=[inquiry.reference])
    put_right()
    person = writer_of(NEW)
    link = LINK.search(person.mails()[-1].body)
    assert link
    assert person.client.post(link[1]).status_code == 200
    assert answers.text_of(Inquiry.objects.get(pk=inquiry.pk).answers, "mail") == NEW


def test_a_mailbox_that_had_its_links_gets_no_more_and_nothing_is_saved(
    put_right: Callable[..., None], inquiry: Inquiry
) -> None:
    for _time in range(3):
        put_right()
    with pytest.raises(TooManyLinks):
        put_right(name="山田 次郎")
    assert answers.text_of(Inquiry.objects.get(pk=inquiry.pk).answers, "name") == WRITTEN["name"]
