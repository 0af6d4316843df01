"""The questions that editors add to a contact page, and the labels of all questions ever answered."""

import secrets
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable

from contact.models.abstract import UnindexedModel
from contact.text.form_fields import MOST_UNIT
from contact.text.question_kinds import ASKED_CHOICES, CORE_FIELDS, Kind

EARLIEST_YEAR = 1900  # of an answer, where the question names none
YEARS_AHEAD = 50
FOUR_DIGITS = (1000, 9999)
MOST_DAYS_AHEAD = 366


def new_key() -> str:
    """Return a random key for a question, such as q1f3a09bc."""
    return f"q{secrets.token_hex(4)}"


class KeyFormField(forms.SlugField):
    """The form field of a question's key: makes a random key where the editor left it empty."""

    def clean(self, value: Any) -> Any:
        key = super().clean(value)
        if key in CORE_FIELDS:
            raise ValidationError(_("This code belongs to the fixed part of the form. Leave it empty."))
        return key or new_key()


if TYPE_CHECKING:
    SlugField = models.SlugField[Any, Any]
else:
    SlugField = models.SlugField  # generic for the type checker alone


class QuestionKeyField(SlugField):
    """A slug edited with KeyFormField; migrations know it as a plain SlugField."""

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**{"form_class": KeyFormField, **kwargs})

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.SlugField", args, kwargs


class SubjectsField(models.JSONField):
    """A list of subjects, edited with check boxes; migrations know it as a plain JSONField."""

    def formfield(self, **kwargs: Any) -> Any:
        return forms.MultipleChoiceField(
            label=self.verbose_name,
            help_text=self.help_text,
            choices=ASKED_CHOICES,
            widget=forms.CheckboxSelectMultiple,
            required=False,
        )

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.JSONField", args, kwargs


def decimal_panel(name: str) -> FieldPanel:
    """Return the panel of a number: a number field of the browser would send nothing for what it cannot read."""
    return FieldPanel(name, widget=forms.TextInput(attrs={"inputmode": "decimal"}))


class ContactQuestion(Orderable):
    """One question of a contact page; the key is the same in both languages and never changes."""

    page = ParentalKey("contact.ContactPage", on_delete=models.CASCADE, related_name="questions")
    label = models.CharField(
        _("question"), max_length=120, help_text=_("As the visitor reads it. It may be changed at any time.")
    )
    kind = models.CharField(_("kind of answer"), max_length=12, choices=Kind, default=Kind.TEXT)
    required = models.BooleanField(
        _("must be answered"), default=False, help_text=_("Ask only for what you need to answer the inquiry.")
    )
    help_text = models.CharField(
        _("hint"),
        max_length=200,
        blank=True,
        help_text=_("One short sentence under the question, for example the unit of a number."),
    )
    subjects = SubjectsField(
        _("only for the subjects"),
        default=list,
        blank=True,
        help_text=_(
            "Who writes about another subject is not asked, and nothing is stored. None ticked: everybody is asked."
        ),
    )
    choices = models.TextField(
        _("choices"), blank=True, help_text=_("One a line. Only for “one of several” and “any of several”.")
    )
    units = models.TextField(
        _("units"),
        blank=True,
        help_text=_("Only for a number, one a line, such as kg. Where there are several, the visitor chooses one."),
    )
    lowest = models.DecimalField(
        _("smallest number, or first year"),
        max_digits=20,
        decimal_places=6,
        null=True,
        blank=True,
        help_text=_("For a number or a date. Empty: any number, and days since 1900."),
    )
    highest = models.DecimalField(
        _("largest number, or last year"),
        max_digits=20,
        decimal_places=6,
        null=True,
        blank=True,
        help_text=_("For a number or a date. Empty: any number, and days up to 50 years from today."),
    )
    earliest_in = models.PositiveSmallIntegerField(
        _("earliest day, in days from today"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(MOST_DAYS_AHEAD)],
        help_text=_(
            "Only for a date, by the date in Tokyo: 0 refuses the past, 7 what is sooner than in a week. The form "
            "states the day. Empty: the past too."
        ),
    )
    key = QuestionKeyField(
        _("code"),
        max_length=40,
        blank=True,
        help_text=_(
            "Joins this question to the same question in the other language and to the answers already received. "
            "Leave it empty, and one is made; use the code of the other language when you add a question there by hand."
        ),
    )

    panels = [
        FieldPanel("label"),
        FieldRowPanel([FieldPanel("kind"), FieldPanel("required")]),
        FieldPanel("help_text"),
        FieldPanel("subjects"),
        FieldRowPanel([FieldPanel("choices"), FieldPanel("units")]),
        FieldRowPanel([decimal_panel("lowest"), decimal_panel("highest"), FieldPanel("earliest_in")]),
        FieldPanel("key"),
    ]

    class Meta(Orderable.Meta):
        unique_together = [("page", "key")]
        verbose_name = _("question")
        verbose_name_plural = _("questions")

    def __str__(self) -> str:
        return self.label

    def clean(self) -> None:
        super().clean()
        if self.kind in Kind.with_choices() and len(self.options) < 2:
            raise ValidationError({"choices": _("Write at least two choices, one a line.")})
        if any(len(unit) > MOST_UNIT for unit in self.unit_options):
            raise ValidationError({"units": _("Write one unit a line, each of up to 20 characters.")})
        self.clean_limits()

    def clean_limits(self) -> None:
        limits = {name: getattr(self, name) for name in ("lowest", "highest") if getattr(self, name) is not None}
        if self.kind == Kind.DATE:
            first, last = FOUR_DIGITS
            if no_years := [name for name, year in limits.items() if year % 1 or not first <= year <= last]:
                raise ValidationError({name: _("Write a year with four digits.") for name in no_years})
        if len(limits) > 1 and limits["lowest"] > limits["highest"]:
            raise ValidationError({"highest": _("This lies below the beginning.")})

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.key = self.key or new_key()
        super().save(*args, **kwargs)

    @property
    def options(self) -> list[str]:
        """Return the choices, one of each line, without blanks and repetitions."""
        return distinct_lines(self.choices)

    @property
    def unit_options(self) -> list[str]:
        """Return the units of a number, like `options`; none for another kind."""
        return distinct_lines(self.units) if self.kind == Kind.NUMBER else []

    @property
    def limits(self) -> tuple[Decimal | None, Decimal | None, int | None]:
        return self.lowest, self.highest, self.earliest_in

    def is_asked_about(self, subject: str) -> bool:
        """Return whether who writes about a subject is asked; an unknown subject is none."""
        return not self.subjects or subject in self.subjects

    def first_day(self, today: date) -> date:
        """Return the first day that the answer to a date question may name."""
        first = date(int(self.lowest) if self.lowest is not None else EARLIEST_YEAR, 1, 1)
        return first if self.earliest_in is None else max(first, today + timedelta(days=self.earliest_in))

    def last_day(self, today: date) -> date:
        return date(int(self.highest) if self.highest is not None else today.year + YEARS_AHEAD, 12, 31)


def distinct_lines(text: str) -> list[str]:
    lines = (line.strip() for line in text.splitlines())
    return list(dict.fromkeys(line for line in lines if line))


class AskedQuestion(UnindexedModel):
    """The label of a question that was answered at least once, as it was last asked in a language."""

    key = models.CharField(max_length=40)
    language = models.CharField(max_length=2)
    label = models.CharField(max_length=120)

    class Meta(UnindexedModel.Meta):
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["key", "language"], name="asked_once_in_language")]

    def __str__(self) -> str:
        return f"{self.key} ({self.language})"
