"""The inquiry as it is stored: its content encrypted, its name a reference code."""

import uuid
from typing import Self

from django.db import models
from django.utils.translation import get_language_info, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from cluster_cms import clock, crypto
from cluster_cms.languages import LANGUAGES
from contact import answers
from contact.kinds import SubjectKind

# Each by its own name, which needs no translation.
LANGUAGE_NAMES = [(code, get_language_info(code)["name_local"]) for code in LANGUAGES]


class Status(models.TextChoices):
    """Where an inquiry stands."""

    NEW = "new", pgettext_lazy("inquiry", "New")
    ANSWERED = "answered", _("Answered")


OPEN_STATUSES = frozenset({Status.NEW})
DONE_STATUSES = frozenset({Status.ANSWERED})


class InquiryQuerySet(models.QuerySet["Inquiry"]):
    """Speaks of inquiries as the desk does."""

    def open(self) -> Self:
        return self.filter(status__in=OPEN_STATUSES)

    def done(self) -> Self:
        return self.filter(status__in=DONE_STATUSES)

    def called(self, *references: str) -> Self:
        return self.filter(reference__in=references)

    def latest_first(self) -> Self:
        return self.order_by("-received_at", "reference")


class Inquiry(models.Model):
    """What a visitor sent through the contact form.

    Nothing refers to it, and it is in no index: no search index, no reference index, no Wagtail log.
    """

    wagtail_reference_index_ignore = True

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reference = models.CharField(_("reference"), max_length=9, unique=True)
    page = models.ForeignKey("contact.ContactPage", null=True, on_delete=models.SET_NULL, related_name="+")
    page_title = models.CharField(_("page"), max_length=255)
    page_path = models.CharField(max_length=1000)
    page_revision_id = models.BigIntegerField(null=True)
    language = models.CharField(_("language"), max_length=2, choices=LANGUAGE_NAMES)
    received_at = models.DateTimeField(_("received"), default=clock.now, db_index=True)
    subject = models.CharField(_("subject"), max_length=20, choices=SubjectKind)
    status = models.CharField(_("status"), max_length=12, choices=Status, default=Status.NEW, db_index=True)
    answered_at = models.DateTimeField(_("answered"), null=True)
    policy_revision = models.ForeignKey("policy.PolicyRevision", on_delete=models.PROTECT, related_name="+")
    purpose = models.TextField(_("purpose of use"))
    submission_key = models.CharField(max_length=64, unique=True)
    mail_key = models.CharField(max_length=64, db_index=True)
    question_keys = models.JSONField(default=list)
    answers = crypto.EncryptedJSONField()
    search_text = crypto.EncryptedTextField()

    objects = InquiryQuerySet.as_manager()

    class Meta:
        verbose_name = _("inquiry")
        verbose_name_plural = _("inquiries")
        default_permissions = ()
        permissions = [
            ("view_inquiry", _("Can read inquiries")),
            ("handle_inquiry", _("Can mark inquiries as answered")),
            ("export_inquiry", _("Can export inquiries to Excel")),
            ("erase_inquiry", _("Can delete inquiries")),
        ]
        constraints = [
            models.CheckConstraint(
                name="inquiry_answered_at_fits_status",
                condition=models.Q(status__in=sorted(DONE_STATUSES), answered_at__isnull=False)
                | models.Q(status__in=sorted(OPEN_STATUSES), answered_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def is_open(self) -> bool:
        return self.status in OPEN_STATUSES

    @property
    def masked_name(self) -> str:
        return answers.masked_name(self.answers)
