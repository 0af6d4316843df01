"""The statuses of an inquiry and their transitions, its sources, and the lists of reasons that staff choose from."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Status(models.TextChoices):
    """The status of an inquiry."""

    NEW = "new", pgettext_lazy("inquiry", "New")
    OPEN = "open", pgettext_lazy("inquiry", "In progress")
    WAITING = "waiting", pgettext_lazy("inquiry", "Waiting for the writer")
    ANSWERED = "answered", _("Answered")
    CLOSED = "closed", pgettext_lazy("inquiry", "Closed")
    SPAM = "spam", pgettext_lazy("inquiry", "Suspected spam")


OPEN = frozenset({Status.NEW, Status.OPEN, Status.WAITING})  # somebody still has to do something
DEADLINE_RUNNING = frozenset({Status.NEW, Status.OPEN})  # the deadline pauses while the writer is to answer
RESOLVED = frozenset({Status.ANSWERED, Status.CLOSED})
# To which statuses the desk may change each one; spam is entered and left by mark_spam and mark_not_spam alone.
TRANSITIONS = {
    Status.NEW: (Status.OPEN, Status.WAITING, Status.ANSWERED, Status.CLOSED),
    Status.OPEN: (Status.WAITING, Status.ANSWERED, Status.CLOSED),
    Status.WAITING: (Status.OPEN, Status.ANSWERED, Status.CLOSED),
    Status.ANSWERED: (Status.OPEN, Status.WAITING, Status.CLOSED),
    Status.CLOSED: (Status.OPEN,),
    Status.SPAM: (),
}


class Source(models.TextChoices):
    """By which channel an inquiry or a request was received."""

    WEB = "web", _("Contact form")
    MAIL = "mail", pgettext_lazy("way of an inquiry", "Email")
    PHONE = "phone", _("Telephone")
    FAX = "fax", _("Fax")
    LETTER = "letter", _("Letter")
    COUNTER = "counter", _("At the counter")


class NoticeMethod(models.TextChoices):
    """How the writer was notified of the purpose of use (APPI Art. 21)."""

    FORM = "form", _("Beside the contact form")
    SPOKEN = "spoken", _("Said to the writer")
    WRITTEN = "written", _("Given in writing")
    PUBLISHED = "published", _("Published beforehand: the writer came unasked")


class AccessReason(models.TextChoices):
    """Why somebody opens an inquiry; asked for unless it is open and unassigned or their own (then the first)."""

    HANDLING = "handling", pgettext_lazy("opening", "To answer it")
    STANDING_IN = "standing_in", pgettext_lazy("opening", "Standing in for the colleague in charge")
    EARLIER = "earlier", pgettext_lazy("opening", "To see what was answered earlier")
    PERSON = "person", pgettext_lazy("opening", "At the request of the person who wrote")
    DUTY = "duty", pgettext_lazy("opening", "A duty under law, or a legal claim")
    REVIEW = "review", pgettext_lazy("opening", "Internal audit of the desk")
    OTHER = "other", pgettext_lazy("opening", "Another reason, told in the remark")


class ErasureReason(models.TextChoices):
    """Why somebody at the desk deletes an inquiry; without a remark, which would be deleted with it."""

    PERSON = "person", pgettext_lazy("deletion", "At the request of the person who wrote")
    NEEDLESS = "needless", pgettext_lazy("deletion", "No longer needed")
    MISTAKE = "mistake", pgettext_lazy("deletion", "Sent twice, by mistake or as a test")
    ADVERTISING = "advertising", pgettext_lazy("deletion", "Advertising or spam")
    STRANGE = "strange", pgettext_lazy("deletion", "Holds data that we must not keep")


class ChangeReason(models.TextChoices):
    """Why the desk changes status or assignee; the first is the default."""

    HANDLING = "handling", pgettext_lazy("change", "To handle it")
    PERSON = "person", pgettext_lazy("change", "At the request of the person who wrote")
    ELSEWHERE = "elsewhere", pgettext_lazy("change", "Dealt with by another way")
    SAME = "same", pgettext_lazy("change", "The same matter as another inquiry")
    COLLEAGUE = "colleague", pgettext_lazy("change", "The colleague in charge is away or has changed")
    MISTAKE = "mistake", pgettext_lazy("change", "To put right a mistake")


class MoveReason(models.TextChoices):
    """Why a mail, a note or a recorded reply is moved to another inquiry; the first is the default."""

    WRONG = "wrong", pgettext_lazy("moving", "It was kept with the wrong inquiry")
    SAME = "same", pgettext_lazy("moving", "The same matter as another inquiry")
    PERSON = "person", pgettext_lazy("moving", "At the request of the person who wrote")


class SpamReason(models.TextChoices):
    """Why somebody at the desk marks an inquiry as spam; the first is the default."""

    ADVERTISING = "advertising", pgettext_lazy("marking", "Advertising")
    NONSENSE = "nonsense", pgettext_lazy("marking", "Makes no sense, or was sent by a program")
    ABUSE = "abuse", pgettext_lazy("marking", "Insults or threats")


class ClearingReason(models.TextChoices):
    """Why an inquiry is marked as not spam; the first is the default."""

    GENUINE = "genuine", pgettext_lazy("clearing", "Looked at, and found to be genuine")
    PERSON = "person", pgettext_lazy("clearing", "The person who wrote has asked after it")
    MISTAKE = "mistake", pgettext_lazy("clearing", "Marked as spam by mistake")


class AddressConfirmation(models.TextChoices):
    """How the desk made sure that a mail address is the writer's own; the writer has named the reference as well."""

    CALLBACK = "callback", _("Called back at the telephone number of the inquiry; the new address was read out")
    CALL = "call", _("Called us and said what the inquiry is about; the new address was read out")
    COUNTER = "counter", _("Came in person and showed an identity document (no copy is kept)")
