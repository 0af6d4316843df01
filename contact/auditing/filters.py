"""What the reader of the list is looking for, and the page of it: before or after a number of the chain."""

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cluster_cms.accounts import User
from cluster_cms.audit import AuditEntry
from cluster_cms.clock import midnight
from contact.auditing.acts import LABELS, entries
from contact.references import PATTERN

PAGE = 50
NOBODY = "none"  # no account: a writer, or the site itself
DAY = forms.DateInput(attrs={"type": "date"})


class AuditFilter(forms.Form):
    """All fields are free to stay empty. Who it was may have left since: every account can be chosen."""

    person = forms.ChoiceField(label=_("Who"), required=False)
    action = forms.ChoiceField(label=_("What"), required=False)
    reference = forms.CharField(label=_("Reference"), required=False, max_length=40)
    since = forms.DateField(label=_("From"), required=False, widget=DAY)
    until = forms.DateField(label=_("Up to and including"), required=False, widget=DAY)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = User.objects.order_by("last_name", "first_name", "username")
        accounts = [(str(one.pk), one.get_full_name() or one.get_username()) for one in people]
        nobody = (NOBODY, pgettext_lazy("audit", "No account"))
        self.offer("person", [("", pgettext_lazy("audit", "Everybody")), nobody, *accounts])
        self.offer("action", [("", pgettext_lazy("audit", "Everything")), *LABELS.items()])

    def offer(self, name: str, choices: list[Any]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices

    def clean_reference(self) -> str:
        """Return a reference as it stands in the chain, however it was typed; other subjects as they are."""
        text = str(self.cleaned_data["reference"]).strip()
        return text.upper() if re.fullmatch(PATTERN, text.upper()) else text

    def found(self) -> QuerySet[AuditEntry]:
        """Return the entries that fit; none while a field makes no sense."""
        if not self.is_valid():
            return entries().none()
        given, chosen = self.cleaned_data, entries()
        if given["person"]:
            chosen = chosen.filter(actor_id=None if given["person"] == NOBODY else int(given["person"]))
        if given["action"]:
            chosen = chosen.filter(action=given["action"])
        if given["reference"]:
            chosen = chosen.filter(subject=given["reference"])
        if given["since"]:
            chosen = chosen.filter(at__gte=midnight(given["since"]))
        if given["until"]:
            chosen = chosen.filter(at__lt=midnight(given["until"] + timedelta(days=1)))
        return chosen


@dataclass(frozen=True)
class AuditPage:
    """Entries, the newest first, and the numbers from which the pages beside it begin; None where there is none."""

    entries: list[AuditEntry]
    newer: int | None
    older: int | None


def page_of(found: QuerySet[AuditEntry], *, before: int | None, after: int | None) -> AuditPage:
    """Cut one page out: the one before a number, the one after it, or the newest."""
    if after is not None:
        cut = list(found.filter(position__gt=after).order_by("position")[: PAGE + 1])
        more, shown = len(cut) > PAGE, cut[:PAGE][::-1]
        return AuditPage(shown, shown[0].position if more else None, shown[-1].position if shown else None)
    cut = list((found.filter(position__lt=before) if before is not None else found)[: PAGE + 1])
    more, shown = len(cut) > PAGE, cut[:PAGE]
    newer = shown[0].position if shown and before is not None else None
    return AuditPage(shown, newer, shown[-1].position if more else None)
