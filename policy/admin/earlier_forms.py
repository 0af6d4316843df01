"""The form of one text of the past: pasted as a whole, with its dates and with operator and desk of its day."""

from typing import Any

from django import forms
from django.db import models
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from wagtail.admin.widgets import AdminDateInput

from cluster_cms.pages.languages import ENGLISH, JAPANESE, LANGUAGES
from cluster_cms.text.day_fields import DayField
from cluster_cms.text.lengths import UncutField
from policy.admin.pasting_forms import PAIR, PasteForm
from policy.models.revisions import ChangeKind
from policy.pasting.lines import read
from policy.text.canonical import Document
from policy.text.completeness import language_name

LONGEST = 500  # characters of a summary, as in the editor
LABELS = {JAPANESE: gettext_lazy("Japanese"), ENGLISH: gettext_lazy("English")}


class IdentityPart(models.TextChoices):
    """The parts of the identity that a text carries: each is entered or marked as not known."""

    OPERATOR = "operator", gettext_lazy("Operator of this site")
    REPRESENTATIVE = "representative", gettext_lazy("Representative")
    DESK = "desk", pgettext_lazy("comparison", "Desk")


# The fields of each part, the needed one first; True where there is one in each language.
FIELDS: dict[str, dict[str, tuple[str | Promise, bool]]] = {
    IdentityPart.OPERATOR: {
        "operator_name": (pgettext_lazy("of its day", "Registered name of the company"), True),
        "operator_address": (pgettext_lazy("of its day", "Address"), True),
    },
    IdentityPart.REPRESENTATIVE: {"representative": (pgettext_lazy("of its day", "Representative"), True)},
    IdentityPart.DESK: {
        "desk_name": (pgettext_lazy("of its day", "Name of the desk"), True),
        "desk_hours": (pgettext_lazy("of its day", "Hours of the desk"), True),
        "desk_phone": (pgettext_lazy("of its day", "Telephone of the desk"), False),
        "desk_email": (pgettext_lazy("of its day", "Email of the desk"), False),
    },
}


class EarlierTextForm(PasteForm):
    """A text of the past. It exists in the languages in which it is pasted, and says nothing in the others."""

    promulgated_on = DayField(label=gettext_lazy("Announced on"), widget=AdminDateInput)
    effective_on = DayField(
        label=gettext_lazy("In force from"),
        required=False,
        widget=AdminDateInput,
        help_text=gettext_lazy("Empty: from the day on which it was announced."),
    )
    change_kind = forms.ChoiceField(label=gettext_lazy("Kind of change"), choices=ChangeKind.choices)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for language in LANGUAGES:
            self.add_text(f"summary_{language}", gettext_lazy("Summary of the change"), language, forms.Textarea)
        for part, fields in FIELDS.items():
            for name, (label, in_each) in fields.items():
                for language in LANGUAGES if in_each else ("",):
                    self.add_text(f"{name}_{language}".rstrip("_"), label, language)
            words = pgettext_lazy("of its day", "Not known: no record of it is kept")
            self.fields[f"unknown_{part}"] = forms.BooleanField(label=words, required=False)

    def add_text(self, name: str, label: str | Promise, language: str, widget: Any = forms.TextInput) -> None:
        attributes = {"lang": language} if language else {}
        words = format_lazy("{} ({})", label, LABELS[language]) if language else label
        self.fields[name] = UncutField(
            label=words,
            required=False,
            max_length=LONGEST,
            widget=widget(attrs=attributes | ({"rows": 2} if widget is forms.Textarea else {})),
        )

    def parts(self) -> list[tuple[str, list[forms.BoundField], forms.BoundField]]:
        """Return each part of the identity: its name, its fields, and the box that marks it as not known."""
        return [
            (
                str(IdentityPart(part).label),
                [self[name] for field in fields for name in self.names(field)],
                self[f"unknown_{part}"],
            )
            for part, fields in FIELDS.items()
        ]

    def names(self, field: str) -> list[str]:
        """Return the names under which a field stands in the form: one for each language, or its own."""
        return [field] if field in self.fields else [f"{field}_{language}" for language in LANGUAGES]

    @property
    def held(self) -> tuple[str, ...]:
        """The languages in which the text was pasted."""
        return tuple(one for one in LANGUAGES if read(self.cleaned_data.get(f"text_{one}") or ""))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.held:
            self.check_field("summary", needed=True)
            for part in FIELDS:
                self.check_part(part)
        return cleaned

    def check_part(self, part: str) -> None:
        """Ask for a part of the identity, or for the mark that it is not known; never for both."""
        first, *others = FIELDS[part]
        if not self.cleaned_data.get(f"unknown_{part}"):
            self.check_field(first, needed=True)
            for name in others:
                self.check_field(name, needed=False)
        elif any(self.cleaned_data.get(name) for field in FIELDS[part] for name in self.names(field)):
            self.add_error(f"unknown_{part}", _("Take the mark away, or empty the fields: something is entered."))

    def check_field(self, field: str, *, needed: bool) -> None:
        """Ask for a field in the languages held, and refuse what stands in one that is not."""
        for name in self.names(field):
            language = name.removeprefix(f"{field}_")
            here = language in self.held or name == field
            if here and needed and not self.cleaned_data.get(name) and name not in self.errors:
                known = field == "summary"
                self.add_error(name, _("Fill this in.") if known else _("Fill this in, or mark it as not known."))
            elif not here and self.cleaned_data.get(name):
                words = {"language": language_name(language)}
                self.add_error(name, _("No text in %(language)s is pasted: empty this, or paste it.") % words)

    def identity(self) -> Document:
        """Return operator and desk as a document holds them; None stands for what is not known."""
        operator = {name: self.value(f"operator_{name}", IdentityPart.OPERATOR) for name in ("name", "address")}
        operator["representative"] = self.value("representative", IdentityPart.REPRESENTATIVE)
        desk = {name: self.value(f"desk_{name}", IdentityPart.DESK) for name in ("name", "hours", "phone", "email")}
        return {"operator": operator, "desk": desk}

    def value(self, field: str, part: str) -> dict[str, str] | str | None:
        """Return a field; of a part that is not known, None for its name and nothing for the rest."""
        if self.cleaned_data[f"unknown_{part}"]:
            return None if field == next(iter(FIELDS[part])) else ""
        values = {name: str(self.cleaned_data[name]).strip() for name in self.names(field)}
        return values[field] if field in values else {one: values[f"{field}_{one}"] for one in LANGUAGES}

    def typed(self) -> dict[str, str]:
        """Return everything that was filled in, for the next time that the form is opened."""
        chosen = [name for name in self.data if name.startswith(PAIR)]
        return {name: str(self.data[name]) for name in (*self.fields, *chosen) if self.data.get(name)}
