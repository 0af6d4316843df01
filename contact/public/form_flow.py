"""The steps of the contact form, write, check and send, at one address and without a cookie."""

import secrets
from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect, QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from wagtail.models import Page

from cluster_cms import clock
from cluster_cms.pages.inquiry_topics import find_topics
from cluster_cms.pages.sites import language_of
from cluster_cms.security.client_address import networks_of
from contact.inquiries.attachments import FilesGone, held_files
from contact.inquiries.draft import (
    BadReceipt,
    Draft,
    ExpiredDraft,
    UnusableDraft,
    load_draft,
    readable_answers,
    receipt_for,
    reference_on,
    sign_draft,
)
from contact.inquiries.receive import InquiryErased, receive_inquiry
from contact.inquiries.spam_scoring import HONEYPOT
from contact.public.form import InquiryForm
from contact.public.notices import FormNotice, PageChange, PolicyChange, page_change, policy_change
from contact.public.prefilling import MOST_TOPICS, read_query
from contact.public.refilling import (
    initial_from_answers,
    initial_from_post,
    unmatched_values,
    unmatched_values_of_draft,
    values_not_offered,
)
from contact.public.responses import SeeOther, render_page
from contact.public.uploads import FormFiles, files_not_held, take_files
from contact.rate_limits.limits import CountedPost, CountedUpload, LimitReached
from contact.text import answers
from contact.text.answers import Answer
from contact.text.question_kinds import ABOUT, FILES, SUBJECT, UPLOAD
from policy.publishing import PolicyRevision, policy_in_force, policy_shown

ABOUT_THE_WRITER = ("name", "company", "mail", "phone")


def serve_form(page: Page, request: HttpRequest) -> HttpResponse:
    """Show the form, or take a step of it. GET answers are the same for everyone; no cache stores those to POST."""
    return InquiryFormFlow(page, request).respond()


def serve_thanks(page: Page, request: HttpRequest) -> HttpResponse:
    """Show the reference of a valid receipt, or lead back to the form."""
    if request.method == "POST":
        return HttpResponseNotAllowed(["GET", "HEAD"])
    try:
        return thanks_page(page, request, reference_on(request.GET.get("receipt", "")))
    except BadReceipt:
        # Also where the language switch leads: the other language has no receipt in its address.
        return HttpResponseRedirect(request.path_info.removesuffix(page.reverse_subpage("thanks")))


def thanks_page(page: Page, request: HttpRequest, reference: str) -> HttpResponse:
    crumbs = [(_("Sent"), None)]
    response = render_page(page, request, "contact/contact_thanks.html", crumbs=crumbs, reference=reference)
    response.headers["Cache-Control"] = "no-store"
    response.headers["Referrer-Policy"] = "no-referrer"  # the address holds the receipt
    return response


def draft_of(page: Page, form: InquiryForm, policy: PolicyRevision) -> Draft:
    """Return what a valid form brings as a draft under a new submission key."""
    return Draft(
        submission_key=secrets.token_urlsafe(24),
        made_at=clock.now().isoformat(),
        page_id=page.pk,
        page_revision_id=page.live_revision_id,
        language=language_of(page),
        policy_number=policy.number,
        purpose=page.purpose,
        purpose_ids=[purpose.pk for purpose in page.purposes_in_order],
        answers=form.answers(),
        honeypot_filled=bool(form.data.get(HONEYPOT)),
    )


