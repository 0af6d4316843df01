"""The contact page: its form and its own questions."""

from collections.abc import Iterator

from django import forms
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override, pgettext_lazy
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.models import Page
from wagtail.search import index

from cluster_cms.blocks.rich_text import WORDS, ProseField
from cluster_cms.pages.base_page import BasePage
from cluster_cms.pages.freshness import STALE
from cluster_cms.pages.sites import language_of
from cluster_cms.privacy.models import Purpose, in_use_today
from contact.models.question import ContactQuestion
from contact.public import form_flow
from contact.public.form import core_fields
from contact.public.notices import questions_by_key
from contact.text.question_kinds import ASKED_SUBJECTS

SAMPLE_REFERENCE = "K7QM-2XFD"


def translation_mismatches(page: Page) -> Iterator[str]:
    """Yield one sentence for each question that the newest drafts of a page and its translations ask differently."""
    own = questions_by_key(page.get_latest_revision_as_object())
    for translation in page.get_translations():
        others = questions_by_key(translation.specific.get_latest_revision_as_object())
        for key, question in own.items():
            other = others.get(key)
            if other is None:
                yield _("“%(question)s” is not asked in the other language.") % {"question": question.label}
            elif demands(question) != demands(other):
                yield _(
                    "“%(question)s” differs in the other language: kind of answer, “must be answered”, subjects, "
                    "limits, or how many choices or units there are."
                ) % {"question": question.label}
        for key in others.keys() - own.keys():
            yield _("The other language also asks “%(question)s”.") % {"question": others[key].label}


def demands(question: ContactQuestion) -> tuple[object, ...]:
    """Return what a question demands in every language."""
    counts = len(question.options), len(question.unit_options)
    return question.kind, question.required, set(question.subjects), question.limits, *counts


class ContactPage(RoutablePageMixin, BasePage):
    """The form by which visitors write to the company; marketing shapes it, the desk reads what it brings."""

    intro = models.TextField(
        gettext_lazy("introduction"),
        max_length=300,
        help_text=gettext_lazy("Who answers, and within how many days. One or two sentences."),
    )
    purposes = ParentalManyToManyField(
        "cluster_cms.Purpose",
        verbose_name=gettext_lazy("purposes of use"),
        related_name="+",
        limit_choices_to=in_use_today,
        help_text=gettext_lazy(
            "What the personal data will be used for, from the register of the privacy officer. It stands beside the "
            "form, is stored with each inquiry and binds us: a later change never applies to what was sent before."
        ),
    )
    takes_files = models.BooleanField(
        gettext_lazy("visitors may attach files"),
        default=False,
        help_text=gettext_lazy("Drawings, documents and pictures. They are encrypted, and read by the desk alone."),
    )
    thanks = ProseField(
        gettext_lazy("what happens next"),
        features=["ol", "ul", *WORDS, "link"],
        help_text=gettext_lazy("Shown after sending, under the reference. Say who does what, and when."),
    )

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("intro"),
        InlinePanel(
            "questions",
            heading=gettext_lazy("Your own questions"),
            label=gettext_lazy("question"),
            help_text=gettext_lazy(
                "Subject, company, name, email address, telephone, inquiry and agreement are always asked. "
                "Add here what else you need to know; deleting a question deletes no answer already received."
            ),
        ),
        FieldPanel("takes_files"),
        MultiFieldPanel(
            [FieldPanel("purposes", widget=forms.CheckboxSelectMultiple)], heading=gettext_lazy("Before sending")
        ),
        MultiFieldPanel([FieldPanel("thanks")], heading=gettext_lazy("After sending")),
    ]
    search_fields = [*BasePage.search_fields, index.SearchField("intro"), index.SearchField("asked_text")]
    visitor_name = pgettext_lazy("result", "Form")
    subpage_types: list[str] = []
    shows_text_back = True
    required_because = gettext_lazy(
        "There is always a contact page that visitors can reach for good, and this is the last one. "
        "Publish another one first, without a time at which it expires."
    )
    legal_stale = STALE
    allowed_http_methods = ["GET", "HEAD", "POST", "OPTIONS"]
    preview_modes = [("", gettext_lazy("Form")), ("thanks", gettext_lazy("After sending"))]

    class Meta:
        verbose_name = gettext_lazy("contact page")
        verbose_name_plural = gettext_lazy("contact pages")

    @path("")
    def index_route(self, request: HttpRequest) -> HttpResponse:
        return form_flow.serve_form(self, request)

    @path("with-files/", name="with_files")  # the one address below the page where bodies may be large
    def with_files_route(self, request: HttpRequest) -> HttpResponse:
        return form_flow.serve_form(self, request)

    @path("thanks/", name="thanks")
    def thanks_route(self, request: HttpRequest) -> HttpResponse:
        return form_flow.serve_thanks(self, request)

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """Show the form, or the thanks page with a made-up reference."""
        if mode_name == "thanks":
            return form_flow.thanks_page(self, request, SAMPLE_REFERENCE)
        response: HttpResponse = super().serve_preview(request, mode_name)
        return response

    @property
    def purpose(self) -> str:
        """Return the purposes as they stand beside the form, in the language of the page, one a line."""
        return "\n".join(purpose.text(language_of(self)) for purpose in self.purposes_in_order)

    @cached_property
    def purposes_in_order(self) -> list[Purpose]:
        return sorted(self.purposes.all(), key=lambda purpose: (purpose.order, purpose.pk))

    @cached_property
    def questions_in_order(self) -> list[ContactQuestion]:
        return list(self.questions.all())

    def questions_about(self, subject: str) -> list[ContactQuestion]:
        """Return the questions that who writes about a subject is asked; without one, those that everybody is asked."""
        return [question for question in self.questions_in_order if question.is_asked_about(subject)]

    def asked_text(self) -> list[str]:
        """Return what the form asks, in the language of the page: every question with its hint and choices."""
        with override(language_of(self)):
            asked = [(field.label, field.help_text) for field in core_fields().values()]
            texts = [*(str(text) for texts in asked for text in texts), *(str(kind.label) for kind in ASKED_SUBJECTS)]
        for question in self.questions.all():
            texts += [question.label, question.help_text, *question.options, *question.unit_options]
        return list(filter(None, texts))

    def summary(self, language: str | None = None) -> str:
        return super().summary(language) or self.intro
