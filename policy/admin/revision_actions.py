"""The screens for actions on revisions: withdraw, reset the draft, prepare an editorial revision."""

from collections.abc import Iterator
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from cluster_cms.pages.languages import active_language
from cluster_cms.security.accounts import User
from policy.admin.editor_views import LOCKED, PolicyScreen, source_or_404
from policy.admin.forms import ResetForm, WithdrawalForm
from policy.models.revisions import PolicyRevision
from policy.pages import PolicyPage
from policy.permissions import may_edit_policy, may_promulgate
from policy.publishing import promulgation
from policy.publishing.identity import difference, prepare_revision
from policy.publishing.withdrawal import (
    WithdrawalEffect,
    effect_of_withdrawal,
    reset_draft,
    text_to_return_to,
    withdraw_revision,
)
from policy.text.refusal import PublicationRefused


class PolicyActionView(PolicyScreen):
    """A screen that explains one action on the policy and performs it; a refusal is shown in the form (422)."""

    form_class: ClassVar[type[forms.Form]]
    title: ClassVar[str | Promise]
    explanation: ClassVar[str | Promise]
    template_name = "policy/policy_action.html"
    header_icon = "doc-full-inverse"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.page = source_or_404()
        if not isinstance(request.user, User) or not self.allowed(request.user):
            raise PermissionDenied
        self.user = request.user
        return super().dispatch(request, *args, **kwargs)

    def allowed(self, user: User) -> bool:
        return may_promulgate(user)

    def revision(self) -> PolicyRevision | None:
        """Return the revision that the action is about, if any. Raises Http404 when there should be one."""
        return None

    def perform(self, data: dict[str, Any]) -> HttpResponse:
        """Perform the action and redirect. Raises PublicationRefused."""
        raise NotImplementedError

    def initial(self) -> dict[str, Any]:
        return {}

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=self.form_class(initial=self.initial())))

    def post(self, request: HttpRequest) -> HttpResponse:
        form = self.form_class(request.POST)
        if not form.is_valid():
            return self.redisplay(form)
        try:
            return self.perform(form.cleaned_data)
        except PublicationRefused as refusal:
            for reason in refusal.reasons:
                form.add_error(reason.field if reason.field in form.fields else None, reason.text)
            return self.redisplay(form)

    def redisplay(self, form: forms.Form) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_page_title(self) -> str:
        return str(self.title)


class WithdrawView(PolicyActionView):
    """Withdraws the newest announcement."""

    title = gettext_lazy("Withdraw the announced revision")
    explanation = gettext_lazy(
        "The revision stays readable, marked as withdrawn and never in force, with the reason that you give here. "
        "This cannot be undone; the same text can be announced again as a new revision."
    )
    form_class = WithdrawalForm
    template_name = "policy/admin/withdrawal.html"

    @cached_property
    def effect(self) -> WithdrawalEffect:
        return effect_of_withdrawal(self.revision(), active_language())

    @property
    def comparison(self) -> str:
        """The address at which what is withdrawn is compared with what then stands; empty where nothing does."""
        row, stands = self.effect.revision, self.effect.stands
        return row.page.comparison_address(stands.number, row.number, active_language()) if stands else ""

    def revision(self) -> PolicyRevision:
        announced = promulgation.announced(self.page)
        if not announced:
            raise Http404
        return announced[0]

    def perform(self, data: dict[str, Any]) -> HttpResponse:
        event = withdraw_revision(revision=self.revision(), actor=self.user, **data)
        words = {"number": event.revision.number}
        messages.success(self.request, _("Revision %(number)s is withdrawn. It will never be in force.") % words)
        return redirect("policy_reset")


class ResetView(PolicyActionView):
    """Returns the draft to the newest text that stands, in force or announced."""

    title = gettext_lazy("Return the draft to the newest text")
    explanation = gettext_lazy(
        "The draft then says what this revision says: the newest that stands, in force or announced, which the next "
        "revision follows. The present draft stays in the page's history."
    )
    form_class = ResetForm

    def allowed(self, user: User) -> bool:
        return may_edit_policy(user)

    def revision(self) -> PolicyRevision:
        row = text_to_return_to(self.page)
        if row is None:
            raise Http404
        return row

    def perform(self, data: dict[str, Any]) -> HttpResponse:
        if self.locked(str(LOCKED)):
            return self.to_editor()
        row = reset_draft(page=self.page, actor=self.user)
        messages.success(
            self.request, _("The draft is the text of revision %(number)s again.") % {"number": row.number}
        )
        return self.to_editor()


class PrepareView(PolicyActionView):
    """Prepares the editorial revision that brings operator and desk up to date."""

    title = gettext_lazy("Prepare an editorial revision")
    explanation = gettext_lazy(
        "The draft becomes the newest text with the operator and the desk of today, an editorial change with its "
        "summary in both languages, ready to be submitted. The present draft stays in the page's history."
    )
    form_class = ResetForm

    def allowed(self, user: User) -> bool:
        return may_edit_policy(user)

    def perform(self, data: dict[str, Any]) -> HttpResponse:
        if not self.locked(str(LOCKED)):
            prepare_revision(page=self.page, actor=self.user)
            messages.success(self.request, _("The revision is prepared. Look it over and submit it to the approver."))
        return self.to_editor()


def urls() -> list[URLPattern]:
    """Return the addresses below /admin/; for the hook `register_admin_urls`."""
    return [
        path("policy/withdraw/", WithdrawView.as_view(), name="policy_withdraw"),
        path("policy/prepare/", PrepareView.as_view(), name="policy_prepare"),
        path("policy/reset/", ResetView.as_view(), name="policy_reset"),
    ]


def header_buttons(page: Page, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """Yield a button for each action this person may perform now; for the hook `register_page_header_buttons`."""
    if not isinstance(page, PolicyPage) or page.alias_of_id:
        return
    if may_promulgate(user) and promulgation.announced(page):
        yield button(_("Withdraw the announced revision"), "policy_withdraw", "undo", 84)
    if may_edit_policy(user) and promulgation.newest(page):
        yield button(_("Return the draft to the newest text"), "policy_reset", "rotate", 86)
    if may_edit_policy(user) and (found := difference(page)) and not found.announced:
        yield button(_("Prepare an editorial revision"), "policy_prepare", "edit", 88)
    if may_edit_policy(user):
        yield button(_("Texts of the past"), "policy_earlier", "history", 82)


def button(label: str, address: str, icon: str, priority: int) -> Button:
    return Button(label, url=reverse(address), icon_name=icon, priority=priority)
