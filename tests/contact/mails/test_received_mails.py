"""An inquiry brings about two mails: neither repeats what was written, both name the reference."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail as sent
from django.db import transaction

from cluster_cms.mail.outbox import MailState, OutboxMail
from cluster_cms.mail.sending import send_due_mails
from cluster_cms.mail.wording import MailText
from cluster_cms.pages.site_settings import DeskSettings, default_site
from contact.inquiries import receive
from contact.mails.acknowledgements import ACKNOWLEDGEMENT, queue_received_mails
from contact.mails.desk_notices import DESK_NOTICE
from contact.models import Inquiry, Source
from tests.contact.visit import WRITTEN, Visit
from tests.infrastructure.cast import Clock

Visitor = Callable[..., Visit]


def mails_of(inquiry: Inquiry) -> set[tuple[str, str]]:
    return set(OutboxMail.objects.about(inquiry.reference).values_list("kind", "language"))


def deliver() -> dict[str, Any]:
    """Send what is due and return it by its address."""
    sent.outbox.clear()
    send_due_mails()
    return {message.to[0]: message for message in sent.outbox}


def test_both_mails_are_queued_with_the_inquiry(visit: Visitor, language: str) -> None:
    inquiry = visit(language).send_all()
    assert mails_of(inquiry) == {(ACKNOWLEDGEMENT, language), (DESK_NOTICE, "ja")}


def test_an_inquiry_without_its_mails_is_not_stored(visit: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    before = Inquiry.objects.count()
    draft = visit().draft()

    def broken(inquiry: Inquiry) -> None:
        raise OSError("no outbox")

    monkeypatch.setattr(receive, "queue_received_mails", broken)
    with pytest.raises(OSError, match="no outbox"):
        visit().send(draft)
    assert Inquiry.objects.count() == before


def test_the_writer_reads_the_reference_the_purpose_and_how_long(visit: Visitor, language: str) -> None:
    inquiry = visit(language).send_all()
    message = deliver()[WRITTEN["mail"]]
    desk = DeskSettings.for_site(default_site())
    number = inquiry.policy_revision.number
    for needed in (inquiry.reference, inquiry.purpose, "12", desk.phone, f"/v/{number}/"):
        assert needed in message.body
    assert inquiry.reference in message.subject
    assert ("お問い合わせ" in message.subject) == (language == "ja")
    assert message.reply_to == [desk.email]
    assert message.extra_headers["Auto-Submitted"] == "auto-replied"
    assert "{" not in message.body + message.subject


def test_the_moment_of_receipt_is_written_as_people_write_it(visit: Visitor, language: str, clock: Clock) -> None:
    clock.set("2027-02-03 14:05")
    visit(language).send_all()
    written = {"ja": "2027年2月3日 14:05（日本時間）", "en": "3 February 2027, 14:05 (Japan time)"}
    assert written[language] in deliver()[WRITTEN["mail"]].body


def test_neither_mail_repeats_what_was_written(visit: Visitor) -> None:
    visit().send_all()
    letters = deliver()
    assert len(letters) == 2
    for message in letters.values():
        for name in ("company", "name", "phone", "message"):
            assert WRITTEN[name] not in message.body + message.subject


def test_the_desk_gets_reference_and_link_and_no_address(visit: Visitor) -> None:
    inquiry = visit().send_all()
    message = deliver()[DeskSettings.for_site(default_site()).email]
    assert f"/admin/inquiries/{inquiry.reference}/" in message.body
    assert WRITTEN["mail"] not in str(message.message())


def test_an_erased_inquiry_sends_nothing(inquiry: Inquiry) -> None:
    Inquiry.objects.filter(pk=inquiry.pk).delete()
    assert deliver() == {}


def test_who_came_to_the_counter_gets_no_mail(inquiry: Inquiry) -> None:
    OutboxMail.objects.all().delete()
    inquiry.source = Source.COUNTER
    with transaction.atomic():
        queue_received_mails(inquiry)
    assert mails_of(inquiry) == {(DESK_NOTICE, "ja")}


def test_the_words_that_staff_wrote_are_sent(visit: Visitor) -> None:
    words = {
        "subject_ja": "受付 {reference}",
        "body_ja": "{purpose} {months} {desk}",
        "subject_en": "x",
        "body_en": "y",
    }
    MailText.objects.create(kind=ACKNOWLEDGEMENT, **words)
    inquiry = visit().send_all()
    message = deliver()[WRITTEN["mail"]]
    assert message.subject == f"受付 {inquiry.reference}"
    assert message.body.startswith(inquiry.purpose)


def test_a_desk_without_a_mail_address_is_seen_on_the_dashboard(visit: Visitor) -> None:
    desk = DeskSettings.for_site(default_site())
    desk.email = ""
    desk.save()
    inquiry = visit().send_all()
    deliver()
    states = dict(OutboxMail.objects.about(inquiry.reference).values_list("kind", "state"))
    assert states == {ACKNOWLEDGEMENT: MailState.SENT, DESK_NOTICE: MailState.DEAD_LETTERED}
