"""Whatever is written into whatever field: no mail gets another header or receiver by it, and no template is run."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import timezone, translation

from cluster_cms.backups.anchors import heads_mails
from cluster_cms.mail.delivery import Undeliverable, message_of
from cluster_cms.mail.kinds import mail_kinds
from cluster_cms.mail.outbox import OutboxMail
from cluster_cms.oversight.desk_address import DESK_ADDRESS_QUESTION
from cluster_cms.pages.site_settings import DeskSettings
from cluster_cms.privacy.personal_data import Person
from cluster_cms.review.review_dates import remind_owners, set_date
from cluster_cms.review.review_requests import ReviewTask, ask_for_review
from cluster_cms.review.workflow_mails import DECIDED
from cluster_cms.security.accounts import MARKETING, User
from cluster_cms.sign_in.account_notices import AccountChange, tell
from cluster_cms.sign_in.reset_mail import queue_reset
from contact.inquiries.replies import send_reply
from contact.mails.acknowledgements import MANUAL_ACKNOWLEDGEMENT
from contact.mails.colleague_mails import ColleagueEvent, queue_colleague_mail
from contact.mails.desk_notices import QUARANTINE_COUNT
from contact.mails.own_data_mails import OwnDataAction, queue_done_mail
from contact.mails.person_act_notice import PersonAct, queue_person_act
from contact.mails.purpose_notice import PURPOSE_NOTICE
from contact.mails.request_answers import REQUEST_ANSWER
from contact.models import DataSubjectRequest, DeskReason, Inquiry, MagicLink, PurposeNotice, RequestType, Status
from contact.privacy.address_changes import mail_confirmation
from contact.privacy.consents import ask_consent
from contact.privacy.magic_links import ask_for_link
from contact.privacy.pending_requests import pass_to_desk, store_pending
from contact.retention.schedule import RETENTION_WARNING
from library.models import LibraryDocument
from library.reminders import mail_to, review_mail_to
from policy.publishing import PolicyRevision
from tests.contact.conftest import visit
from tests.contact.transfers.giving import agree, answering
from tests.contact.visit import Visit
from tests.home.making import home
from tests.infrastructure.canaries import COMPUTED, LONG, Garden
from tests.policy.earlier import prepared, submitted_texts

__all__ = ["visit"]
INJECTED = f"{LONG}\r\nBcc: zq@example.com"


@transaction.atomic
def ask_without_reference(person: Person) -> None:
    """Ask for a stop that waits for objections, and for a deletion that the desk decides."""
    store_pending(person, RequestType.STOP)
    decided = store_pending(person, RequestType.DELETE)
    assert decided
    pass_to_desk(decided, DeskReason.OBJECTED)


def queue_all(inquiry: Inquiry, desk: User) -> None:
    """Let a mail of each kind be queued, most of them by what really causes them."""
    ask_without_reference(Person("taro@example.com"))
    send_reply(
        inquiry=inquiry,
        key=uuid4(),
        to="taro@example.com",
        subject=LONG[:60],
        body=INJECTED,
        then=Status.ANSWERED,
        version=inquiry.version,
        actor=desk,
    )
    ask_consent(inquiry=inquiry, purpose=answering(), actor=desk, recipient=LONG[:60])
    agree(inquiry, desk)
    ask_for_link(address="taro@example.com", language="en")
    with transaction.atomic():
        queue_person_act(PersonAct.ADDED, [(inquiry.reference, desk.pk)])
        queue_colleague_mail(ColleagueEvent.ASSIGNED, [inquiry.reference], desk)
    queue_done_mail(MagicLink.objects.latest("asked_at"), OwnDataAction.CORRECTED)
    mail_confirmation(inquiry, "new@example.com", language="ja", for_actor=desk)
    tell(desk, AccountChange.PASSWORD)
    notice = PurposeNotice.objects.create(revision=PolicyRevision.objects.latest("number"))
    request = DataSubjectRequest.objects.create(
        reference="K7QM-2XFD", request_type="see", language="ja", address="taro@example.com", details=LONG, name=LONG
    )
    desk_question = f"desk_settings:{DeskSettings.objects.get().pk}"
    OutboxMail.objects.bulk_create(
        [
            OutboxMail(kind=PURPOSE_NOTICE, subject=inquiry.reference, record=str(notice.pk), language="en"),
            *heads_mails(),
            OutboxMail(kind=REQUEST_ANSWER, subject=request.reference, language="ja"),
            OutboxMail(kind=MANUAL_ACKNOWLEDGEMENT, subject=inquiry.reference, language="en"),
            OutboxMail(kind=QUARANTINE_COUNT, subject="2026-11-30", language="ja"),
            OutboxMail(kind=RETENTION_WARNING, subject="2026-11-30", language="ja"),
            OutboxMail(kind=DESK_ADDRESS_QUESTION, subject=desk_question, language="ja"),
            *library_reminders(desk),
        ]
    )
    review_mails(desk)


def review_mails(person: User) -> None:
    """Let somebody be asked for a review, answered, and reminded of a review date; approvers for texts of the past."""
    queue_reset(person)
    prepared(date(2010, 4, 1))
    submitted_texts()
    page = home()
    page.title = LONG[:60]
    page.save_revision(user=person)
    ReviewTask.objects.get().groups.add(*person.groups.all())
    asker = User.objects.filter(groups__name=MARKETING).earliest("pk")
    state = ask_for_review(page=page, reviewer=person, group=None, note=INJECTED, actor=asker)
    step = state.current_task_state
    set_date(due_on=timezone.now().date() - timedelta(days=1), owner=person, page=page)
    remind_owners()
    OutboxMail.objects.create(kind=DECIDED, subject="page:1", record=f"{step.pk}:{person.pk}", language="ja")


def library_reminders(person: User) -> list[OutboxMail]:
    LibraryDocument.objects.update(title_ja=LONG[:60], title_en=INJECTED[:60], review_on=date(2026, 11, 1))
    valid = (one for document in LibraryDocument.objects.all() for one in document.present if one.expires_on)
    return [mail_to(person, next(valid), 14), review_mail_to(person, LibraryDocument.objects.earliest("pk"))]


@pytest.fixture
def mails(database: None, visit: Callable[..., Visit], desk: User) -> list[OutboxMail]:
    """A mail of each kind, with canaries in all that it may say."""
    User.objects.filter(email="").update(email="staff@example.com")
    suspected = visit().send_all(message="https://a.example https://b.example https://c.example", website="x")
    assert suspected.status == Status.SPAM
    inquiry = visit("en").send_all(name=LONG, company=LONG, message=INJECTED, mail="taro@example.com")
    queue_all(inquiry, desk)
    Inquiry.objects.filter(pk=inquiry.pk).update(erasure_on="2026-11-30")
    DeskSettings.objects.update(proposed_email="new-desk@example.com", proposed_by=desk.pk, proposed_at=timezone.now())
    queued = list(OutboxMail.objects.all())  # nobody writes their kinds and subjects
    Garden().plant()
    return queued


def messages(mails: list[OutboxMail]) -> Iterator[tuple[str, EmailMessage | None]]:
    """Yield each mail as it would be sent; None where it is refused as undeliverable."""
    for mail in mails:
        with translation.override(mail.language):
            letter = mail_kinds()[mail.kind].render(mail)
            try:
                yield mail.kind, message_of(letter, mail.pk, mail.language) if letter else None
            except Undeliverable:
                yield mail.kind, None


def test_no_text_gives_a_mail_another_header_or_receiver_or_is_run_as_a_template(mails: list[OutboxMail]) -> None:
    written = [(kind, message) for kind, message in messages(mails) if message]
    for kind, message in written:
        sent = message.message()
        assert len(message.recipients()) == 1, kind
        assert not {"Bcc", "Cc"} & set(sent.keys()), kind
        assert sent.get_content_type() == "text/plain", kind
        assert COMPUTED not in f"{message.subject}{message.body}", kind
        assert "\n" not in message.subject, kind
    assert {kind for kind, _message in written} == set(mail_kinds())
