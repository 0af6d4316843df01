"""The screens on which a review is asked for and the review date of a page is set, and the report of all dates."""

from typing import Any

from django import forms
from django.contrib.auth.models import AnonymousUser, Group
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.utils import get_user_display_name
from wagtail.admin.widgets import AdminDateInput
from wagtail.permissions import page_permission_policy, policy_registry

from cluster_cms.pages.media import CustomDocument
from cluster_cms.review.page_screens import LinksView, PageScreen, VersionsView
from cluster_cms.review.review_dates import ReviewDate, all_dates, set_date, set_document_date
from cluster_cms.review.review_requests import ask_for_review, candidates, groups_to_ask, review_task_of
from cluster_cms.security.accounts import User
from cluster_cms.text.day_fields import DayField
from cluster_cms.translations.leftovers import is_to_be_asked
from cluster_cms.views.staff import PermittedScreen, shown_to


class PersonField(forms.ModelChoiceField[User]):
    """The choice of a colleague by name."""

    def label_from_instance(self, obj: Any) -> str:
        return get_user_display_name(obj)


class AskForm(forms.Form):
    """Whom to ask, and a word about why."""

    note = forms.CharField(
        label=gettext_lazy("What to look at"), max_length=1000, required=False, widget=forms.Textarea({"rows": 3})
    )

    def __init__(self, *args: Any, people: list[User], groups: list[Group], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {f"person:{one.pk}": one for one in people}
        self.groups = {f"group:{one.pk}": one for one in groups}
        choices = [(key, get_user_display_name(one)) for key, one in self.people.items()]
        choices += [(key, _("Everybody in %(group)s") % {"group": one.name}) for key, one in self.groups.items()]
        self.fields["whom"] = forms.ChoiceField(label=_("Whom to ask"), choices=choices, widget=forms.RadioSelect)
        self.order_fields(["whom", "note"])


class AskView(PageScreen):
    """Asks a colleague or a group to review the draft; says so where there is nobody to ask."""

    page_title = gettext_lazy("Ask for a review")
    template_name = "cluster_cms/review/ask.html"
    header_icon = "check"
    form_class = AskForm

    def form(self, data: Any = None) -> AskForm:
        task = review_task_of(self.page)
        if task is None:
            raise Http404
        return AskForm(data, people=candidates(task, self.user), groups=groups_to_ask(task, self.user))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        waits = self.page.workflow_in_progress
        is_to_be_seen = is_to_be_asked(self.page.get_latest_revision_as_object())
        return super().get_context_data(**kwargs) | {"waits": waits, "is_to_be_seen": is_to_be_seen}

    def perform(self, data: dict[str, Any]) -> HttpResponse:
        if self.page.workflow_in_progress or not self.page.permissions_for_user(self.user).can_submit_for_moderation():
            messages.warning(self.request, _("A review of this page is already asked for, or the page is locked."))
            return redirect(self.edit_address())
        form = self.form()
        reviewer, group = form.people.get(data["whom"]), form.groups.get(data["whom"])
        ask_for_review(page=self.page, reviewer=reviewer, group=group, note=data["note"], actor=self.user)
        messages.success(self.request, _("The review is asked for. An email is on its way, and you get the answer."))
        return redirect(self.edit_address())


class DateForm(forms.Form):
    """When the page is to be reviewed, and who is reminded."""

    due_on = DayField(label=gettext_lazy("To be reviewed on"), required=False, widget=AdminDateInput)
    owner = PersonField(
        label=pgettext_lazy("page", "Owner"),
        queryset=User.objects.filter(is_active=True).order_by("last_name", "first_name", "username"),
        required=False,
        help_text=gettext_lazy("Is reminded by email. Without one, everybody in marketing is."),
    )


class DateView(PageScreen):
    """Sets owner and review date of a page."""

    page_title = gettext_lazy("Owner and review date")
    template_name = "cluster_cms/review/date.html"
    header_icon = "calendar-check"
    form_class = DateForm

    def form(self, data: Any = None) -> forms.Form:
        review = ReviewDate.objects.filter(page_id=self.page.pk).first()
        return DateForm(data, initial={"owner": self.page.owner, "due_on": review and review.due_on})

    def perform(self, data: dict[str, Any]) -> HttpResponse:
        set_date(due_on=data["due_on"], owner=data["owner"], page=self.page)
        messages.success(self.request, _("Owner and review date are saved."))
        return redirect(self.edit_address())


class DatedDocumentField(forms.ModelChoiceField[CustomDocument]):
    """The choice of a document by its title."""

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.title)


class DocumentDateForm(forms.Form):
    """When a document is to be reviewed, for those that somebody may change."""

    due_on = DayField(label=gettext_lazy("To be reviewed on"), required=False, widget=AdminDateInput)

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        policy = policy_registry.get_by_type(CustomDocument)
        documents = policy.instances_user_has_permission_for(user, "change").order_by("title")
        self.fields["document"] = DatedDocumentField(label=_("Document to review"), queryset=documents)
        self.order_fields(["document", "due_on"])


def may_see_dates(user: User | AnonymousUser) -> bool:
    """Tell whether somebody edits pages anywhere."""
    return bool(page_permission_policy.user_has_any_permission(user, ("add", "change", "publish")))


class DatesReport(PermittedScreen):
    """Lists what is to be reviewed, what is due first."""

    page_title = gettext_lazy("Review dates")
    template_name = "cluster_cms/review/dates.html"
    header_icon = "calendar-check"
    question = staticmethod(may_see_dates)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        own = set(page_permission_policy.explorable_instances(self.request.user).values_list("pk", flat=True))
        dates = [one for one in all_dates() if one.page_id is None or one.page_id in own]
        kwargs.setdefault("form", DocumentDateForm(user=self.request.user))
        return super().get_context_data(**kwargs) | {"dates": dates}

    def post(self, request: HttpRequest) -> HttpResponse:
        """Set the date of a document that somebody may change."""
        form = DocumentDateForm(request.POST, user=request.user)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        set_document_date(**form.cleaned_data)
        messages.success(request, _("The review date of the document is saved."))
        return redirect("review_dates")


def urls() -> list[URLPattern]:
    return [
        path("review/<int:page_id>/links/", LinksView.as_view(), name="review_links"),
        path("review/<int:page_id>/versions/", VersionsView.as_view(), name="review_versions"),
        path("review/<int:page_id>/ask/", AskView.as_view(), name="review_ask"),
        path("review/<int:page_id>/date/", DateView.as_view(), name="review_date"),
        path("reports/review-dates/", DatesReport.as_view(), name="review_dates"),
    ]


def dates_menu_item() -> MenuItem:
    item = shown_to(may_see_dates)
    label = DatesReport.page_title
    return item(label, reverse("review_dates"), name="review-dates", icon_name="calendar-check", order=1210)
