"""The forms of the staff screens: withdrawing, resetting, importing."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput

from cluster_cms.pages.languages import ENGLISH, JAPANESE, LANGUAGES
from cluster_cms.text.day_fields import DayField
from cluster_cms.text.lengths import UncutField


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
