"""The inquiry: encrypted content, status, deadlines and retention, identified by a reference code."""

from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import get_language_info, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from cluster_cms import clock
from cluster_cms.pages.languages import LANGUAGES
from cluster_cms.privacy.personal_data import Person
from cluster_cms.security import crypto
from contact.models.abstract import CoveringIndex, UnindexedModel, UuidModel
from contact.models.states import DEADLINE_RUNNING, OPEN, RESOLVED, NoticeMethod, Source, Status
from contact.text import answers
from contact.text.email_address import email_hmac, masked_address
from contact.text.question_kinds import SubjectKind

# Each language by its own name, which needs no translation.
LANGUAGE_NAMES = [(code, get_language_info(code)["name_local"]) for code in LANGUAGES]


# What the inbox can be narrowed by, beside the times, and the key by which the rows of a page are then read.
FILTERED_BY = ("status", "subject", "language", "source", "page", "assignee", "read_at", "id")


class InquiryQuerySet(models.QuerySet["Inquiry"]):
    """Inquiries by status, deadline, hold, restriction, reference and address."""

    def open(self) -> Self:
        return self.filter(status__in=OPEN)

    def resolved(self) -> Self:
        return self.filter(status__in=RESOLVED)

    def unread(self) -> Self:
        return self.filter(read_at=None)

    def overdue(self) -> Self:
        """Return the overdue inquiries; the deadline pauses while the desk waits for the writer."""
        return self.due().filter(due_on__lt=clock.today())

    def due(self) -> Self:
        """Return the inquiries that are to be answered today or were before."""
        return self.filter(status__in=DEADLINE_RUNNING, due_on__lte=clock.today())

    def to_follow_up(self) -> Self:
        """Return the inquiries that wait for the writer and whose day of asking again has come."""
        return self.filter(status=Status.WAITING, follow_up_on__lte=clock.today())

    def not_spam(self) -> Self:
        return self.exclude(status=Status.SPAM)

    def in_quarantine(self) -> Self:
        return self.filter(status=Status.SPAM)

    def not_on_hold(self) -> Self:
        """Leave out the inquiries on hold, which may not be erased."""
        return self.filter(held_at=None)

    def unrestricted(self) -> Self:
        """Leave out the inquiries whose writers have stopped the use of their data (APPI Art. 35)."""
        return self.filter(restricted_at=None)

    def with_references(self, *references: str) -> Self:
        return self.filter(reference__in=references)

    def of_person(self, person: Person) -> Self:
        """Return the inquiries of exactly this mail address."""
        return self.filter(email_hmac=email_hmac(person.address))

    def of_same_address(self, inquiry: "Inquiry") -> Self:
        """Return the other inquiries of the same mail address; none for an inquiry without an address."""
        return self.filter(email_hmac=inquiry.email_hmac).exclude(email_hmac="").exclude(pk=inquiry.pk)

    def latest_first(self) -> Self:
        return self.order_by("-received_at", "reference")


