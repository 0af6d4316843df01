"""The contact page."""

from django import forms
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.search import index

from cluster_cms.pages.base import BasePage
from cluster_cms.pages.sites import language_of
from cluster_cms.privacy.models import in_use_today
from contact.public.consents import Consents
from contact.public.form_flow import InquiryFormFlow
from contact.public.own_data import OwnData


class ContactPage(Consents, OwnData, InquiryFormFlow, BasePage):
    """The form by which visitors write to the company; marketing shapes it, the desk reads what it brings."""

    intro = models.TextField(
        _("introduction"), max_length=300, help_text=_("Who answers, and within how many days. One or two sentences.")
    )
    purposes = ParentalManyToManyField(
        "cluster_cms.Purpose",
        verbose_name=_("purposes of use"),
        related_name="+",
        limit_choices_to=in_use_today,
        help_text=_(
            "What the personal data will be used for, from the register of the privacy officer. It stands beside the "
            "form, is stored with each inquiry and binds us: a later change never applies to what was sent before."
        ),
    )
    thanks = RichTextField(
        _("what happens next"),
        features=["ol", "ul", "bold", "link"],
        help_text=_("Shown after sending, under the reference. Say who does what, and when."),
    )

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("intro"),
        InlinePanel(
            "questions",
            heading=_("Your own questions"),
            label=_("question"),
            help_text=_(
                "Subject, company, name, mail address, telephone, inquiry and agreement are always asked. "
                "Add here what else you need to know; deleting a question deletes no answer already received."
            ),
        ),
        MultiFieldPanel([FieldPanel("purposes", widget=forms.CheckboxSelectMultiple)], heading=_("Before sending")),
        MultiFieldPanel([FieldPanel("thanks")], heading=_("After sending")),
    ]
    search_fields = [*BasePage.search_fields, index.SearchField("intro")]
    subpage_types: list[str] = []
    preview_modes = [("", _("Form")), ("thanks", _("After sending"))]

    class Meta:
        verbose_name = _("contact page")
        verbose_name_plural = _("contact pages")

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
