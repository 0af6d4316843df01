"""A mailbox on an IMAP server is read as the folder is; a server that fails costs no mail and tells nothing."""

import logging
from collections.abc import Iterator
from typing import Any

import pytest

from cluster_cms import clock as site_clock
from cluster_cms.operations.heartbeats import Heartbeat
from cluster_cms.operations.jobs import run
from contact.inbound import mailboxes, reading
from contact.inbound.mailboxes import MailboxUnavailable
from contact.inbound.opening import check_mailbox, open_mailbox
from contact.inbound.reading import JOB, UnreadMails, mailbox_job, read_mailbox
from contact.models import Inquiry, Message, TrayMail
from tests.contact.inbound.conftest import mail
from tests.infrastructure.imap import Account, imap_server

pytestmark = pytest.mark.usefixtures("contact_page")


@pytest.fixture
def account(settings: Any) -> Iterator[Account]:
    with imap_server() as found:
        settings.INBOUND_MAIL_URL = f"imap://desk%40example.com:open%20sesame@127.0.0.1:{found.port}/INBOX"
        yield found


def test_mails_of_the_server_are_stored_and_moved(account: Account, inquiry: Inquiry) -> None:
    content = mail(subject=f"[{inquiry.reference}]").as_bytes()
    account.deliver(content)
    account.deliver(mail("別件です。").as_bytes())
    read_mailbox()
    assert (Message.objects.count(), TrayMail.objects.count()) == (1, 1)
    assert account.folders["INBOX"] == {}
    assert content in account.folders["INBOX.read"].values()
    read_mailbox()
    assert (Message.objects.count(), TrayMail.objects.count()) == (1, 1)


def test_a_mail_that_is_too_large_is_shown_by_its_head(account: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mailboxes, "MAX_SIZE", 2_000)
    monkeypatch.setattr(reading, "MAX_SIZE", 2_000)
    monkeypatch.setattr(mailboxes, "MAX_HEAD", 400)
    account.deliver(mail("長" * 5_000).as_bytes())
    read_mailbox()
    kept = TrayMail.objects.get()
    assert (kept.is_whole, len(kept.original), kept.value("subject")) == (False, 400, "試料の件")
    assert len(account.folders["INBOX.too-large"]) == 1


def test_what_was_read_a_week_ago_is_deleted_on_the_server(account: Account) -> None:
    account.old = {account.deliver(b"x", "INBOX.read")}
    account.deliver(b"y", "INBOX.read")
    with open_mailbox() as box:
        box.delete_read(site_clock.now())
        assert box.waiting() == []
    assert list(account.folders["INBOX.read"].values()) == [b"y"]


@pytest.mark.parametrize("command", ["LOGIN", "SELECT", "SEARCH"])
@pytest.mark.parametrize("how", ["refused", "dropped"])
def test_a_server_that_fails_is_told_by_the_name_of_the_error_alone(account: Account, command: str, how: str) -> None:
    account.deliver(mail().as_bytes())
    getattr(account, how).add(command)
    with pytest.raises(MailboxUnavailable) as failed:
        read_mailbox()
    assert not set("@ ") & set(str(failed.value))
    assert len(account.folders["INBOX"]) == 1
    (line,) = check_mailbox()
    assert (line.ok, "open sesame" in line.message) == (False, False)


@pytest.mark.parametrize("command", ["FETCH", "COPY", "STORE", "EXPUNGE", "CREATE"])
def test_a_mail_that_could_not_be_moved_is_kept_once(account: Account, command: str) -> None:
    account.deliver(mail().as_bytes())
    account.refused.add(command)
    with pytest.raises((UnreadMails, MailboxUnavailable)):
        read_mailbox()
    account.refused.clear()
    read_mailbox()
    assert (TrayMail.objects.count(), account.folders["INBOX"]) == (1, {})


def test_a_dead_server_fails_the_job_and_logs_no_word(settings: Any, caplog: pytest.LogCaptureFixture) -> None:
    settings.INBOUND_MAIL_URL = "imap://desk:open%20sesame@127.0.0.1:1/INBOX"
    with caplog.at_level(logging.DEBUG):
        run(mailbox_job())
    assert Heartbeat.objects.get(job=JOB).failed
    assert "open sesame" not in caplog.text
