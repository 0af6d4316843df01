"""The kinds of questions, the subjects and the core fields of the contact form."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Kind(models.TextChoices):
    """How a question is answered."""

    TEXT = "text", _("One line of text")
    LONG_TEXT = "long_text", _("Several lines of text")
    CHOICE = "choice", _("One of several")
    CHOICES = "choices", _("Any of several")
    NUMBER = "number", _("Number")
    DATE = "date", _("Date")
    YES_NO = "yes_no", _("Yes or no")

    @classmethod
    def with_choices(cls) -> frozenset[str]:
        return frozenset({cls.CHOICE, cls.CHOICES})


class SubjectKind(models.TextChoices):
    """What an inquiry is about; the keys are fixed, so that both languages and all years count together."""

    PRODUCTS = "products", _("Products and technology")
    SAMPLE = "sample", pgettext_lazy("subject of an inquiry", "Sample")
    QUOTATION = "quotation", _("Quotation or prototype")
    CAREERS = "careers", _("Careers")
    PERSONAL_DATA = "personal_data", _("Personal data")
    OTHER = "other", _("Something else")
    SALES = "sales", pgettext_lazy("subject of an inquiry", "Sales approach")  # said by the desk alone


ASKED_SUBJECTS = tuple(kind for kind in SubjectKind if kind != SubjectKind.SALES)  # what the form offers
ASKED_CHOICES = [(kind.value, kind.label) for kind in ASKED_SUBJECTS]


SUBJECT = "subject"  # the kind of the one answer whose value is a SubjectKind
ABOUT = "about"  # key and kind of the answer that names the products asked about
FILES = "files"  # key and kind of the answer that names the files sent with the form
FILES_LABEL = pgettext_lazy("inquiry", "Attached files")
UPLOAD = "upload"  # the field by which files come
# What addresses say (`?for=`), and the subject that it chooses.
FOR = {"sample": SubjectKind.SAMPLE, "quote": SubjectKind.QUOTATION, "question": SubjectKind.PRODUCTS}
CORE_FIELDS = (ABOUT, "subject", "company", "name", "mail", "phone", "message", FILES, UPLOAD, "agreement")
