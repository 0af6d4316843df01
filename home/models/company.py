"""The page type that marketing uses most."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from cluster_cms.pages.base import BasePage
from home.blocks import CompanyStoryBlock


class CompanyPage(BasePage):
    """A page about the company or one of its businesses: a lead and a story."""

    lead = models.TextField(_("lead"), max_length=200, blank=True, help_text=_("One or two sentences under the title."))
    in_footer = models.BooleanField(
        _("show in the footer"), default=False, help_text=_("For pages such as “About this site” that no menu holds.")
    )
    body = StreamField(CompanyStoryBlock(), verbose_name=_("body"), blank=True)

    content_panels = [*BasePage.content_panels, FieldPanel("lead"), FieldPanel("body")]
    promote_panels = [*BasePage.promote_panels, FieldPanel("in_footer")]
    search_fields = [*BasePage.search_fields, index.SearchField("lead"), index.SearchField("body")]
    parent_page_types = ["home.HomePage", "home.CompanyPage"]
    subpage_types = ["home.CompanyPage"]
    page_description = _("Profile, business, access, any page made of blocks.")

    class Meta:
        verbose_name = _("company page")

    def summary(self, language: str | None = None) -> str:
        return super().summary(language) or self.lead
