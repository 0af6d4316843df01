"""The states of an inquiry, the allowed transitions, and the channels by which it came."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Status(models.TextChoices):
    """Where an inquiry stands."""

    NEW = "new", pgettext_lazy("inquiry", "New")
    OPEN = "open", pgettext_lazy("inquiry", "In progress")
    WAITING = "waiting", pgettext_lazy("inquiry", "Waiting for the writer")
    ANSWERED = "answered", _("Answered")
    CLOSED = "closed", pgettext_lazy("inquiry", "Closed")
    SPAM = "spam", pgettext_lazy("inquiry", "Suspected spam")


OPEN = frozenset({Status.NEW, Status.OPEN, Status.WAITING})  # somebody still has to do something
DEADLINE_RUNNING = frozenset(
    {Status.NEW, Status.OPEN}
)  # the desk's clock runs; it stands while the writer is to answer
RESOLVED = frozenset({Status.ANSWERED, Status.CLOSED})
# Where the desk may move an inquiry from each state. Spam is entered and left by marking and clearing alone.
TRANSITIONS = {
    Status.NEW: (Status.OPEN, Status.WAITING, Status.ANSWERED, Status.CLOSED),
    Status.OPEN: (Status.WAITING, Status.ANSWERED, Status.CLOSED),
    Status.WAITING: (Status.OPEN, Status.ANSWERED, Status.CLOSED),
    Status.ANSWERED: (Status.OPEN, Status.WAITING, Status.CLOSED),
    Status.CLOSED: (Status.OPEN,),
    Status.SPAM: (),
}


class Source(models.TextChoices):
    """The way by which an inquiry came."""

    WEB = "web", _("Contact form")
    MAIL = "mail", _("Mail")
    PHONE = "phone", _("Telephone")
    FAX = "fax", _("Fax")
    LETTER = "letter", _("Letter")
    COUNTER = "counter", _("At the counter")


class NoticeMethod(models.TextChoices):
    """How the writer was told for what the data is used (Act on the Protection of Personal Information, Art. 21)."""

    FORM = "form", _("Beside the contact form")
    SPOKEN = "spoken", _("Said to the writer")
    WRITTEN = "written", _("Given in writing")
    PUBLISHED = "published", _("Published beforehand: the writer came unasked")
