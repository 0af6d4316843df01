"""The screens on which a whole text is pasted, previewed, and saved as a draft."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from cluster_cms.security.accounts import User
from policy.admin.editor_views import PolicyScreen
from policy.admin.forms import ChoiceForm, KeepForm, PasteForm
from policy.admin.pasting_preview import DraftChanged, paste_text, preview
from policy.pages import PolicyPage


class PasteView(PolicyScreen):
    """Step 1 asks for the texts, step 2 shows what was understood, step 3 saves one draft. Only step 3 stores anything.

    The texts travel in the form itself. The button `go` says where to: "look" (2), "save" (3), "edit" (back to 1).
    """

    header_icon = "clipboard-list"
    template_name = "policy/pasting/paste.html"
    preview_template = "policy/pasting/preview.html"

    def dispatch(self, request: HttpRequest, page_id: int) -> HttpResponseBase:
        self.page = get_object_or_404(PolicyPage, pk=page_id, alias_of=None)
        user = request.user
        if not isinstance(user, User) or not self.page.permissions_for_user(user).can_edit():
            raise PermissionDenied
        self.user = user
        if self.locked(_("The policy is locked at present; nothing can be pasted.")):
            return self.to_editor()
        return super().dispatch(request, page_id)

    def get(self, request: HttpRequest, page_id: int) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=PasteForm()))

    def post(self, request: HttpRequest, page_id: int) -> HttpResponse:
        form = PasteForm(request.POST)
        if request.POST.get("go") == "edit":
            texts = {name: request.POST.get(name, "") for name in form.fields}
            return self.render_to_response(self.get_context_data(form=PasteForm(initial=texts)))
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        return self.save(request, form) if request.POST.get("go") == "save" else self.show_preview(request, form)

    def show_preview(self, request: HttpRequest, form: PasteForm) -> HttpResponse:
        """Show what was understood, and how the draft would look."""
        keep = KeepForm(form.understood(), request.POST)
        submitted = ChoiceForm(request.POST)
        mode = submitted.cleaned_data["mode"] if submitted.is_valid() else ChoiceForm.base_fields["mode"].initial
        choice = ChoiceForm(initial={"mode": mode, "seen": self.page.latest_revision_id})
        shown = preview(self.page, form.understood(keep.kept()), mode=mode)
        self.template_name = self.preview_template
        return self.render_to_response(self.get_context_data(form=form, keep=keep, choice=choice, shown=shown))

    def save(self, request: HttpRequest, form: PasteForm) -> HttpResponse:
        """Save the text as the new draft, unless somebody else saved one in the meantime."""
        choice = ChoiceForm(request.POST)
        if not choice.is_valid():
            return self.show_preview(request, form)
        pasted = form.understood(KeepForm(form.understood(), request.POST).kept())
        try:
            paste_text(page=self.page, user=self.user, pasted=pasted, **choice.cleaned_data)
        except DraftChanged:
            messages.error(request, _("Somebody has saved the draft meanwhile. Please look at the result once more."))
            return self.show_preview(request, form)
        messages.success(request, _("The pasted text is saved as a draft. Nothing has been published."))
        return self.to_editor()

    def get_page_title(self) -> str:
        return _("Paste a whole text")


def urls() -> list[URLPattern]:
    """Return the addresses below /admin/; for the hook `register_admin_urls`."""
    return [path("policy/<int:page_id>/paste/", PasteView.as_view(), name="policy_paste")]


def header_buttons(page: Page, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """Yield the button of the policy page; for the hook `register_page_header_buttons`."""
    if isinstance(page, PolicyPage) and not page.alias_of_id and page.permissions_for_user(user).can_edit():
        address = reverse("policy_paste", args=[page.pk])
        yield Button(_("Paste a whole text"), url=address, icon_name="clipboard-list", priority=80)
