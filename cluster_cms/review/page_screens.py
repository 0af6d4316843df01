"""The staff screens of one page, for whoever may edit it: links that show its draft, and names of its versions."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.utils import get_user_display_name
from wagtail.models import Page, Revision

from cluster_cms import clock
from cluster_cms.review.draft_links import DAYS, USUAL_DAYS, DraftLink, share_draft, withdraw_link
from cluster_cms.review.version_names import LONGEST, name_version, named_versions
from cluster_cms.views.staff import Breadcrumb, StaffScreen, signed_in_user

NEWEST = 50  # versions that can be chosen


class PageScreen(StaffScreen, TemplateView):
    """Base of the screens of one page, with one form. Raises Http404 and PermissionDenied."""

    form_class: ClassVar[type[forms.Form]]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.user = signed_in_user(request)
        self.page = get_object_or_404(Page, pk=kwargs["page_id"]).specific
        if not self.page.permissions_for_user(self.user).can_edit():
            raise PermissionDenied
        if self.page.alias_of_id:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def breadcrumbs(self) -> Breadcrumb:
        return [(self.edit_address(), self.page.get_admin_display_title())]

    def edit_address(self) -> str:
        return reverse("wagtailadmin_pages:edit", args=[self.page.pk])

    def form(self, data: Any = None) -> forms.Form:
        return self.form_class(data)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kwargs.setdefault("form", self.form())
        return super().get_context_data(**kwargs) | {"page": self.page, "edit_address": self.edit_address()}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self.form(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        return self.perform(form.cleaned_data)

    def perform(self, data: dict[str, Any]) -> HttpResponse:
        raise NotImplementedError


def days_label(days: int) -> str:
    return ngettext("%(days)d day", "%(days)d days", days) % {"days": days}


class LinkForm(forms.Form):
    """For how long a link is to work."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(days, days_label(days)) for days in DAYS]
        self.fields["days"] = forms.TypedChoiceField(
            label=_("The link works for"), choices=choices, coerce=int, initial=USUAL_DAYS
        )


class LinksView(PageScreen):
    """Makes links that show the draft to somebody without an account, lists and withdraws them."""

    page_title = gettext_lazy("Review links")
    template_name = "cluster_cms/review/links.html"
    header_icon = "link"
    form_class = LinkForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        links = DraftLink.objects.filter(page_id=self.page.pk).select_related("made_by", "revision")
        return super().get_context_data(**kwargs) | {"links": links}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        number = request.POST.get("withdraw", "")
        return self.withdraw(number) if number else super().post(request, *args, **kwargs)

    def perform(self, data: dict[str, Any]) -> HttpResponse:
        """Show the new link, this once: only its hash is stored."""
        link, address = share_draft(page=self.page, days=data["days"], actor=self.user)
        return self.render_to_response(self.get_context_data(made=link, address=address))

    def withdraw(self, number: str) -> HttpResponse:
        key = int(number) if number.isascii() and number.isdigit() and len(number) < 19 else 0
        link = get_object_or_404(DraftLink, pk=key, page_id=self.page.pk)
        if withdraw_link(link=link, actor=self.user):
            messages.success(self.request, _("The link is withdrawn: it shows nothing any more."))
        return redirect("review_links", self.page.pk)


class VersionField(forms.ModelChoiceField[Revision]):
    """The choice of a version of a page, by when and by whom it was saved."""

    def label_from_instance(self, obj: Any) -> str:
        who = get_user_display_name(obj.user)
        return f"{clock.tokyo_time(obj.created_at)} {who}".strip()


class VersionForm(forms.Form):
    """Which version gets which name."""

    name = forms.CharField(
        label=gettext_lazy("Name of the version"),
        max_length=LONGEST,
        help_text=gettext_lazy("For example “Before publishing” or “For the fair”. It stands in the history."),
    )

    def __init__(self, *args: Any, page: Page, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        newest = page.revisions.order_by("-created_at", "-pk").values_list("pk", flat=True)[:NEWEST]
        found = Revision.objects.filter(pk__in=list(newest)).select_related("user").order_by("-pk")
        self.fields["version"] = VersionField(
            label=pgettext("page", "Version"),
            queryset=found,
            empty_label=None,
            widget=forms.Select({"class": "w-w-full"}),  # within a narrow screen
        )


class VersionsView(PageScreen):
    """Gives versions names, and lists those that have one."""

    page_title = gettext_lazy("Named versions")
    template_name = "cluster_cms/review/versions.html"
    header_icon = "history"
    form_class = VersionForm

    def form(self, data: Any = None) -> forms.Form:
        return VersionForm(data, page=self.page)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"named": named_versions(self.page)}

    def perform(self, data: dict[str, Any]) -> HttpResponse:
        name_version(page=self.page, revision=data["version"], name=data["name"], actor=self.user)
        messages.success(self.request, _("The version is now called “%(name)s” and is kept.") % data)
        return redirect("review_versions", self.page.pk)
