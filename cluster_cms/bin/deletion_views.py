"""The screen before a page is deleted: what links to it, and where its visitors shall go."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.views.pages.bulk_actions import DeleteBulkAction
from wagtail.admin.widgets import AdminPageChooser
from wagtail.models import Page

from cluster_cms import clock
from cluster_cms.bin.deleting import delete_into_bin
from cluster_cms.bin.entries import KEPT
from cluster_cms.bin.linking_places import linking_places
from cluster_cms.bin.packing import subtree_of
from cluster_cms.clock import tokyo_date
from cluster_cms.security.accounts import User
from cluster_cms.views.staff import signed_in_user


class DeletionForm(forms.Form):
    """Which translations go as well, and which page stands in for them."""

    translations = forms.ModelMultipleChoiceField(
        Page.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label=gettext_lazy("Delete the translations as well"),
    )
    replacement = forms.ModelChoiceField(
        Page.objects.filter(live=True, depth__gt=1),
        required=False,
        widget=AdminPageChooser,
        label=gettext_lazy("Replacement page"),
        help_text=gettext_lazy(
            "Visitors of the old addresses are led there, in their language. Empty: they are told that there is no "
            "such page."
        ),
        error_messages={"invalid_choice": gettext_lazy("Choose a page that is published.")},
    )

    def __init__(self, page: Page, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.page = page
        mine = [one.pk for one in page.get_translations() if one.specific.permissions_for_user(user).can_delete()]
        field: Any = self.fields["translations"]
        field.queryset, field.initial = Page.objects.filter(pk__in=mine), mine
        field.label_from_instance = labelled
        if not mine:
            del self.fields["translations"]

    def pages(self) -> list[Page]:
        """Return the pages that go: as chosen, or as offered first."""
        chosen = self.cleaned_data.get("translations", ()) if self.is_bound and self.is_valid() else self.offered()
        return [self.page, *(one.specific for one in chosen)]

    def offered(self) -> Sequence[Page]:
        field: Any = self.fields.get("translations")
        return list(field.queryset) if field else []

    def clean_replacement(self) -> Page | None:
        """Refuse a page that is deleted itself."""
        replacement: Page | None = self.cleaned_data["replacement"]
        going = [self.page, *self.cleaned_data.get("translations", ())]
        if replacement and any(replacement.path.startswith(one.path) for one in going):
            raise forms.ValidationError(_("This page is deleted as well. Choose another one."))
        return replacement


def labelled(page: Page) -> str:
    return f"{page.locale.get_display_name()}: {page.get_admin_display_title()}"


def ask_before_deletion(request: HttpRequest, page: Page) -> HttpResponse:
    """Ask in place of Wagtail's screen, and delete when that is confirmed; for the hook `before_delete_page`."""
    user = signed_in_user(request)
    form = DeletionForm(page, user, request.POST or None)
    gone = subtree_of(form.pages())
    places = linking_places(gone, user)
    if request.method == "POST" and form.is_valid() and not places.protects:
        return delete(request, page, form, user)
    address = reverse("wagtailadmin_explore", args=[page.get_parent().pk])
    context = {
        "page": page,
        "form": form,
        "media": form.media,
        "places": places,
        "number": len(gone),
        "kept_until": clock.now() + KEPT,
        "next": get_valid_next_url_from_request(request),
        "back": get_valid_next_url_from_request(request) or address,
        "may_unpublish": page.permissions_for_user(user).can_unpublish(),
    }
    return render(request, "cluster_cms/admin/delete_page.html", context)


def delete(request: HttpRequest, page: Page, form: DeletionForm, user: User) -> HttpResponse:
    """Delete what was chosen, say until when it can come back, and lead on as Wagtail does."""
    parent = page.get_parent().pk
    entry = delete_into_bin(form.pages(), actor=user, replacement=form.cleaned_data["replacement"])
    told = {"title": entry.title, "day": tokyo_date(entry.kept_until)}
    button = messages.button(reverse("page_bin"), _("Open the bin"))
    sentence = _("“%(title)s” was deleted. Until %(day)s it can be brought back from the bin.") % told
    messages.success(request, sentence, buttons=[button])
    for after in hooks.get_hooks("after_delete_page"):
        answer = after(request, page)
        if isinstance(answer, HttpResponse):
            return answer
    return redirect(get_valid_next_url_from_request(request) or reverse("wagtailadmin_explore", args=[parent]))


class DeleteIntoBin(DeleteBulkAction):
    """Wagtail's deletion of several pages at once, into the bin."""

    @classmethod
    def execute_action(cls, objects: list[Page], user: User | None = None, **kwargs: Any) -> tuple[int, int]:
        """Delete pages as one entry, and return how many were chosen and how many went with them."""
        if not objects:
            return 0, 0
        entry = delete_into_bin(objects, actor=user)
        return len(objects), max(entry.pages - len(objects), 0)
