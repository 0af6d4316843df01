"""The forms of the staff screens: withdrawing, resetting, correcting two texts."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cluster_cms.pages.languages import ENGLISH, JAPANESE
from cluster_cms.text.lengths import UncutField
from policy.publishing.correction import CorrectedText
from policy.text.carrying import Conflict, as_lines


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


class CorrectionForm(forms.Form):
    """What another text says at each place at which a correction does not fit it."""

    def __init__(self, texts: list[CorrectedText], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.conflicts: list[dict[str, Any]] = []
        for text, conflict in ((one, conflict) for one in texts for conflict in one.conflicts):
            name = text.field_of(conflict)
            self.fields[name] = words_field(conflict) if conflict.of_words else items_field(conflict)
            words = {side: as_lines(getattr(conflict, side)) for side in ("old", "new", "target")}
            shown = {"name": text.name_of(conflict), "field": self[name], **words}
            self.conflicts.append({"text": text, "conflict": conflict, **shown})


def words_field(conflict: Conflict) -> forms.Field:
    words = as_lines(conflict.target) if conflict.words is None else conflict.words
    return forms.CharField(
        label=_("What it should say there"),
        initial=words,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4, "lang": conflict.language}),
    )


def items_field(conflict: Conflict) -> forms.Field:
    return forms.BooleanField(
        label=_("Its items differ there: they stay as they are"), initial=conflict.words is not None
    )
