"""Sixty hostile and broken mails: none stops the job, each is kept byte for byte, and the tray shows them all."""

import time
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from contact.inbound.reading import read_mailbox
from contact.inbound.tray import file_from_tray
from contact.models import EmailOriginal, Inquiry, TrayMail
from contact.text.arrived_mail import read_arrived
from tests.contact.inbound.conftest import Post, left
from tests.contact.inbound.hostile import MAILS

BUDGET = 20.0  # seconds of processor time for each; the slowest took 1.4 when this was written


@pytest.mark.usefixtures("contact_page")
def test_sixty_hostile_mails_are_all_kept(post: Post, folder: Path, desk_client: Client) -> None:
    assert len(MAILS) >= 60
    for content in MAILS.values():
        post(content, read=False)
    post(b"")  # the same as another one
    assert left(folder) == 0
    kept = sorted(mail.original for mail in TrayMail.objects.all())
    assert kept == sorted(set(MAILS.values()))
    for kind in ("person", "bounce", "automatic"):
        for page in ("1", "2", "3"):
            assert desk_client.get(f"/admin/inquiries/tray/?show={kind}&p={page}").status_code == 200
    for mail in TrayMail.objects.all():
        assert desk_client.get(f"/admin/inquiries/tray/{mail.pk}/").status_code == 200
        assert desk_client.get(f"/admin/inquiries/tray/{mail.pk}/new/").status_code == 200


@pytest.mark.usefixtures("contact_page")
def test_each_can_be_filed_and_all_that_was_attached_is_kept_or_named(post: Post, inquiry: Inquiry, desk: Any) -> None:
    for content in MAILS.values():
        post(content, read=False)
    read_mailbox()
    for one in TrayMail.objects.all():
        listed = [(file["name"], file["size"]) for file in one.value("attachments")]
        message = file_from_tray(mail=one, inquiry=inquiry, actor=desk)
        kept = message.attached_files.count() + len(message.attachments or [])
        assert kept == len(listed), listed
    assert EmailOriginal.objects.count() == len(set(MAILS.values()))


@pytest.mark.parametrize("name", MAILS)
def test_a_hostile_mail_is_read_in_time(name: str) -> None:
    began = time.process_time()
    read_arrived(MAILS[name])
    assert time.process_time() - began < BUDGET / 10


@pytest.mark.parametrize("name", ["iso-2022-jp", "shift_jis", "euc-jp", "utf-8 that says ascii", "utf-7"])
def test_japanese_is_readable_whatever_the_charset(name: str) -> None:
    assert read_arrived(MAILS[name]).mail.text.startswith("納期の件です。")
