"""Requests of data subjects (開示等の請求) and the magic links mailed to them."""

from datetime import date
from typing import Self

from django.db import models
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from cluster_cms import clock
from cluster_cms.privacy.personal_data import Person
from cluster_cms.security import crypto
from contact.models.abstract import UuidModel
from contact.models.inquiry import LANGUAGE_NAMES, Inquiry, InquiryQuerySet
from contact.models.states import Source
from contact.text.email_address import email_hmac


class MagicLinkQuerySet(models.QuerySet["MagicLink"]):
    """Links by whether they, or the page that they opened, can still be used."""

    def usable(self) -> Self:
        """Return the links that were not used and have not expired."""
        return self.filter(used_at=None, expires_at__gt=clock.now())

    def with_open_page(self) -> Self:
        """Return the links that were used and whose page is still open."""
        return self.exclude(session_hash="").filter(open_until__gt=clock.now())


class MagicLink(UuidModel):
    """A one-time link to a person's own data; of its token and of the opened page's secret only hashes are stored."""

    email_hmac = models.CharField(max_length=64, db_index=True)
    address = crypto.EncryptedTextField()
    language = models.CharField(max_length=2, choices=LANGUAGE_NAMES)
    asked_at = models.DateTimeField(default=clock.now, db_index=True)
    expires_at = models.DateTimeField()
    token_hash = models.CharField(max_length=64, unique=True)
    used_at = models.DateTimeField(null=True)
    session_hash = models.CharField(max_length=64, blank=True, db_index=True)
    open_until = models.DateTimeField(null=True)
    # The references that were entered on the page, and how often a reference of no inquiry of this address was.
    opened = models.JSONField(default=list)
    wrong_references = models.PositiveSmallIntegerField(default=0)
    # Set where the link confirms a change of address: the inquiries concerned, the HMAC of their present address (empty
    # where they have none), and whether the desk has it confirmed for a request.
    moved_references = models.JSONField(default=list)
    previous_email_hmac = models.CharField(max_length=64, blank=True)
    for_request = models.BooleanField(default=False)

    objects = MagicLinkQuerySet.as_manager()

    def __str__(self) -> str:
        return f"link {self.pk}"


class RequestType(models.TextChoices):
    """What a person may request (APPI, Art. 32 to 35)."""

    SEE = "see", pgettext_lazy("request", "Disclosure")
    CORRECT = "correct", pgettext_lazy("request", "Correction")
    STOP = "stop", pgettext_lazy("request", "Stop of use")
    DELETE = "delete", pgettext_lazy("request", "Deletion")


class RefusalGround(models.TextChoices):
    """The legal grounds for refusing a request (APPI, Art. 33(2), 34(2), 35(2) to (6) and 37); there are no others."""

    IDENTITY = "identity", _("It could not be shown that the request comes from the person or an agent")
    HARM = "harm", _("It would harm the life, body, property or another right of somebody (Art. 33(2) 1)")
    BUSINESS = "business", _("It would seriously hinder the proper conduct of our business (Art. 33(2) 2)")
    LAW = "law", _("It would break another law (Art. 33(2) 3)")
    NONE = "none", _("We hold no such personal data (Art. 33(3))")
    FACTS = "facts", _("The content is correct, so that there is nothing to correct (Art. 34)")
    NEEDLESS = "needless", _("The correction is not necessary for the purpose of use (Art. 34(2))")
    PROCEDURE = "procedure", _("Another law prescribes a procedure of its own for the correction (Art. 34(2))")
    GROUND = "ground", _("There is no ground for stopping the use or deleting (Art. 35)")
    INSTEAD = (
        "instead",
        _("It would be too costly or difficult; we protect the person's rights by another way (Art. 35)"),
    )


# What may be said to each request: the grounds of its own article, and that the person is not known (Art. 37(2)).
OF_STOP = (RefusalGround.IDENTITY, RefusalGround.GROUND, RefusalGround.INSTEAD)
GROUNDS_OF: dict[str, tuple[RefusalGround, ...]] = {
    RequestType.SEE: (
        *(RefusalGround.IDENTITY, RefusalGround.NONE),
        *(RefusalGround.HARM, RefusalGround.BUSINESS, RefusalGround.LAW),
    ),
    RequestType.CORRECT: (
        *(RefusalGround.IDENTITY, RefusalGround.FACTS, RefusalGround.NEEDLESS, RefusalGround.PROCEDURE),
    ),
    RequestType.STOP: OF_STOP,
    RequestType.DELETE: OF_STOP,
}


class IdentityCheck(models.TextChoices):
    """How the desk checked the identity of the person who makes a request."""

    MAILBOX = "mailbox", _("Answered an email sent to the address of the inquiry")
    REFERENCE = "reference", _("Named the reference of the inquiry")
    CALLBACK = "callback", _("Was called back at the telephone number of the inquiry")
    DOCUMENT = "document", _("Showed an identity document (no copy is kept)")
    AGENT = "agent", _("Agent: showed the power of attorney and own identity document (no copy is kept)")


class DeskReason(models.TextChoices):
    """Why a request that waited for objections is not carried out by itself, so that the desk decides on it."""

    OBJECTED = "objected", _("Somebody who reads the mailbox has objected")
    UNDELIVERED = "undelivered", _("The email about it could not be delivered, so that nobody could object")
    HELD = "held", _("An inquiry must be kept for the time being")
    CONTINUED = "continued", _("There has been new correspondence since")
    RESTORED = "restored", _("It had ended before a backup was restored")


