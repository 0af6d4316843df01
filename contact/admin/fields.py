"""Form fields and choices that several forms of the desk share."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext, pgettext_lazy

from cluster_cms import clock
from cluster_cms.clock import TOKYO
from cluster_cms.pages.inquiry_topics import all_topics
from cluster_cms.pages.languages import active_language
from cluster_cms.text.day_fields import PROBLEMS, MomentField
from cluster_cms.text.days import DayProblem
from cluster_cms.text.long_choices import LongChoices
from contact.permissions import colleagues

EARLIEST_YEAR = 2000


class SubmissionKeyField(forms.UUIDField):
    """The hidden key by which a form is saved once; a damaged one is replaced, for nobody could correct it."""

    widget = forms.HiddenInput

    def clean(self, value: Any) -> UUID:
        try:
            found = super().clean(value)
        except ValidationError:
            return uuid4()
        return found if isinstance(found, UUID) else uuid4()


class TokyoMomentField(MomentField):
    """A moment since 2000, in Tokyo time whatever time zone the user prefers."""

    widget = forms.DateTimeInput(format="%Y-%m-%d %H:%M")
    default_error_messages = {"required": _("Enter the time")}

    def prepare_value(self, value: Any) -> Any:
        return value.astimezone(TOKYO).replace(tzinfo=None) if isinstance(value, datetime) else value

    def with_zone(self, at: datetime) -> datetime:
        at = at if at.tzinfo else at.replace(tzinfo=TOKYO)
        if at.year < EARLIEST_YEAR:
            raise ValidationError(PROBLEMS[DayProblem.TIME])
        return at


class PastMomentField(TokyoMomentField):
    """The same, and not in the future."""

    def with_zone(self, at: datetime) -> datetime:
        at = super().with_zone(at)
        if at > clock.now():
            raise ValidationError(_("This moment is still to come"))
        return at


def reason_field(reasons: type[models.TextChoices]) -> forms.ChoiceField:
    """Return a field that asks for a reason; the first of the list, the usual one, is chosen beforehand."""
    return forms.ChoiceField(label=_("Reason"), choices=reasons.choices, initial=reasons.values[0])


class AssigneeField(forms.ChoiceField):
    """A choice between nobody and everybody who may work on inquiries."""

    def __init__(self, **options: Any) -> None:
        super().__init__(label=_("Assignee"), required=False, choices=assignee_choices, **options)


def assignee_choices() -> list[tuple[str, str]]:
    people = [(str(user.pk), user.get_full_name() or user.get_username()) for user in colleagues()]
    return [("", pgettext("assignee", "Nobody")), *people]


class TopicsField(forms.MultipleChoiceField):
    """A choice of the products that an inquiry is about; `kept` are its own, by key, also where they are gone."""

    def __init__(self, kept: Mapping[str, str] | None = None) -> None:
        names = {topic.key: topic.name for topic in all_topics(active_language())}
        super().__init__(
            label=pgettext_lazy("inquiry", "Product"),
            choices=[*{**(kept or {}), **names}.items()],
            required=False,
            widget=LongChoices,
            error_messages={"invalid_choice": _("This product is not here any more. Choose from the list.")},
        )


def names_of_topics(keys: Iterable[str], language: str, kept: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return the names of products in a language; those that an inquiry has keep theirs (`kept`)."""
    names = {topic.key: topic.name for topic in all_topics(language)} | (dict(kept) if kept else {})
    return {key: names[key] for key in keys if key in names}
