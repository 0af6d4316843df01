"""The folder of the mailbox: what was read is set aside for a week; what fails stays, and the others go on."""

import logging
import os
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from cluster_cms import clock as site_clock
from contact.inbound import mailboxes, reading
from contact.inbound.mailboxes import MailboxUnavailable
from contact.inbound.opening import check_mailbox
from contact.inbound.reading import UnreadMails, read_mailbox
from contact.models import TrayMail
from tests.contact.inbound.conftest import Post, left, mail

pytestmark = pytest.mark.usefixtures("contact_page")


def test_what_was_read_stays_a_week_in_the_folder_read(post: Post, folder: Path) -> None:
    content = post(mail())
    (kept,) = (folder / ".read" / "cur").iterdir()
    assert kept.read_bytes() == content
    old = (site_clock.now() - timedelta(days=8)).timestamp()
    os.utime(kept, (old, old))
    read_mailbox()
    assert not kept.exists()


def test_a_mail_put_back_after_a_restore_is_known_or_taken_anew(post: Post, folder: Path) -> None:
    post(mail())
    (kept,) = (folder / ".read" / "cur").iterdir()
    kept.rename(folder / "new" / kept.name)
    read_mailbox()
    assert (TrayMail.objects.count(), left(folder)) == (1, 0)


def test_a_mail_that_is_too_large_stays_in_its_own_folder(
    post: Post, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mailboxes, "MAX_SIZE", 2_000)
    monkeypatch.setattr(reading, "MAX_SIZE", 2_000)
    content = post(mail("長" * 5_000))
    kept = TrayMail.objects.get()
    assert (kept.is_whole, kept.size, kept.value("subject")) == (False, len(content), "試料の件")
    assert next((folder / ".too-large" / "cur").iterdir()).read_bytes() == content


def test_25_megabytes_are_kept_whole(post: Post) -> None:
    large = mail()
    large.add_attachment(os.urandom(17 * 1024 * 1024), maintype="application", subtype="zip", filename="図面.zip")
    content = post(large)
    kept = TrayMail.objects.get()
    assert (kept.is_whole, kept.original == content) == (True, True)
    assert kept.value("attachments") == [{"name": "図面.zip", "type": "application/zip", "size": 17 * 1024 * 1024}]


def test_one_mail_that_cannot_be_stored_stays_and_the_others_are_read(
    post: Post, folder: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    for text in ("一通目", "秘密の二通目", "三通目"):
        post(mail(text), read=False)
    store = reading.store_in_tray

    def fail(arrived: Any, content: bytes, *rest: Any, **named: Any) -> None:
        if str(mail("秘密の二通目").get_payload()) in content.decode():
            raise RuntimeError("秘密の二通目")
        store(arrived, content, *rest, **named)

    monkeypatch.setattr(reading, "store_in_tray", fail)
    with caplog.at_level(logging.DEBUG), pytest.raises(UnreadMails, match=r"^1$"):
        read_mailbox()
    assert (TrayMail.objects.count(), left(folder)) == (2, 1)
    assert "秘密" not in caplog.text


def test_a_fault_in_filing_puts_the_mail_into_the_tray_as_it_came(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail_on_words(arrived: Any) -> None:
        if arrived.mail.text:
            raise RuntimeError

    monkeypatch.setattr(reading, "find_inquiry", fail_on_words)
    content = post(mail())
    assert (TrayMail.objects.get().original, TrayMail.objects.get().value("warnings")) == (content, ["damaged"])


def test_a_folder_that_is_missing_is_told_by_the_doctor(settings: Any, tmp_path: Path) -> None:
    settings.INBOUND_MAIL_URL = f"maildir:///{tmp_path / 'nowhere'}"
    (line,) = check_mailbox()
    assert (line.ok, str(tmp_path) in line.message) == (False, False)
    with pytest.raises(MailboxUnavailable):
        read_mailbox()


def test_without_a_mailbox_nothing_is_read_and_the_doctor_is_content(settings: Any) -> None:
    settings.INBOUND_MAIL_URL = ""
    read_mailbox()
    (line,) = check_mailbox()
    assert line.ok


def test_the_doctor_counts_what_waits(post: Post) -> None:
    post(mail(), read=False)
    (line,) = check_mailbox()
    assert (line.ok, "1 waiting" in line.message) == (True, True)
