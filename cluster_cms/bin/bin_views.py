"""The screens of the bin: what is in it, and where a deleted page shall stand again."""

from typing import Any

from django import forms
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets import AdminPageChooser
from wagtail.models import Page
from wagtail.permissions import page_permission_policy

from cluster_cms.bin.bin_restoring import NewPlace, obstacles, restore
from cluster_cms.bin.emptying import delete_for_good
from cluster_cms.bin.entries import BinEntry, may_delete_for_good, may_see, seen_by
from cluster_cms.pages.required_pages import ChangeRefused
from cluster_cms.security.accounts import User
from cluster_cms.views.staff import Breadcrumb, PermittedScreen, shown_to, signed_in_user

BIN = pgettext_lazy("deleted pages", "Bin")


def may_open_bin(user: User | AnonymousUser) -> bool:
    """Tell whether somebody adds pages anywhere, and so may delete some; each entry asks further."""
    return bool(page_permission_policy.user_has_any_permission(user, ("add",)))


class BinView(PermittedScreen):
    """Lists deleted pages, with who deleted them and until when they can come back."""

    page_title = BIN
    template_name = "cluster_cms/admin/bin.html"
    header_icon = "bin"
    question = staticmethod(may_open_bin)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = signed_in_user(self.request)
        entries = [(entry, may_delete_for_good(user, entry)) for entry in seen_by(user)]
        return super().get_context_data(**kwargs) | {"entries": entries}


class PlacesForm(forms.Form):
    """Parent page and slug of each root of an entry, as they were before."""

    def __init__(self, entry: BinEntry, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.entry, self.user = entry, user
        parents = Page.objects.in_bulk([root["parent"] for root in entry.roots])
        for root in entry.roots:
            named = {"title": root["title"]}
            self.fields[f"parent_{root['page']}"] = forms.ModelChoiceField(
                Page.objects.all(),
                label=_("Place of “%(title)s” (page above it)") % named,
                widget=AdminPageChooser(),
                initial=parents.get(root["parent"]),
                error_messages={"required": _("The page above it is gone. Choose another place.")},
            )
            self.fields[f"slug_{root['page']}"] = forms.SlugField(
                label=_("Last part of the address of “%(title)s”") % named,
                initial=root["slug"],
                allow_unicode=True,
                max_length=255,
            )

    def clean(self) -> dict[str, Any]:
        """Tell what is in the way of each root, at the field that can mend it."""
        for root in self.entry.roots:
            parent, slug = f"parent_{root['page']}", f"slug_{root['page']}"
            if not (self.cleaned_data.get(parent) and self.cleaned_data.get(slug)):
                continue
            place = NewPlace(self.cleaned_data[parent].specific, self.cleaned_data[slug])
            taken = not Page._slug_is_available(place.slug, place.parent)
            for sentence in obstacles(root, place, self.user):
                self.add_error(slug if taken else parent, sentence)
        return self.cleaned_data

    def places(self) -> dict[int, NewPlace]:
        """Return the chosen place of each root, by its key."""
        data = self.cleaned_data
        keys = [root["page"] for root in self.entry.roots]
        return {key: NewPlace(data[f"parent_{key}"], data[f"slug_{key}"]) for key in keys}


class EntryView(PermittedScreen):
    """Base of what is done with one entry, by whoever sees it."""

    question = staticmethod(may_open_bin)

    @cached_property
    def entry(self) -> BinEntry:
        entry = get_object_or_404(BinEntry, pk=self.kwargs["pk"])
        if not may_see(signed_in_user(self.request), entry):
            raise PermissionDenied
        return entry

    def breadcrumbs(self) -> Breadcrumb:
        return [(reverse("page_bin"), str(BIN))]


class RestoreView(EntryView):
    """Asks where deleted pages shall stand, the old place being offered, and brings them back."""

    page_title = gettext_lazy("Bring back a deleted page")
    template_name = "cluster_cms/admin/bin_restore.html"
    header_icon = "rotate"

    @cached_property
    def form(self) -> PlacesForm:
        return PlacesForm(self.entry, signed_in_user(self.request), self.request.POST or None)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        told = {"entry": self.entry, "form": self.form, "media": self.form.media}
        return super().get_context_data(**kwargs) | told

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Bring the pages back; what is in the way is said on the form, with what was typed."""
        actor = signed_in_user(request)
        if self.form.is_valid():
            try:
                roots = restore(self.entry, places=self.form.places(), actor=actor)
            except ChangeRefused as refusal:
                for reason in refusal.reasons:
                    self.form.add_error(None, reason)
            else:
                button = messages.button(reverse("wagtailadmin_pages:edit", args=[roots[0].pk]), _("Open the page"))
                sentence = _("“%(title)s” is back, with everything below it.") % {"title": self.entry.title}
                messages.success(request, sentence, buttons=[button])
                return redirect("wagtailadmin_explore", roots[0].get_parent().pk)
        return self.render_to_response(self.get_context_data())


class DeleteForGoodView(EntryView):
    """Asks once more, and deletes an entry before its time."""

    page_title = gettext_lazy("Delete for good")
    template_name = "cluster_cms/admin/bin_delete.html"
    header_icon = "bin"

    @cached_property
    def entry(self) -> BinEntry:
        entry = get_object_or_404(BinEntry.objects.defer("contents"), pk=self.kwargs["pk"])
        if not may_delete_for_good(signed_in_user(self.request), entry):
            raise PermissionDenied
        return entry

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"entry": self.entry}

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        title = self.entry.title
        delete_for_good(self.entry, actor=signed_in_user(request))
        messages.success(request, _("“%(title)s” is deleted for good.") % {"title": title})
        return redirect("page_bin")


def urls() -> list[URLPattern]:
    return [
        path("bin/", BinView.as_view(), name="page_bin"),
        path("bin/<int:pk>/restore/", RestoreView.as_view(), name="page_bin_restore"),
        path("bin/<int:pk>/delete/", DeleteForGoodView.as_view(), name="page_bin_delete"),
    ]


def bin_menu_item() -> MenuItem:
    return shown_to(may_open_bin)(BIN, reverse("page_bin"), name="page-bin", icon_name="bin", order=650)