class InquiryFormFlow:
    """One request to the form of a contact page, under the policy in force; without a purpose no policy applies."""

    def __init__(self, page: Page, request: HttpRequest) -> None:
        self.page, self.request = page, request
        self.post: QueryDict = request.POST
        self.files: FormFiles | None = None  # until they were looked at
        self.address = request.path_info.removesuffix(page.reverse_subpage("with_files"))
        self.purpose = page.purpose
        stores = request.method == "POST"
        self.policy = (policy_in_force() if stores else policy_shown()) if self.purpose else None

    def respond(self) -> HttpResponse:
        """Return the response to the request, whatever it brings."""
        if self.request.method != "POST":
            return HttpResponseRedirect(self.address) if self.address != self.request.path_info else self.first_page()
        if getattr(self.request, "foreign_post", False):
            # What another site sent stands in our own labelled fields, and nowhere else under the company's name.
            return self.form_page(self.posted_form()[0], FormNotice.FOREIGN, 403)
        if self.policy is None:
            return self.redisplay_form(FormNotice.FOREIGN, 403)
        try:
            return self.take_step(self.policy, self.post.get("step", ""))
        except LimitReached as limit:
            return limit.with_retry_after(self.redisplay_form(limit, 429))

    def first_page(self) -> HttpResponse:
        """Show the empty form, or what its address says beforehand, at the one address that says it.

        No shared cache keeps a page whose address names what does not exist: there are any number of those.
        """
        beforehand = read_query(self.request.GET, language_of(self.page))
        if beforehand is None:
            return self.form_page(InquiryForm(**self.asked("")))
        if not beforehand.left_out and beforehand.query != self.request.META.get("QUERY_STRING", ""):
            return HttpResponseRedirect(f"{self.request.path}?{beforehand.query}".rstrip("?"))
        questions = self.page.questions_about(beforehand.subject)
        takes_files = self.page.takes_files
        form = InquiryForm(
            initial=beforehand.initial(), questions=questions, topics=beforehand.topics, takes_files=takes_files
        )
        response = self.form_page(form, left_out=beforehand.left_out)
        if beforehand.left_out:
            response.headers["Cache-Control"] = "private, no-cache"
        return response

    def take_step(self, policy: PolicyRevision, step: str) -> HttpResponse:
        """Count the POST and do what it asks for. Raises LimitReached."""
        post = CountedPost(networks_of(self.request), sending=step == "send")
        post.check()
        if step != "send":
            post.count_alone()
            self.hold_files()
            return self.change_answers(policy) if step == "change" else self.check_answers(policy)
        response = self.send_inquiry(policy, post)
        if not post.is_counted:  # nothing was stored
            post.count_alone()
        return response

    def hold_files(self) -> None:
        """Hold the files that the POST brings, until the form is sent. Raises LimitReached, and holds none then."""
        if self.request.FILES:
            upload = CountedUpload(networks_of(self.request))
            upload.check()
            upload.count_alone()
        self.post = self.request.POST.copy()
        self.files = take_files(self.request, self.post, taken=self.page.takes_files)

    def check_answers(self, policy: PolicyRevision) -> HttpResponse:
        """Validate what was written and show it, or show the form again with every character kept."""
        if change := self.change_since_shown(policy):
            return self.redisplay_form(change.notice, change=change)
        if self.asks_more():
            return self.redisplay_form(FormNotice.MORE_QUESTIONS, 200, keeps_agreement=True)
        form = InquiryForm(self.post, **self.asked_in_post())
        if unmatched_values(self.post, form) or (form.form_files.problems and UPLOAD not in form.fields):
            return self.redisplay_form(FormNotice.UNMATCHED)
        if not form.is_valid():
            return self.form_page(form, status=422, unmatched_values=values_not_offered(self.post, form))
        return self.confirm_page(draft_of(self.page, form, policy), typed_otherwise(form))

    def change_since_shown(self, policy: PolicyRevision) -> PolicyChange | PageChange | None:
        """Return what changed since the form was shown: a policy, or what the page asks and for what purpose."""
        shown = self.post
        if shown.get("policy") != str(policy.number):
            return policy_change(policy, seen=shown.get("policy", ""), language=language_of(self.page))
        return page_change(self.page, seen=shown.get("page", ""), subject=shown.get(SUBJECT, ""))

    def asks_more(self) -> bool:
        """Return whether the chosen subject has questions that the form did not show."""
        shown, chosen = (self.page.questions_about(self.post.get(name, "")) for name in ("asked", SUBJECT))
        return bool({question.key for question in chosen} - {question.key for question in shown})

    def change_answers(self, policy: PolicyRevision) -> HttpResponse:
        """Show the form with the answers of the draft, and agreed as before unless that has changed since."""
        form, unmatched = self.posted_form()
        form.initial["agreement"] = self.is_agreed(policy)
        return self.form_page(form, unmatched_values=unmatched)

    def is_agreed(self, policy: PolicyRevision) -> bool:
        """Return whether the draft is whole and was made under the present policy and purpose."""
        try:
            draft = load_draft(self.post.get("draft", ""), page_id=self.page.pk)
        except UnusableDraft:
            return False
        return self.change_since_agreed(draft, policy) is None

    def send_inquiry(self, policy: PolicyRevision, post: CountedPost) -> HttpResponse:
        """Store the checked inquiry once, with the count of its post, and lead to the thanks page."""
        try:
            draft = load_draft(self.post.get("draft", ""), page_id=self.page.pk)
        except UnusableDraft as error:
            expired = isinstance(error, ExpiredDraft)
            return self.redisplay_draft(error.answers, FormNotice.EXPIRED if expired else FormNotice.DAMAGED)
        if change := self.change_since_agreed(draft, policy):
            return self.redisplay_draft(draft.answers, change.notice, change=change)
        try:
            inquiry = receive_inquiry(draft=draft, page=self.page, policy_revision_id=policy.pk, post=post)
        except InquiryErased:
            return self.redisplay_draft(draft.answers, FormNotice.ERASED)
        except FilesGone:
            return self.redisplay_draft(draft.answers, FormNotice.FILES_GONE)
        thanks = f"{self.address}{self.page.reverse_subpage('thanks')}"
        return SeeOther(f"{thanks}?receipt={receipt_for(inquiry.reference)}")

    def change_since_agreed(self, draft: Draft, policy: PolicyRevision) -> PolicyChange | PageChange | None:
        """Return what changed since the writer agreed; changed questions do not concern an inquiry on its way."""
        if draft.policy_number != policy.number:
            return policy_change(policy, seen=str(draft.policy_number), language=draft.language)
        if draft.purpose != self.purpose:
            return PageChange(purpose_before=draft.purpose, purpose_now=self.purpose)
        return None

    def redisplay_draft(self, given: list[Answer], notice: FormNotice, **more: Any) -> HttpResponse:
        """Show the form with the answers of a draft that was not sent, and why."""
        form, unmatched = self.draft_form(given)
        return self.form_page(form, notice, 409, unmatched_values=unmatched, **more)

    def redisplay_form(
        self, notice: FormNotice | LimitReached, status: int = 409, *, keeps_agreement: bool = False, **more: Any
    ) -> HttpResponse:
        """Show the form with what the POST brought, and why it is shown again."""
        form, unmatched = self.posted_form()
        form.initial["agreement"] = keeps_agreement and "agreement" in self.post
        return self.form_page(form, notice, status, unmatched_values=unmatched, **more)

    def posted_form(self) -> tuple[InquiryForm, list[str]]:
        """Return the form filled from a POST of any step, trusted or not, and the values that fit no field."""
        if "draft" in self.post:
            return self.draft_form(readable_answers(self.post.get("draft", "")))
        asked = self.asked_in_post()
        form = InquiryForm(initial=initial_from_post(self.post, InquiryForm(**asked)), **asked)
        return form, unmatched_values(self.post, form) + values_not_offered(self.post, form)

    def draft_form(self, given: list[Answer]) -> tuple[InquiryForm, list[str]]:
        """Return the form filled with answers, and those to questions that are no longer asked."""
        files = FormFiles(held_files(answers.keys_of(given, FILES)))
        asked = self.asked(answers.text_of(given, SUBJECT), answers.topic_keys(given), files)
        form = InquiryForm(initial=initial_from_answers(given, InquiryForm(**asked)), **asked)
        return form, unmatched_values_of_draft(given, form)

    def asked_in_post(self) -> dict[str, Any]:
        files = self.files or files_not_held(self.request)
        return self.asked(self.post.get(SUBJECT, ""), self.post.getlist(ABOUT), files)

    def asked(self, subject: str, keys: Sequence[str] = (), files: FormFiles | None = None) -> dict[str, Any]:
        """Return what a form about a subject and products asks, as arguments of InquiryForm."""
        topics = find_topics(keys[:MOST_TOPICS], language_of(self.page))
        takes = self.page.takes_files
        return {"questions": self.page.questions_about(subject), "topics": topics, "files": files, "takes_files": takes}

    def form_page(
        self, form: InquiryForm, notice: FormNotice | LimitReached | None = None, status: int = 200, **more: Any
    ) -> HttpResponse:
        """Show the form; where no policy is in force, say so and take nothing (503)."""
        status = status if self.policy else 503
        return self.render("contact/contact_page.html", status=status, form=form, notice=notice, **more)

    def confirm_page(self, draft: Draft, mail_typed: str) -> HttpResponse:
        """Show the answers with the signed draft that the next step sends; `mail_typed` as of `typed_otherwise`."""
        about_writer = [one for one in draft.answers if one["key"] in ABOUT_THE_WRITER]
        about_matter = [one for one in draft.answers if one["key"] not in ABOUT_THE_WRITER]
        return self.render(
            "contact/contact_confirm.html",
            crumbs=[(pgettext("heading", "Check your answers"), None)],
            purpose=draft.purpose,
            about_matter=rows(about_matter),
            about_writer=rows(about_writer),
            mail_typed=mail_typed,
            mail=answers.text_of(draft.answers, answers.MAIL),
            signed_draft=sign_draft(draft),
        )

    def render(self, template: str, **context: Any) -> HttpResponse:
        address = self.policy and self.policy.address(language_of(self.page))
        context |= {"policy": self.policy, "policy_address": address, "form_address": self.address}
        return render_page(self.page, self.request, template, **context)


def typed_otherwise(form: InquiryForm) -> str:
    """Return the mail address as it was typed where it was read otherwise, for example without a mark behind it."""
    typed = str(form.data.get("mail", "")).strip()
    return "" if typed == form.cleaned_data["mail"] else typed


def rows(given: list[Answer]) -> list[tuple[str, str]]:
    """Return label and text of each answer."""
    return [(answer["label"], answers.shown_in_full(answer)) for answer in given]
