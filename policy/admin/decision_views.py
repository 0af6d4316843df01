"""The screen on which a draft is decided: the same for its writers, as a preview, and for the approver."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages
from wagtail.models import Revision

from cluster_cms import clock
from cluster_cms.pages.languages import ENGLISH, JAPANESE, active_language
from cluster_cms.security.accounts import User
from cluster_cms.views.staff import signed_in_user
from policy.admin.editor_views import LOCKED, PolicyScreen, editable_policy
from policy.admin.forms import CorrectionForm
from policy.comparison.comparing import Comparison, compare
from policy.comparison.display import summary
from policy.comparison.inline import render_inline
from policy.comparison.table import TableSide, render_table
from policy.ledger.revision_status import statuses
from policy.models.approval import display_name, policy_settings, why_not_approve
from policy.models.revisions import PolicyRevision
from policy.publishing import decision as deciding
from policy.publishing.decision import Decision, DecisionChanged, DraftText, NewRevision
from policy.text import canonical, rendering
from policy.text.refusal import PublicationRefused

Act = Callable[[], str]
VIEWS: dict[str, tuple[str, bool, str | Promise]] = {
    "table": (JAPANESE, True, gettext_lazy("Comparison table")),
    "marked": (JAPANESE, False, gettext_lazy("Marked text")),
    "table-en": (ENGLISH, True, gettext_lazy("Comparison table in English")),
    "marked-en": (ENGLISH, False, gettext_lazy("Marked text in English")),
    "text": (JAPANESE, False, gettext_lazy("Whole text")),
    "text-en": (ENGLISH, False, gettext_lazy("Whole text in English")),
}
CHANGED = gettext_lazy(
    "Nothing was done: the draft was changed while this page was open. Below is what has changed since you saw it. "
    "Please decide again."
)


class SendBackForm(forms.Form):
    """What the writers are asked to mend."""

    comment = forms.CharField(
        label=gettext_lazy("What should be mended"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
        help_text=gettext_lazy("The writers see it on the first page of the editor; it stays in the page's history."),
    )


class DecisionView(PolicyScreen):
    """Shows what is decided, and performs one of the three acts: submit, promulgate, send back.

    A form carries the digest of what was shown; what was changed meanwhile is shown instead of being decided (409).
    """

    template_name = "policy/admin/decision.html"
    header_icon = "doc-full-inverse"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.page, self.user = editable_policy(request), signed_in_user(request)
        return super().dispatch(request, *args, **kwargs)

    def get_page_title(self) -> str:
        return _("Decision on the next revision")

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.shown()

    def shown(self, *, status: int = 200, **extra: Any) -> HttpResponse:
        found = deciding.decision(self.page)
        context: dict[str, Any] = {
            "statuses": statuses(self.page.pk, at=clock.now())[:3],
            "decision": found,
            "form": SendBackForm(),
        }
        if found:
            context |= self.facts(found) | self.view_of(found) | self.rights(found)
            context |= {"words_form": CorrectionForm(found.corrected)}
        return self.render_to_response(self.get_context_data(**(context | extra)), status=status)

    def facts(self, found: Decision) -> dict[str, Any]:
        accounts = User.objects.in_bulk([writer.account for writer in found.writers])
        return {
            "wait": distance(deciding.days_until(found.terms)),
            "writers": [
                (display_name(accounts.get(writer.account)) or _("a deleted account"), writer)
                for writer in found.writers
            ],
            "submitter": display_name(found.workflow.requested_by) if found.workflow and found.task else "",
            "returned": deciding.returned(self.page),
        }

    def rights(self, found: Decision) -> dict[str, Any]:
        """Return what this person may do, and why not what is left out."""
        waived = policy_settings().waiver_in_effect
        refusal = why_not_approve(self.page, self.user)
        return {
            "refusal": refusal,
            "may_promulgate": not refusal and not found.faults and bool(found.task or waived),
            "may_send_back": bool(found.task and found.task.task.specific.user_can_access_editor(self.page, self.user)),
            "may_submit": not found.task and not found.faults and not (waived and not refusal),
        }

    def view_of(self, found: Decision) -> dict[str, Any]:
        """Return the chosen view of the change: a table, a marked text or the whole text, in either language."""
        chosen = self.request.GET.get("view", "")
        chosen = chosen if chosen in VIEWS else "table" if active_language() == JAPANESE else "table-en"
        language, as_table, _label = VIEWS[chosen]
        tabs = [(name, label) for name, (_language, _table, label) in VIEWS.items()]
        context: dict[str, Any] = {"tabs": tabs, "chosen": chosen, "language": language}
        return context | {"shown": [side_by_side(one, language, chosen, as_table) for one in found.made]}

    def post(self, request: HttpRequest) -> HttpResponse:
        shown, act = request.POST.get("shown", ""), request.POST.get("act", "")
        acts: dict[str, Act] = {
            "submit": lambda: self.submit(shown),
            "promulgate": lambda: self.promulgate(shown),
            "send_back": self.send_back,
            "both": lambda: self.correct(shown, both=True),
            "one": lambda: self.correct(shown, both=False),
        }
        form = SendBackForm(request.POST) if act == "send_back" else SendBackForm()
        if act not in acts or (form.is_bound and not form.is_valid()):
            return self.shown(status=422, form=form)
        if act == "promulgate" and "read" not in request.POST:
            return self.shown(status=422, unread=True)
        if act in ("both", "one") and self.locked(str(LOCKED)):
            return redirect("policy_decision")
        if act == "both" and not (words := self.words_form()).is_valid():
            return self.shown(status=422, words_form=words)
        try:
            messages.success(request, acts[act]())
        except DecisionChanged:
            since = self.changes_since(request.POST.get("seen", ""))
            typed = {"words_form": self.words_form()} if act == "both" else {}
            return self.shown(status=409, changed=CHANGED, since=since, **typed)
        except PublicationRefused as refusal:
            return self.shown(status=409, reasons=refusal.reasons)
        return redirect("policy_decision")

    def submit(self, shown: str) -> str:
        deciding.submit_draft(page=self.page, actor=self.user, shown=shown)
        return _("The draft is submitted. The approvers are told by email.")

    def promulgate(self, shown: str) -> str:
        rows = deciding.promulgate_draft(page=self.page, actor=self.user, shown=shown)
        return " ".join(map(told, rows))

    def words_form(self) -> CorrectionForm:
        found = deciding.decision(self.page)
        return CorrectionForm(found.corrected if found else [], self.request.POST)

    def correct(self, shown: str, *, both: bool) -> str:
        words = self.request.POST.dict()
        deciding.apply_correction(page=self.page, actor=self.user, shown=shown, both=both, words=words)
        if both:
            return _("The correction is applied to the text in force as well. Look over every comparison.")
        return _("The correction is applied to the announced text alone.")

    def send_back(self) -> str:
        deciding.send_back(page=self.page, actor=self.user, comment=self.request.POST["comment"].strip())
        return _("The draft is sent back to its writers, with your comment.")

    def changes_since(self, seen: str) -> SafeString | str:
        """Return what has changed since the Wagtail revision that was shown; empty where that is unknown."""
        known = Revision.objects.for_instance(self.page)
        revision = known.filter(pk=seen).first() if seen.isdecimal() and len(seen) < 19 else None
        now = deciding.decision(self.page)
        if revision is None or now is None:
            return ""
        before = DraftText(canonical.document(revision.as_object()))
        return render_inline(compare(before, now.text, active_language()))


def told(row: PolicyRevision) -> str:
    """Return whether a new revision is in force, or from when."""
    words = {"number": row.number, "day": clock.tokyo_day(row.effective_on)}
    if row.effect_at > clock.now():
        return _("Revision %(number)s is announced. It is in force from %(day)s, 00:00 in Tokyo.") % words
    return _("Revision %(number)s is in force.") % words


def side_by_side(one: NewRevision, language: str, chosen: str, as_table: bool) -> dict[str, Any]:
    """Return what a new revision changes, in words and numbers, or its whole text where that was chosen."""
    if one.before is None or chosen.startswith("text"):
        return {"new": one, "body": rendering.fragment(one.text.content, language)}
    compared = compare(one.before, one.text, language)
    return {"new": one, "counts": summary(compared), "body": body(one, one.before, compared, as_table)}


def body(one: NewRevision, before: PolicyRevision, compared: Comparison, as_table: bool) -> SafeString:
    if not as_table:
        return render_inline(compared)
    return render_table(
        compared,
        old=TableSide(before.number, before.effective_on),
        new=TableSide(one.number, one.terms.effective_on),
        newer_first=policy_settings().new_text_left,
    )


def distance(days: int) -> str:
    """Return how far a day lies ahead."""
    if days <= 0:
        return _("as soon as it is promulgated")
    return ngettext("in %(days)s day", "in %(days)s days", days) % {"days": days}


def urls() -> list[URLPattern]:
    """Return the addresses below /admin/; for the hook `register_admin_urls`."""
    return [path("policy/decision/", DecisionView.as_view(), name="policy_decision")]
