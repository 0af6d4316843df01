"""The screens of texts of the past: all of them in order with what changed between them, and the form of one."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from wagtail.admin import messages

from cluster_cms.pages.languages import LANGUAGES
from cluster_cms.views.staff import Breadcrumb, signed_in_user
from policy.admin.decision_views import SendBackForm
from policy.admin.earlier_documents import earlier_document
from policy.admin.earlier_forms import EarlierTextForm
from policy.admin.editor_views import PolicyScreen, editable_policy
from policy.admin.pasting import beside, read_clipboard, with_files, with_move
from policy.admin.pasting_pairs import REPLACE
from policy.admin.pasting_preview import preview
from policy.comparison.comparing import compare
from policy.comparison.display import summary
from policy.comparison.inline import render_inline
from policy.models.approval import display_name, policy_settings, why_no_approver
from policy.models.earlier_texts import EarlierText
from policy.models.revisions import PolicyRevision
from policy.pages import PolicyPage
from policy.publishing import importing
from policy.publishing.decision import DecisionChanged
from policy.publishing.earlier_batch import Batch, Step, earlier_batch
from policy.text import rendering
from policy.text.completeness import language_name
from policy.text.refusal import PublicationRefused


class EarlierTextsView(PolicyScreen):
    """Shows the prepared texts in the order of the history, and performs submit, enter, send back and remove."""

    template_name = "policy/admin/earlier_texts.html"
    header_icon = "history"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.page, self.user = editable_policy(request), signed_in_user(request)
        return super().dispatch(request, *args, **kwargs)

    def get_page_title(self) -> str:
        return _("Texts of the past")

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.shown()

    def shown(self, *, status: int = 200, **extra: Any) -> HttpResponse:
        found = earlier_batch(self.page)
        refusal = found.why_not_enter(self.user)
        alone = policy_settings().waiver_in_effect and not refusal
        context = {
            "batch": found,
            "steps": [step_context(found, step) for step in found.steps],
            "form": SendBackForm(),
            "refusal": refusal,
            "may_enter": found.is_ready and not refusal,
            "may_submit": found.is_ready and not found.is_open and not alone,
            "may_send_back": found.is_open and not why_no_approver(self.user),
            "submitter": display_name(found.submission.submitted_by) if found.submission else "",
        }
        return self.render_to_response(self.get_context_data(**(context | extra)), status=status)

    def post(self, request: HttpRequest) -> HttpResponse:
        shown, act = request.POST.get("shown", ""), request.POST.get("act", "")
        acts = {
            "submit": lambda: self.submit(shown),
            "enter": lambda: self.enter(shown),
            "send_back": self.send_back,
            "remove": self.remove,
        }
        form = SendBackForm(request.POST) if act == "send_back" else SendBackForm()
        if act not in acts or (form.is_bound and not form.is_valid()):
            return self.shown(status=422, form=form)
        if act == "enter" and "read" not in request.POST:
            return self.shown(status=422, unread=True)
        try:
            messages.success(request, acts[act]())
        except DecisionChanged:
            return self.shown(status=409, changed=True)
        except PublicationRefused as refusal:
            return self.shown(status=409, reasons=refusal.reasons)
        return redirect("policy_earlier")

    def submit(self, shown: str) -> str:
        importing.submit_earlier_texts(page=self.page, actor=self.user, shown=shown)
        return _("The texts are submitted. The approvers are told by email.")

    def enter(self, shown: str) -> str:
        rows = importing.enter_earlier_texts(page=self.page, actor=self.user, shown=shown)
        return _("Entered: %(names)s.") % {"names": _(", ").join(map(str, rows))}

    def send_back(self) -> str:
        comment = self.request.POST["comment"].strip()
        importing.return_earlier_texts(page=self.page, actor=self.user, comment=comment)
        return _("The texts are sent back to their writers, with your comment.")

    def remove(self) -> str:
        number = self.request.POST.get("text", "")
        texts = EarlierText.objects.filter(page=self.page)
        text = get_object_or_404(texts, pk=int(number) if number.isdecimal() and len(number) < 19 else 0)
        importing.remove_earlier_text(text=text, actor=self.user)
        return _("The text is removed. It had not been entered.")


def step_context(found: Batch, step: Step) -> dict[str, Any]:
    """Return a text or revision with what changed since the one before it, in each language that both have."""
    before = found.before.get(step)
    text = step if isinstance(step, EarlierText) else None
    return {
        "step": step,
        "text": text,
        "before": before,
        "number": step.number if isinstance(step, PolicyRevision) else found.numbers[step],
        "reasons": found.faults[text] if text else [],
        "writers": _(", ").join(display_name(person) for person in text.writers.all()) if text else "",
        "languages": _(", ").join(language_name(language) for language in step.held),
        "changes": changes(before, step) if before and (text or isinstance(before, EarlierText)) else [],
        "whole": whole_texts(text) if text else [],
    }


def changes(before: Step, after: Step) -> list[tuple[str, str, str, str]]:
    """Return each language with what changed in it, marked and in words; nothing where one side lacks it."""
    found = []
    for language in LANGUAGES:
        compared = compare(before, after, language)
        shown = (render_inline(compared), summary(compared)) if compared.complete else ("", "")
        found.append((language, language_name(language), *shown))
    return found


def whole_texts(text: EarlierText) -> list[tuple[str, str, str]]:
    return [(language, language_name(language), rendering.fragment(text.content, language)) for language in text.held]


class EarlierTextView(PolicyScreen):
    """The form of one text: "look" shows how it is understood, "save" prepares it; only "save" stores anything."""

    template_name = "policy/admin/earlier_text.html"
    header_icon = "history"

    def dispatch(self, request: HttpRequest, text_id: int | None = None) -> HttpResponseBase:
        self.page, self.user = editable_policy(request), signed_in_user(request)
        texts = EarlierText.objects.filter(page=self.page)
        self.text = EarlierText(page=self.page) if text_id is None else get_object_or_404(texts, pk=text_id)
        return super().dispatch(request)

    def get_page_title(self) -> str:
        return _("A text of the past")

    def breadcrumbs(self) -> Breadcrumb:
        return [*super().breadcrumbs(), (reverse("policy_earlier"), _("Texts of the past"))]

    @property
    def form_address(self) -> str:
        return reverse("policy_earlier_edit", args=[self.text.pk]) if self.text.pk else reverse("policy_earlier_add")

    def get(self, request: HttpRequest) -> HttpResponse:
        if not self.text.typed:
            return self.shown(EarlierTextForm())
        form = EarlierTextForm(self.text.typed)
        return self.look(form) if form.is_valid() else self.shown(form)

    def post(self, request: HttpRequest) -> HttpResponse:
        if request.POST.get("go") == "read":
            return read_clipboard(request)
        form = EarlierTextForm(with_files(request, with_move(request.POST)))
        if not form.is_valid():
            return self.shown(form, status=422)
        return self.save(form) if request.POST.get("go") == "save" else self.look(form)

    def look(self, form: EarlierTextForm) -> HttpResponse:
        """Show line by line how the text is understood; it is put into no draft."""
        lines, unsure = beside(form)
        shown = preview(PolicyPage(), form.understood(), mode=REPLACE)
        return self.shown(form, shown=shown, lines=lines, unsure=unsure)

    def shown(self, form: EarlierTextForm, *, status: int = 200, **extra: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form, **extra), status=status)

    def save(self, form: EarlierTextForm) -> HttpResponse:
        was_open = earlier_batch(self.page).is_open
        data = form.cleaned_data
        fields = {
            "promulgated_on": data["promulgated_on"],
            "effective_on": data["effective_on"] or data["promulgated_on"],
            "change_kind": data["change_kind"],
            "summary_ja": data["summary_ja"],
            "summary_en": data["summary_en"],
            "content": earlier_document(self.text, form.understood(), form.held, form.identity()),
            "typed": form.typed(),
        }
        importing.save_earlier_text(text=self.text, actor=self.user, fields=fields)
        messages.success(self.request, _("The text is prepared. Nothing has been entered yet."))
        if was_open:
            messages.warning(self.request, _("The texts had been submitted; please submit them again."))
        return redirect("policy_earlier")


def urls() -> list[URLPattern]:
    """Return the addresses below /admin/; for the hook `register_admin_urls`."""
    return [
        path("policy/earlier/", EarlierTextsView.as_view(), name="policy_earlier"),
        path("policy/earlier/add/", EarlierTextView.as_view(), name="policy_earlier_add"),
        path("policy/earlier/<int:text_id>/", EarlierTextView.as_view(), name="policy_earlier_edit"),
    ]
