"""What is in the tray is encrypted, disclosed without its words, and erased so that no restore undoes it."""

from typing import Any

import pytest

from cluster_cms.erasures.erasing import Erasure, erasables
from cluster_cms.mail.delivery import message_id
from cluster_cms.mail.outbox import OutboxMail
from cluster_cms.privacy.personal_data import Person
from contact.inbound.reading import read_mailbox
from contact.inbound.tray import TRAY_KIND
from contact.mails.acknowledgements import ACKNOWLEDGEMENT
from contact.models import Inquiry, Message, TrayMail
from contact.privacy.tray_records import tray_source
from contact.retention.erasure import erase_inquiry
from tests.contact.inbound.conftest import Post, mail
from tests.infrastructure.decrypted_dump import places_of


def test_the_sender_is_told_of_the_mail_and_not_what_it_says(in_tray: TrayMail) -> None:
    (record,) = tray_source().disclose(Person("stranger@example.org"))
    data = record.as_data()
    assert data.keys() == {"received", "size", "status"}
    assert "その件で" not in str(data)
    assert not list(tray_source().disclose(Person("other@example.org")))


def test_erasing_it_leaves_nothing_and_a_restored_copy_goes_too(in_tray: TrayMail) -> None:
    copy = TrayMail.objects.get()
    content, original = copy.content, copy.original
    assert not list(tray_source().erase(Person("stranger@example.org")))
    assert not TrayMail.objects.exists()
    assert Erasure.objects.get(kind=TRAY_KIND).record == in_tray.pk
    TrayMail.objects.create(pk=in_tray.pk, kind="person", content=content, original=original, size=1)
    erasable = erasables()[TRAY_KIND]
    assert erasable.exists(in_tray.pk)
    erasable.erase(in_tray.pk)
    assert not TrayMail.objects.exists()


def test_nothing_of_a_mail_stands_readable_in_the_database(in_tray: TrayMail) -> None:
    for word in ("stranger@example.org", "Somebody Else"):
        assert places_of(word) <= {"contact_traymail.content", "contact_traymail.original"}


def test_a_mail_goes_with_its_inquiry_and_does_not_come_back(inquiry: Inquiry, post: Post, desk: Any) -> None:
    number = OutboxMail.objects.get(kind=ACKNOWLEDGEMENT).pk
    letter = mail(In_Reply_To=message_id(number), Message_ID="<their@mail.example.com>")
    post(letter)
    post(mail("不在です。", In_Reply_To=message_id(number), Auto_Submitted="auto-replied"))
    assert TrayMail.objects.get().inquiry == inquiry
    erase_inquiry(inquiry=inquiry, actor=desk)
    assert not TrayMail.objects.exists()
    post(letter)
    assert (TrayMail.objects.count(), Message.objects.count()) == (0, 0)


def test_nothing_is_written_where_no_mailbox_is_named(settings: Any, contact_page: Any) -> None:
    settings.INBOUND_MAIL_URL = ""
    read_mailbox()
    assert not TrayMail.objects.exists()


@pytest.mark.parametrize("hidden", ["その件で教えてください。", "stranger@example.org"])
def test_the_audit_chain_says_nothing_of_it(in_tray: TrayMail, hidden: str) -> None:
    assert not any(place.startswith("cluster_cms_audit") for place in places_of(hidden))
