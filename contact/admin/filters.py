"""The filters of the inbox; an export by filter uses the same."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

import django_filters
from django import forms
from django.contrib.auth.models import AnonymousUser
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.utils import get_user_display_name

from cluster_cms.clock import midnight
from cluster_cms.pages.inquiry_topics import find_topics
from cluster_cms.pages.languages import active_language
from cluster_cms.security.accounts import User
from cluster_cms.text.day_fields import DayField
from contact.mails.reply_mail import undelivered_replies
from contact.models import Inquiry, InquiryQuerySet, InquirySearch, InquiryTopic, Message, Source, Status
from contact.pages import ContactPage
from contact.permissions import colleagues, may_read_inquiries

DAY = timedelta(days=1)
TO_DO, UNREAD, OVERDUE, MINE, UNASSIGNED = "to-do", "unread", "overdue", "me", "nobody"
SEARCH = "search"
UNDELIVERED, FOLLOW_UP, DUE, READ_FIRST = "undelivered", "follow-up", "due", "read-first"
STATUSES = [
    (TO_DO, _("To do (new, in progress, waiting)")),
    *(choice for choice in Status.choices if choice[0] != Status.SPAM),
]


def kept_search(data: Mapping[str, Any], user: User | AnonymousUser) -> InquirySearch | None:
    """Return the search that a query names by its id, as long as it is kept and was made by this account."""
    try:
        key = UUID(data.get(SEARCH, ""))
    except ValueError:
        return None
    if not isinstance(user, User) or not may_read_inquiries(user):
        return None
    return InquirySearch.objects.unexpired().filter(pk=key, actor_id=user.pk).first()


class PageField(django_filters.fields.ModelChoiceField):
    """A choice of contact pages, labelled by title and language."""

    def label_from_instance(self, page: ContactPage | str) -> str:
        if isinstance(page, str):
            return str(self.null_label)
        return f"{page.title} ({page.locale.get_display_name()})"


class PageFilter(django_filters.ModelChoiceFilter):
    field_class = PageField


class DaysField(django_filters.fields.DateRangeField):
    """The first and the last day, each as people write it."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super(django_filters.fields.DateRangeField, self).__init__((DayField(), DayField()), *args, **options)


class DaysFilter(django_filters.DateFromToRangeFilter):
    field_class = DaysField


def assignee_filter_choices() -> list[tuple[str, Any]]:
    """Return the choices: me, nobody, each colleague, and former colleagues who left open inquiries."""
    left = Inquiry.objects.open().exclude(assignee=None).values("assignee")
    people = User.objects.filter(Q(pk__in=left) | Q(pk__in=colleagues().values("pk"))).order_by("last_name", "username")
    names = [(str(person.pk), get_user_display_name(person)) for person in people]
    return [(MINE, _("Me")), (UNASSIGNED, _("Nobody yet")), *names]


def topic_choices() -> list[tuple[str, str]]:
    """Return the products that inquiries are about, by name; one that has left the catalogue by its key."""
    keys = list(InquiryTopic.objects.order_by("key").values_list("key", flat=True).distinct())
    names = {topic.key: topic.name for topic in find_topics(keys, active_language())}
    return [(key, names.get(key, key)) for key in keys]


class InquiryFilter(WagtailFilterSet):
    """What the inbox can be narrowed by; suspected spam is in the quarantine and no choice here."""

    only = django_filters.MultipleChoiceFilter(
        label=_("Only"),
        choices=[
            (UNREAD, _("Unread")),
            (DUE, _("Due today or overdue")),
            (OVERDUE, _("Overdue")),
            (UNDELIVERED, _("Reply not delivered")),
            (READ_FIRST, _("To be read before sending")),
            (FOLLOW_UP, _("To be asked again")),
        ],
        widget=forms.CheckboxSelectMultiple,
        method="filter_only",
    )
    # The words of a search stand in no address: it is named by its id, for the hour in which it is kept.
    search = django_filters.ChoiceFilter(
        label=pgettext_lazy("filter", "Search"), widget=forms.RadioSelect, empty_label=_("All"), method="filter_search"
    )
    status = django_filters.ChoiceFilter(
        label=_("Status"), choices=STATUSES, widget=forms.RadioSelect, empty_label=_("All"), method="filter_status"
    )
    assignee = django_filters.ChoiceFilter(
        label=_("Assignee"),
        choices=assignee_filter_choices,
        widget=forms.RadioSelect,
        empty_label=_("All"),
        method="filter_assignee",
    )
    received = DaysFilter(label=_("Received"), widget=DateRangePickerWidget, method="filter_received")
    source = django_filters.ChoiceFilter(
        label=_("Way"), choices=Source.choices, widget=forms.RadioSelect, empty_label=_("All")
    )
    about = django_filters.ChoiceFilter(
        label=pgettext_lazy("inquiry", "Product"),
        field_name="topics__key",
        choices=topic_choices,
        empty_label=_("All"),
    )
    page = PageFilter(
        label=_("Form"),
        queryset=ContactPage.objects.select_related("locale").order_by("title"),
        widget=forms.RadioSelect,
        empty_label=_("All"),
        null_label=_("None, or one that was deleted"),
    )

    class Meta:
        model = Inquiry
        fields = ["search", "only", "status", "assignee", "subject", "about", "language", "source", "page", "received"]

    def __init__(self, data: Mapping[str, Any] | None = None, *args: Any, **options: Any) -> None:
        super().__init__(data, *args, **options)
        self.kept_search = kept_search(data or {}, self.request.user) if self.request else None
        found = [(str(self.kept_search.pk), _("What the search has found"))] if self.kept_search else []
        self.filters["search"].extra["choices"] = found

    def filter_search(self, inquiries: InquiryQuerySet, _name: str, _value: str) -> InquiryQuerySet:
        return inquiries.with_references(*(self.kept_search.references if self.kept_search else ()))

    def filter_only(self, inquiries: InquiryQuerySet, _name: str, value: list[str]) -> InquiryQuerySet:
        if UNREAD in value:
            inquiries = inquiries.unread()
        if UNDELIVERED in value:
            inquiries = inquiries.filter(reference__in=undelivered_replies().values("subject"))
        if DUE in value:
            inquiries = inquiries.due()
        if READ_FIRST in value:
            inquiries = inquiries.filter(pk__in=Message.objects.filter(awaits_reader=True).values("inquiry"))
        if FOLLOW_UP in value:
            inquiries = inquiries.to_follow_up()
        return inquiries.overdue() if OVERDUE in value else inquiries

    def filter_status(self, inquiries: InquiryQuerySet, _name: str, value: str) -> InquiryQuerySet:
        return inquiries.open() if value == TO_DO else inquiries.filter(status=value)

    def filter_assignee(self, inquiries: InquiryQuerySet, _name: str, value: str) -> InquiryQuerySet:
        if value == UNASSIGNED:
            return inquiries.filter(assignee=None)
        return inquiries.filter(assignee=self.request.user.pk if value == MINE else int(value))

    def filter_received(self, inquiries: InquiryQuerySet, _name: str, value: slice) -> InquiryQuerySet:
        """Take whole days in Tokyo time, whatever time zone the user prefers."""
        if value.start:
            inquiries = inquiries.filter(received_at__gte=midnight(value.start.date()))
        if value.stop:
            inquiries = inquiries.filter(received_at__lt=midnight(value.stop.date()) + DAY)
        return inquiries