OBJECTIONABLE = ("", DeskReason.UNDELIVERED)  # nobody has objected, and nothing was decided


class DataSubjectRequestQuerySet(models.QuerySet["DataSubjectRequest"]):
    """Requests by their answer, their dates and what they still hold of a person."""

    def of_person(self, person: Person) -> Self:
        """Return the requests of exactly this mail address."""
        return self.filter(email_hmac=email_hmac(person.address))

    def unanswered(self) -> Self:
        return self.filter(answered_at=None)

    def pending(self) -> Self:
        """Return the unanswered requests made on the own-data page without references, waiting or with the desk."""
        return self.unanswered().exclude(objection_hash=None)

    def objectionable(self) -> Self:
        """Return the pending requests to which somebody who reads the mailbox may object."""
        return self.pending().filter(desk_reason__in=OBJECTIONABLE)

    def for_desk_to_decide(self) -> Self:
        return self.pending().exclude(desk_reason="")

    def answered_in(self, year: int) -> Self:
        """Return the requests answered in a calendar year of Tokyo."""
        start, end = (clock.midnight(date(number, 1, 1)) for number in (year, year + 1))
        return self.filter(answered_at__gte=start, answered_at__lt=end)

    def late(self) -> Self:
        """Return the unanswered requests whose target date is over."""
        return self.unanswered().filter(target_date__lt=clock.today())

    def past_deadline(self) -> Self:
        """Return the unanswered requests whose deadline is over."""
        return self.unanswered().filter(deadline__lt=clock.today())

    def naming_somebody(self) -> Self:
        """Return the requests that still hold name, address or details of the person."""
        return self.exclude(name=None, address=None, details=None)


class DataSubjectRequest(UuidModel):
    """One request. What a person did alone on the own-data page is a row without any personal data, for statistics.

    Who deletes open inquiries there, or stops their use, without their references makes a pending request: it is
    carried out after a time in which anybody who reads the mailbox may object (contact.privacy.pending_requests).
    """

    reference = models.CharField(_("reference"), max_length=9, unique=True)
    request_type = models.CharField(_("asked for"), max_length=8, choices=RequestType)
    source = models.CharField(_("way"), max_length=10, choices=Source, default=Source.WEB)
    language = models.CharField(_("language"), max_length=2, choices=LANGUAGE_NAMES)
    received_at = models.DateTimeField(_("received"), default=clock.now, db_index=True)
    target_date = models.DateField(_("to be answered by"), null=True)
    deadline = models.DateField(_("limit"), null=True)
    answered_at = models.DateTimeField(_("answered"), null=True, db_index=True)
    refusal = models.CharField(_("refused because"), max_length=12, choices=RefusalGround, blank=True)
    identity_checks = models.JSONField(_("identity"), default=list)
    # The references given with the request; the inquiries of the same address are concerned as well.
    references = models.JSONField(default=list)
    email_hmac = models.CharField(max_length=64, db_index=True, blank=True)
    name = crypto.EncryptedTextField(null=True)
    address = crypto.EncryptedTextField(null=True)
    details = crypto.EncryptedTextField(null=True)
    # Of a pending request: the hash of the token by which to object; until when, set when the mail with it has left;
    # and why it is not carried out by itself.
    objection_hash = models.CharField(max_length=64, unique=True, null=True)  # noqa: DJ001 unique: several have none
    objections_until = models.DateTimeField(null=True)
    desk_reason = models.CharField(max_length=12, choices=DeskReason, blank=True)

    objects = DataSubjectRequestQuerySet.as_manager()

    class Meta(UuidModel.Meta):
        ordering = ["-received_at"]
        verbose_name = _("request about personal data")
        verbose_name_plural = _("requests about personal data")

    def __str__(self) -> str:
        return self.reference

    @property
    def is_pending(self) -> bool:
        return self.answered_at is None and self.objection_hash is not None

    @property
    def is_objectionable(self) -> bool:
        return self.is_pending and self.desk_reason in OBJECTIONABLE

    @property
    def concerned(self) -> InquiryQuerySet:
        """Return what a request of the own-data page still concerns: the named inquiries that kept their address."""
        named = Inquiry.objects.filter(email_hmac=self.email_hmac, reference__in=self.references)
        found = named.exclude(email_hmac="")
        return found.unrestricted() if self.request_type == RequestType.STOP else found

    @property
    def progress(self) -> str:
        """Return how far a pending request is, in a sentence; an empty text for any other."""
        if not self.is_pending:
            return ""
        if self.desk_reason:
            values = {"reason": self.get_desk_reason_display(), "day": clock.tokyo_date(self.deadline)}
            return gettext("%(reason)s. The desk decides, by %(day)s at the latest.") % values
        if self.objections_until is None:
            return gettext("The email about it is on its way. The time to object begins when it has left.")
        until = clock.tokyo_time(self.objections_until)
        return gettext("Carried out after %(time)s (Japan time), unless somebody objects before.") % {"time": until}

    @property
    def is_late(self) -> bool:
        return self.answered_at is None and self.target_date is not None and self.target_date < clock.today()

    @property
    def is_past_deadline(self) -> bool:
        return self.answered_at is None and self.deadline is not None and self.deadline < clock.today()

    @property
    def identity_check_labels(self) -> list[str]:
        return [str(IdentityCheck(check).label) for check in self.identity_checks]
