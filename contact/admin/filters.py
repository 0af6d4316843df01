"""The filters of the inbox; an export by filter uses the same."""

from datetime import timedelta
from typing import Any

import django_filters
from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.utils import get_user_display_name

from cluster_cms.clock import midnight
from cluster_cms.security.accounts import User
from contact.models import Inquiry, InquiryQuerySet, Source, Status
from contact.pages import ContactPage
from contact.permissions import colleagues

DAY = timedelta(days=1)
TO_DO, UNREAD, OVERDUE, MINE, NOBODYS = "to-do", "unread", "overdue", "me", "nobody"
STANDS = [(TO_DO, _("To do (new, in progress, waiting)")), *(one for one in Status.choices if one[0] != Status.SPAM)]


class PageField(django_filters.fields.ModelChoiceField):
    def label_from_instance(self, page: ContactPage | str) -> str:
        """Name a page, or what stands for none."""
        if isinstance(page, str):
            return str(self.null_label)
        return f"{page.title} ({page.locale.get_display_name()})"


class PageFilter(django_filters.ModelChoiceFilter):
    field_class = PageField


def assignees() -> list[tuple[str, Any]]:
    """Return whose inquiries can be asked for: mine, nobody's, each colleague's, and of those who left open work."""
    left = Inquiry.objects.open().exclude(assignee=None).values("assignee")
    people = User.objects.filter(Q(pk__in=left) | Q(pk__in=colleagues().values("pk"))).order_by("last_name", "username")
    names = [(str(person.pk), get_user_display_name(person)) for person in people]
    return [(MINE, _("Me")), (NOBODYS, _("Nobody yet")), *names]


class InquiryFilter(WagtailFilterSet):
    """Suspected spam is no choice here: it has a box of its own."""

    only = django_filters.MultipleChoiceFilter(
        label=_("Only"),
        choices=[(UNREAD, _("Unread")), (OVERDUE, _("Overdue"))],
        widget=forms.CheckboxSelectMultiple,
        method="narrow",
    )
    status = django_filters.ChoiceFilter(
        label=_("Status"), choices=STANDS, widget=forms.RadioSelect, empty_label=_("All"), method="stands"
    )
    assignee = django_filters.ChoiceFilter(
        label=_("Assignee"), choices=assignees, widget=forms.RadioSelect, empty_label=_("All"), method="belongs"
    )
    received = django_filters.DateFromToRangeFilter(label=_("Received"), widget=DateRangePickerWidget, method="between")
    source = django_filters.ChoiceFilter(
        label=_("Way"), choices=Source.choices, widget=forms.RadioSelect, empty_label=_("All")
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
        fields = ["only", "status", "assignee", "subject", "language", "source", "page", "received"]

    def narrow(self, inquiries: InquiryQuerySet, _name: str, value: list[str]) -> InquiryQuerySet:
        if UNREAD in value:
            inquiries = inquiries.unread()
        return inquiries.overdue() if OVERDUE in value else inquiries

    def stands(self, inquiries: InquiryQuerySet, _name: str, value: str) -> InquiryQuerySet:
        return inquiries.open() if value == TO_DO else inquiries.filter(status=value)

    def belongs(self, inquiries: InquiryQuerySet, _name: str, value: str) -> InquiryQuerySet:
        if value == NOBODYS:
            return inquiries.filter(assignee=None)
        return inquiries.filter(assignee=self.request.user.pk if value == MINE else int(value))

    def between(self, inquiries: InquiryQuerySet, _name: str, value: slice) -> InquiryQuerySet:
        """Take whole days in Tokyo, whatever time zone somebody works in."""
        if value.start:
            inquiries = inquiries.filter(received_at__gte=midnight(value.start.date()))
        if value.stop:
            inquiries = inquiries.filter(received_at__lt=midnight(value.stop.date()) + DAY)
        return inquiries
