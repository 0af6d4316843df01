"""The screens on which a whole text is pasted, previewed, and saved as a draft."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from cluster_cms.pages.languages import LANGUAGES
from cluster_cms.security.accounts import User
from policy.admin.editor_views import PolicyScreen
from policy.admin.pasting_forms import ChoiceForm, PasteForm
from policy.admin.pasting_lines import ShownLine, shown_lines
from policy.admin.pasting_preview import DraftChanged, paste_text, preview
from policy.pages import PolicyPage
from policy.pasting.rich_clipboards import read_rich_text
from policy.pasting.word_files import UnreadableFile, read_word_file
from policy.text.completeness import language_name

MOST_FILE = 10_000_000  # bytes


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
        if request.POST.get("go") == "read":
            return read_clipboard(request)
        form = PasteForm(with_files(request, with_move(request.POST)))
        if request.POST.get("go") == "edit":
            texts = {name: request.POST.get(name, "") for name in ("text_ja", "text_en")}
            return self.render_to_response(self.get_context_data(form=PasteForm(initial=texts)))
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        return self.save(request, form) if request.POST.get("go") == "save" else self.show_preview(request, form)

    def show_preview(self, request: HttpRequest, form: PasteForm) -> HttpResponse:
        """Show source and result side by side, and how the draft would look."""
        submitted = ChoiceForm(request.POST)
        mode = submitted.cleaned_data["mode"] if submitted.is_valid() else ChoiceForm.base_fields["mode"].initial
        choice = ChoiceForm(initial={"mode": mode, "seen": self.page.latest_revision_id})
        shown = preview(self.page, form.understood(), mode=mode)
        lines, unsure = beside(form)
        self.template_name = self.preview_template
        context = self.get_context_data(form=form, choice=choice, shown=shown, lines=lines, unsure=unsure)
        return self.render_to_response(context)

    def save(self, request: HttpRequest, form: PasteForm) -> HttpResponse:
        """Save the text as the new draft, unless somebody else saved one in the meantime."""
        choice = ChoiceForm(request.POST)
        if not choice.is_valid():
            return self.show_preview(request, form)
        try:
            paste_text(page=self.page, user=self.user, pasted=form.understood(), **choice.cleaned_data)
        except DraftChanged:
            messages.error(request, _("Somebody has saved the draft meanwhile. Please look at the result once more."))
            return self.show_preview(request, form)
        messages.success(request, _("The pasted text is saved as a draft. Nothing has been published."))
        return self.to_editor()

    def get_page_title(self) -> str:
        return _("Paste a whole text")

    @property
    def form_address(self) -> str:
        return reverse("policy_paste", args=[self.page.pk])


def read_clipboard(request: HttpRequest) -> JsonResponse:
    """Return the HTML of a clipboard as lines of text, with what was left out."""
    text, left_out = read_rich_text(request.POST.get("html", ""))
    return JsonResponse({"text": text, "left_out": left_out})


def beside(form: PasteForm) -> tuple[list[tuple[str, str, list[ShownLine]]], int]:
    """Return each pasted language with its lines beside what they become, and how many lines are to be checked."""
    lines = [
        (language, language_name(language), list(shown_lines(form.cleaned_data[f"text_{language}"], rows, language)))
        for language, rows in form.rows().items()
    ]
    return lines, sum(one.is_unsure for _language, _name, found in lines for one in found)


def with_move(data: QueryDict) -> QueryDict:
    """Return what was sent, with the pressed arrow among the moves of its language; "undo" takes the last one back."""
    language, _colon, move = data.get("move", "").partition(":")
    name = f"moves_{language}"
    if language not in LANGUAGES:
        return data
    moves = data.get(name, "").split()
    changed = data.copy()
    changed[name] = " ".join(moves[:-1] if move == "undo" else [*moves, move])
    return changed


def with_files(request: HttpRequest, data: QueryDict) -> QueryDict:
    """Return what was sent, with the text of Word files in place of the fields; what cannot be read is said."""
    changed = data.copy()
    for language in LANGUAGES:
        file = request.FILES.get(f"file_{language}")
        if file is None:
            continue
        try:
            text, left_out = read_word_file(file.read()) if (file.size or 0) <= MOST_FILE else ("", [])
        except UnreadableFile:
            text, left_out = "", []
        if not text:
            messages.error(request, _("This file could not be read. Choose a Word file (.docx) of at most 10 MB."))
            continue
        changed[f"text_{language}"], changed[f"moves_{language}"] = text, ""
        for sentence in left_out:
            messages.warning(request, _("Left out of the file: %(words)s") % {"words": sentence})
    return changed


def urls() -> list[URLPattern]:
    """Return the addresses below /admin/; for the hook `register_admin_urls`."""
    return [path("policy/<int:page_id>/paste/", PasteView.as_view(), name="policy_paste")]


def header_buttons(page: Page, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """Yield the button of the policy page; for the hook `register_page_header_buttons`."""
    if isinstance(page, PolicyPage) and not page.alias_of_id and page.permissions_for_user(user).can_edit():
        address = reverse("policy_paste", args=[page.pk])
        yield Button(_("Paste a whole text"), url=address, icon_name="clipboard-list", priority=80)
