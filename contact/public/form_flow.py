"""The steps of the contact form, write, check and send, at one address and without a cookie."""

import secrets
from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from wagtail.contrib.routable_page.models import RoutablePageMixin, path

from cluster_cms import clock
from cluster_cms.pages.sites import language_of
from contact.inquiries.receive import receive_inquiry
from contact.inquiries.spam_scoring import HONEYPOT
from contact.inquiries.submission import (
    BadReceipt,
    DamagedDraft,
    Draft,
    ExpiredDraft,
    InquiryErased,
    UnusableDraft,
    load_draft,
    readable_answers,
    receipt_for,
    reference_on,
    sign_draft,
)
from contact.public.form import InquiryForm, as_posted, as_typed, unmatched_values, unmatched_values_of_draft
from contact.public.notices import FormNotice, PageChange, PolicyChange, page_change, policy_change
from contact.rate_limits.limits import CountedPost, LimitReached, TooMany, network_of
from contact.text import answers
from contact.text.answers import Answer, Value
from policy.publishing import policy_in_force

ABOUT_THE_WRITER = ("name", "company", "mail", "phone")


class SeeOther(HttpResponseRedirect):
    """303 (RFC 9110, 15.4.4): the answer to this POST is a page to GET, so that a reload sends nothing again."""

    status_code = 303


