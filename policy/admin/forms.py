"""The forms of the staff screens: pasting a text, withdrawing, resetting, importing."""

from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput

from cluster_cms.pages.languages import ENGLISH, JAPANESE, LANGUAGES
from cluster_cms.text.day_fields import DayField
from cluster_cms.text.lengths import UncutField
from policy.admin.pasting_preview import APPEND, REPLACE
from policy.pasting.lines import read
from policy.pasting.pairing import Pasted
from policy.pasting.parsing import parse
from policy.pasting.structure import ParsedText

# Some thirty printed pages; what an editor can still open, with every field of every line.
LONGEST_TEXT = 100_000
MOST_CLAUSES = 100
MOST_LINES = 600
MOST_SOURCE_LINES = 5_000
TOO_MANY_SOURCE_LINES = _("This text has %(count)s lines; at most %(most)s can be pasted at once.")
TOO_MANY_CLAUSES = _("This text has %(count)s numbered items; a policy here holds at most %(most)s.")
TOO_MANY_LINES = _("This text has %(count)s paragraphs and lists; a policy here holds at most %(most)s.")


class WithdrawalForm(forms.Form):
    """Why an announced revision is withdrawn, for everybody to read."""

    reason_ja = UncutField(
        label=_("Reason in Japanese"), max_length=500, widget=forms.Textarea(attrs={"rows": 3, "lang": JAPANESE})
    )
    reason_en = UncutField(
        label=_("Reason in English"), max_length=500, widget=forms.Textarea(attrs={"rows": 3, "lang": ENGLISH})
    )


class ResetForm(forms.Form):
    """Nothing to fill in: one click."""


class ImportForm(forms.Form):
    """The dates of a revision that was announced before this site kept the policy, and the languages it exists in."""

    promulgated_on = DayField(label=_("Announced on"), widget=AdminDateInput)
    effective_on = DayField(
        label=_("In force from"),
        required=False,
        widget=AdminDateInput,
        help_text=_("Empty: from the day on which it was announced."),
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages in which it exists"),
        choices=[(JAPANESE, _("Japanese")), (ENGLISH, _("English"))],
        initial=LANGUAGES,
        widget=forms.CheckboxSelectMultiple,
    )

    def clean_languages(self) -> tuple[str, ...]:
        """Return the languages in the order of the site."""
        chosen: Any = self.cleaned_data["languages"]
        return tuple(language for language in LANGUAGES if language in chosen)


class PasteForm(forms.Form):
    """The whole text of a policy, in one language or both."""

    text_ja = UncutField(
        label=_("Japanese text"),
        required=False,
        strip=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 24, "lang": JAPANESE}),
    )
    text_en = UncutField(
        label=_("English text"),
        required=False,
        strip=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 24, "lang": ENGLISH}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        pasted = [language for language in LANGUAGES if read(cleaned.get(f"text_{language}") or "")]
        if not pasted and not self.errors:
            raise forms.ValidationError(_("Paste the text into at least one of the two fields."), code="empty")
        for language in pasted:
            self.check_lines(language, cleaned[f"text_{language}"])
        return cleaned

    def check_lines(self, language: str, text: str) -> None:
        """Refuse what is no policy before any work is done on it."""
        lines = len(read(text))
        if lines > MOST_SOURCE_LINES:
            self.add_size_error(language, TOO_MANY_SOURCE_LINES, lines, MOST_SOURCE_LINES)
        else:
            self.check_size(language, parse(text))

    def check_size(self, language: str, parsed: ParsedText) -> None:
        """Refuse what holds no clause, and what would make a draft that the editor cannot open."""
        lines = sum(len(clause.texts()) for clause in parsed.clauses)
        if not parsed.clauses:
            self.add_error(f"text_{language}", parsed.notes[0].text)
        elif len(parsed.clauses) > MOST_CLAUSES:
            self.add_size_error(language, TOO_MANY_CLAUSES, len(parsed.clauses), MOST_CLAUSES)
        elif lines > MOST_LINES:
            self.add_size_error(language, TOO_MANY_LINES, lines, MOST_LINES)

    def add_size_error(self, language: str, sentence: str | Promise, count: int, most: int) -> None:
        self.add_error(f"text_{language}", sentence % {"count": count, "most": most})

    def understood(self, keep: dict[str, set[int]] | None = None) -> Pasted:
        """Return the texts as they were understood; `keep` names, per language, left-over lines to take in."""
        texts = {language: self.cleaned_data[f"text_{language}"] for language in LANGUAGES}
        kept = keep or {}
        parsed = {one: parse(text, keep=kept.get(one, ())) for one, text in texts.items() if read(text)}
        return Pasted(parsed)


class ChoiceForm(forms.Form):
    """What to do with the text, and which draft the person has looked at."""

    mode = forms.ChoiceField(
        label=_("What to do with the items of the draft"),
        choices=[(REPLACE, _("Put the pasted items in their place")), (APPEND, _("Add the pasted items after them"))],
        initial=REPLACE,
        widget=forms.RadioSelect,
    )
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)


class KeepForm(forms.Form):
    """The left-over lines that are policy text after all, one choice per line and language."""

    def __init__(self, left_over: Pasted, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for language, parsed in left_over.texts.items():
            self.fields[f"keep_{language}"] = forms.MultipleChoiceField(
                required=False,
                choices=[(str(piece.number), piece.text) for piece in parsed.left_over],
                widget=forms.CheckboxSelectMultiple(attrs={"lang": language}),
                label=_("Japanese text") if language == JAPANESE else _("English text"),
            )

    @property
    def has_lines(self) -> bool:
        return any(isinstance(field, forms.MultipleChoiceField) and field.choices for field in self.fields.values())

    def kept(self) -> dict[str, set[int]]:
        """Return the numbers of the lines to take in, by language."""
        chosen = self.cleaned_data if self.is_valid() else {}
        return {language: {int(number) for number in chosen.get(f"keep_{language}", [])} for language in LANGUAGES}