class Inquiry(UuidModel):
    """What a visitor sent through the contact form, or what the desk recorded from a call, letter, fax or visit.

    All foreign keys to it cascade, so that deleting it leaves nothing behind. It stands in no search index, no
    reference index and no log of Wagtail's.
    """

    reference = models.CharField(_("reference"), max_length=9, unique=True)
    page = models.ForeignKey(
        "contact.ContactPage",
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        db_index=False,  # inquiry_by_page begins with it
    )
    page_title = models.CharField(_("page"), max_length=255, blank=True)
    page_path = models.CharField(max_length=1000, blank=True)
    page_revision_id = models.BigIntegerField(null=True)
    language = models.CharField(_("language"), max_length=2, choices=LANGUAGE_NAMES)
    received_at = models.DateTimeField(_("received"), default=clock.now)
    subject = models.CharField(pgettext_lazy("inquiry", "subject"), max_length=20, choices=SubjectKind)
    status = models.CharField(_("status"), max_length=12, choices=Status, default=Status.NEW)
    source = models.CharField(_("way"), max_length=10, choices=Source, default=Source.WEB)
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("assignee"),
        db_index=False,  # inquiry_by_assignee begins with it
    )
    # The deadline counts from here: the receipt, or the moment when it was marked as not spam or reopened.
    due_from = models.DateTimeField(default=clock.now)
    due_on = models.DateField(_("due"))
    read_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(_("answered"), null=True)
    closed_at = models.DateTimeField(_("closed"), null=True, db_index=True)
    # When either side last did something: wrote, replied, corrected, or changed the status. Retention counts from here
    # while the inquiry is not closed.
    last_act_at = models.DateTimeField(_("last act"), default=clock.now, db_index=True)
    # While the desk waits for the writer: the day on which it asks again.
    follow_up_on = models.DateField(_("follow up on"), null=True, db_index=True)
    # Incremented by every change (optimistic locking, contact.inquiries.handling).
    version = models.PositiveIntegerField(default=0)
    hold_reason = crypto.EncryptedTextField(null=True)
    held_at = models.DateTimeField(_("on hold since"), null=True)
    # The writer has stopped the use: kept until the end of retention, and used for nothing else.
    restricted_at = models.DateTimeField(_("use stopped since"), null=True)
    # Set a week ahead, when the desk is notified: retention deletes only what was announced.
    erasure_on = models.DateField(_("to be deleted on"), null=True, db_index=True)
    spam_score = models.PositiveSmallIntegerField(default=0)
    spam_signals = models.JSONField(default=list)
    # When it came into the quarantine of suspected spam, which is purged after 30 days.
    quarantined_at = models.DateTimeField(null=True)
    policy_revision = models.ForeignKey("policy.PolicyRevision", on_delete=models.PROTECT, related_name="+")
    purpose = models.TextField(_("purpose of use"))
    purpose_notice_method = models.CharField(
        _("purpose told"), max_length=10, choices=NoticeMethod, default=NoticeMethod.FORM
    )
    submission_key = models.CharField(max_length=64, unique=True)
    fingerprint = models.CharField(max_length=64, db_index=True, default="")
    # Empty without an address; queries must not match the empty value.
    email_hmac = models.CharField(max_length=64, db_index=True, blank=True)
    question_keys = models.JSONField(default=list)
    answers = crypto.EncryptedJSONField()

    objects = InquiryQuerySet.as_manager()

    class Meta(UuidModel.Meta):
        verbose_name = _("inquiry")
        verbose_name_plural = _("inquiries")
        permissions = [
            ("view_inquiry", _("Can see the list of inquiries, names masked")),
            ("reveal_inquiry", _("Can open inquiries")),
            ("handle_inquiry", _("Can work on inquiries")),
            ("reply_inquiry", _("Can reply to inquiries")),
            ("export_inquiry", _("Can export inquiries")),
            ("erase_inquiry", _("Can delete inquiries")),
            ("view_inquiry_audit", _("Can see who did what with inquiries")),
            ("manage_retention", _("Can put inquiries on hold and manage how long they are kept")),
        ]
        indexes = [
            CoveringIndex(
                fields=["-received_at", "reference"], also=["due_on", *FILTERED_BY], name="inquiry_by_receipt"
            ),
            CoveringIndex(fields=["due_on", "-reference"], also=["received_at", *FILTERED_BY], name="inquiry_by_due"),
            models.Index(fields=["status", "-received_at", "reference"], name="inquiry_by_status"),
            models.Index(fields=["status", "due_on"], name="inquiry_by_status_due"),
            models.Index(fields=["assignee", "-received_at", "reference"], name="inquiry_by_assignee"),
            models.Index(fields=["subject", "-received_at", "reference"], name="inquiry_by_subject"),
            models.Index(fields=["source", "-received_at", "reference"], name="inquiry_by_source"),
            models.Index(fields=["page", "-received_at", "reference"], name="inquiry_by_page"),
            models.Index(
                fields=["-received_at", "reference"], condition=models.Q(read_at__isnull=True), name="inquiry_unread"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="inquiry_closed_at_fits_status",
                condition=models.Q(status=Status.CLOSED, closed_at__isnull=False)
                | (~models.Q(status=Status.CLOSED) & models.Q(closed_at__isnull=True)),
            )
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def is_open(self) -> bool:
        return self.status in OPEN

    @property
    def is_overdue(self) -> bool:
        return self.status in DEADLINE_RUNNING and self.due_on < clock.today()

    @property
    def is_to_follow_up(self) -> bool:
        return self.status == Status.WAITING and self.follow_up_on is not None and self.follow_up_on <= clock.today()

    @property
    def masked_mail(self) -> str:
        return masked_address(answers.text_of(self.answers, "mail"))

    @property
    def masked_name(self) -> str:
        return answers.masked_name(self.answers)


class InquiryTopic(UnindexedModel):
    """The key of one product that an inquiry is about, by which the desk filters; the answers hold its name."""

    inquiry = models.ForeignKey(Inquiry, on_delete=models.CASCADE, related_name="topics")
    key = models.CharField(max_length=100, db_index=True)

    class Meta(UnindexedModel.Meta):
        constraints = [models.UniqueConstraint(fields=["inquiry", "key"], name="topic_once_in_inquiry")]

    def __str__(self) -> str:
        return f"{self.inquiry_id} about {self.key}"