class InquiryFormFlow(RoutablePageMixin):
    """Serves the form of a page that has `questions_in_order`, `purpose`, `purposes_in_order` and Wagtail's fields.

    GET answers are the same for everyone; POST answers are never stored by any cache.
    """

    shows_text_back = True
    allowed_http_methods = ["GET", "HEAD", "POST", "OPTIONS"]

    @path("")
    def index_route(self, request: HttpRequest) -> HttpResponse:
        policy = policy_in_force() if self.purpose else None
        if request.method != "POST":
            return self.form_page(request, policy, self.empty_form())
        if policy is None or getattr(request, "foreign_post", False):
            return self.redisplay_form(request, policy, FormNotice.FOREIGN, 403)
        try:
            return self.take_step(request, policy, request.POST.get("step", ""))
        except TooMany as full:
            return full.refusal.with_retry_after(self.redisplay_form(request, policy, full.refusal, 429))

    def take_step(self, request: HttpRequest, policy: Any, step: str) -> HttpResponse:
        """Count the POST and do what it asks for. Raises TooMany."""
        post = CountedPost(network_of(request), sending=step == "send")
        post.check()
        if step != "send":
            post.count_alone()
            return self.change_answers(request, policy) if step == "change" else self.check_answers(request, policy)
        response = self.send_inquiry(request, policy, post)
        if not post.is_counted:  # nothing was stored
            post.count_alone()
        return response

    def check_answers(self, request: HttpRequest, policy: Any) -> HttpResponse:
        """Validate what was written and show it, or show the form again with every character kept."""
        if change := self.what_changed(request, policy):
            return self.redisplay_form(request, policy, change.notice, change=change)
        if unmatched_values(request.POST, self.empty_form()):
            return self.redisplay_form(request, policy, FormNotice.STRAY)
        form = InquiryForm(request.POST, questions=self.questions_in_order)
        if not form.is_valid():
            return self.form_page(request, policy, form, status=422)
        return self.confirm_page(request, policy, self.draft_of(form, policy))

    def what_changed(self, request: HttpRequest, policy: Any) -> PolicyChange | PageChange | None:
        """Compare what the visitor saw with what is there now."""
        seen = request.POST
        return policy_change(policy, seen=seen.get("policy", ""), language=language_of(self)) or page_change(
            self, seen=seen.get("page", "")
        )

    def change_answers(self, request: HttpRequest, policy: Any) -> HttpResponse:
        return self.form_page(request, policy, self.filled_form(self.typed(request)))

    def send_inquiry(self, request: HttpRequest, policy: Any, post: CountedPost) -> HttpResponse:
        """Store the checked inquiry once, with the count of its post, and lead to the thanks page."""
        try:
            draft = load_draft(request.POST.get("draft", ""), page_id=self.pk)
        except ExpiredDraft as error:
            return self.redisplay_draft(request, policy, error, FormNotice.EXPIRED)
        except DamagedDraft as error:
            return self.redisplay_draft(request, policy, error, FormNotice.DAMAGED)
        if change := self.what_changed_since(draft, policy):
            return self.redisplay_draft(request, policy, UnusableDraft(draft.answers), change.notice, change=change)
        try:
            inquiry = receive_inquiry(draft=draft, page=self, policy_revision_id=policy.pk, post=post)
        except InquiryErased:
            return self.redisplay_draft(request, policy, UnusableDraft(draft.answers), FormNotice.ERASED)
        return SeeOther(f"{request.path}{self.reverse_subpage('thanks')}?receipt={receipt_for(inquiry.reference)}")

    def what_changed_since(self, draft: Draft, policy: Any) -> PolicyChange | PageChange | None:
        """Compare what was agreed to; questions added or reworded since then do not concern an inquiry on its way."""
        change = policy_change(policy, seen=str(draft.policy_number), language=draft.language)
        if change or draft.purpose == self.purpose:
            return change
        return PageChange(purpose_before=draft.purpose, purpose_now=self.purpose)

    def redisplay_draft(
        self, request: HttpRequest, policy: Any, error: UnusableDraft, notice: FormNotice, **more: Any
    ) -> HttpResponse:
        """Show the form with the answers of a draft that was not sent."""
        form = self.filled_form(as_typed(answers.values(error.answers)))
        return self.form_page(
            request, policy, form, notice, 409, unmatched_values=unmatched_values_of_draft(error.answers, form), **more
        )

    def redisplay_form(
        self, request: HttpRequest, policy: Any, notice: FormNotice | LimitReached, status: int = 409, **more: Any
    ) -> HttpResponse:
        """Show the form with what was typed, and why it is shown again."""
        form = self.filled_form(self.typed(request))
        return self.form_page(
            request, policy, form, notice, status, unmatched_values=self.unmatched_values(request, form), **more
        )

    @path("thanks/")
    def thanks(self, request: HttpRequest) -> HttpResponse:
        if request.method == "POST":
            return HttpResponseNotAllowed(["GET", "HEAD"])
        try:
            return self.thanks_page(request, reference_on(request.GET.get("receipt", "")))
        except BadReceipt:
            # Also where the language switch leads: the other language has no receipt in its address.
            return HttpResponseRedirect(request.path.removesuffix(self.reverse_subpage("thanks")))

    def typed(self, request: HttpRequest) -> Mapping[str, Value]:
        """Return the text of a POST of any step, trusted or not, to fill the form with."""
        if "draft" in request.POST:
            return as_typed(answers.values(readable_answers(request.POST["draft"])))
        return as_posted(request.POST, self.empty_form())

    def unmatched_values(self, request: HttpRequest, form: InquiryForm) -> list[str]:
        if "draft" in request.POST:
            return unmatched_values_of_draft(readable_answers(request.POST["draft"]), form)
        return unmatched_values(request.POST, form)

    def empty_form(self) -> InquiryForm:
        return self.filled_form({})

    def filled_form(self, typed: Mapping[str, Value]) -> InquiryForm:
        return InquiryForm(initial=typed, questions=self.questions_in_order)

    def draft_of(self, form: InquiryForm, policy: Any) -> Draft:
        return Draft(
            submission_key=secrets.token_urlsafe(24),
            made_at=clock.now().isoformat(),
            page_id=self.pk,
            page_revision_id=self.live_revision_id,
            language=language_of(self),
            policy_number=policy.number,
            purpose=self.purpose,
            purpose_ids=[purpose.pk for purpose in self.purposes_in_order],
            answers=form.answers(),
            honeypot_filled=bool(form.data.get(HONEYPOT)),
        )

    def form_page(
        self,
        request: HttpRequest,
        policy: Any,
        form: InquiryForm,
        notice: FormNotice | LimitReached | None = None,
        status: int = 200,
        **more: Any,
    ) -> HttpResponse:
        """Show the form; where no policy is in force, say so and take nothing (503)."""
        context = {"form": form, "notice": notice, **more}
        return self.step_page(request, policy, status if policy else 503, "contact/contact_page.html", **context)

    def confirm_page(self, request: HttpRequest, policy: Any, draft: Draft) -> HttpResponse:
        about_writer = [one for one in draft.answers if one["key"] in ABOUT_THE_WRITER]
        about_matter = [one for one in draft.answers if one["key"] not in ABOUT_THE_WRITER]
        parts = {"about_matter": rows(about_matter), "about_writer": rows(about_writer), "sealed": sign_draft(draft)}
        crumbs = [(pgettext("heading", "Check your answers"), None)]
        return self.step_page(
            request, policy, 200, "contact/contact_confirm.html", crumbs=crumbs, purpose=draft.purpose, **parts
        )

    def thanks_page(self, request: HttpRequest, reference: str) -> HttpResponse:
        crumbs = [(_("Sent"), None)]
        response = self.step_page(request, None, 200, "contact/contact_thanks.html", crumbs=crumbs, reference=reference)
        response.headers["Cache-Control"] = "no-store"
        response.headers["Referrer-Policy"] = "no-referrer"  # the address holds the receipt
        return response

    def step_page(self, request: HttpRequest, policy: Any, status: int, template: str, **context: Any) -> HttpResponse:
        context |= {
            "policy": policy,
            "policy_address": policy and policy.address(language_of(self)),
        }
        response = self.render(request, template=template, context_overrides=context)
        response.status_code = status
        return response


def rows(given: list[Answer]) -> list[tuple[str, str]]:
    return [(answer["label"], answers.shown(answer)) for answer in given]
