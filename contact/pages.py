"""The contact page, and the check that its translation asks the same questions."""

from collections.abc import Iterator

from django import forms
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page
from wagtail.search import index

from cluster_cms.pages.base_page import BasePage
from cluster_cms.pages.sites import language_of
from cluster_cms.privacy.models import in_use_today
from contact.models.question import ContactQuestion
from contact.public.consent_pages import Consents
from contact.public.form_flow import InquiryFormFlow
from contact.public.own_data_pages import OwnData


def translation_mismatches(page: Page) -> Iterator[str]:
    """Yield one sentence for each question that the page and its translation do not ask alike, as last saved."""
    ours = asked_on(page)
    for twin in page.get_translations():
        theirs = asked_on(twin.specific)
        for key, question in ours.items():
            other = theirs.get(key)
            if other is None:
                yield _("“%(question)s” is not asked in the other language.") % {"question": question.label}
            elif (question.kind, question.required) != (other.kind, other.required):
                yield _("“%(question)s” differs in the other language: kind of answer or “must be answered”.") % {
                    "question": question.label
                }
        for key in theirs.keys() - ours.keys():
            yield _("The other language also asks “%(question)s”.") % {"question": theirs[key].label}


def asked_on(page: Page) -> dict[str, ContactQuestion]:
    """Return the questions of the newest draft by their keys."""
    return {question.key: question for question in page.get_latest_revision_as_object().questions.all()}


class ContactPage(Consents, OwnData, InquiryFormFlow, BasePage):
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
    thanks = RichTextField(
        gettext_lazy("what happens next"),
        features=["ol", "ul", "bold", "link"],
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
                "Subject, company, name, mail address, telephone, inquiry and agreement are always asked. "
                "Add here what else you need to know; deleting a question deletes no answer already received."
            ),
        ),
        MultiFieldPanel(
            [FieldPanel("purposes", widget=forms.CheckboxSelectMultiple)], heading=gettext_lazy("Before sending")
        ),
        MultiFieldPanel([FieldPanel("thanks")], heading=gettext_lazy("After sending")),
    ]
    search_fields = [*BasePage.search_fields, index.SearchField("intro")]
    subpage_types: list[str] = []
    preview_modes = [("", gettext_lazy("Form")), ("thanks", gettext_lazy("After sending"))]

    class Meta:
        verbose_name = gettext_lazy("contact page")
        verbose_name_plural = gettext_lazy("contact pages")

    @property
    def purpose(self):
        """Return the purposes as they stand beside the form, in the language of the page."""
        return "\n".join(purpose.text(language_of(self)) for purpose in self.purposes_in_order)

    @cached_property
    def purposes_in_order(self):
        return sorted(self.purposes.all(), key=lambda purpose: (purpose.order, purpose.pk))

    @cached_property
    def questions_in_order(self):
        return list(self.questions.all())

    def serve_preview(self, request, mode_name):
        """Show the form, or the last step with a made-up reference."""
        if mode_name == "thanks":
            return self.thanks_page(request, "K7QM-2XFD")
        return super().serve_preview(request, mode_name)

    def summary(self, language=None):
        return super().summary(language) or self.intro
