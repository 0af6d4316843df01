"""The home page and company pages."""

from typing import Any

from django.core.validators import MaxValueValidator
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from cluster_cms.blocks.explaining import faq_page
from cluster_cms.blocks.links import LinkBlock
from cluster_cms.pages.base_page import BasePage
from cluster_cms.pages.languages import active_language
from cluster_cms.promises.page import shown_lately, summary
from home.blocks.company_story import CompanyStoryBlock
from home.blocks.key_figures import FigureBlock
from home.models.news import news_index


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

    def structured_data(self) -> list[dict[str, Any]]:
        """Return the questions that stand on the page, with their answers."""
        return faq_page(self.body)


class HomePage(BasePage):
    """The first page of a language: hero, key figures, a story, the latest news, a closing story."""

    heading = models.TextField(
        _("large heading"),
        max_length=60,
        blank=True,
        help_text=_("A new line here is a new line on the page. Empty: the title of the page."),
    )
    lead = models.TextField(_("lead"), max_length=200, blank=True, help_text=_("One or two sentences."))
    links = StreamField(
        [("link", LinkBlock())],
        verbose_name=_("links"),
        blank=True,
        max_num=2,
        help_text=_("Up to two; the first one becomes the button."),
    )
    figures = StreamField(
        [("figure", FigureBlock())],
        verbose_name=_("key figures"),
        blank=True,
        max_num=4,
        help_text=_("Two to four measured numbers for the ruler."),
    )
    body = StreamField(CompanyStoryBlock(), verbose_name=_("before the news"), blank=True)
    news_shown = models.PositiveSmallIntegerField(
        _("number of news"), default=4, validators=[MaxValueValidator(12)], help_text=_("0 to 12. 0: none are shown.")
    )
    closing = StreamField(
        CompanyStoryBlock(),
        verbose_name=_("after the news"),
        blank=True,
        help_text=_("The latest news stand between the two parts by themselves."),
    )

    content_panels = [
        *BasePage.content_panels,
        MultiFieldPanel([FieldPanel("heading"), FieldPanel("lead"), FieldPanel("links")], heading=_("Opening")),
        FieldPanel("figures"),
        FieldPanel("body"),
        FieldPanel("news_shown"),
        FieldPanel("closing"),
    ]
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("heading"),
        index.SearchField("lead"),
        index.SearchField("body"),
        index.SearchField("closing"),
    ]
    required_because = _("The home page always stays: it carries every other page.")
    can_be_site_root = True
    parent_page_types = ["wagtailcore.Page"]
    page_description = _("The first page of a language. There is one in each.")

    class Meta:
        verbose_name = _("home page")

    @classmethod
    def can_create_at(cls, parent: Page) -> bool:
        """Return False: each language has its one home page from the start."""
        return False

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        news = news_index(self.locale_id)
        promised = shown_lately(active_language())
        return {
            **context,
            "news": news,
            "latest_news": news.items()[: self.news_shown] if news else [],
            "promised": promised,
            "promised_summary": summary(promised),
            "measured_at": max((one.measured_at for item in promised for one in item.evidence), default=None),
        }
