"""What editors decide about the search: words that mean the same."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import register_setting
from wagtail.models import Site

from cluster_cms.pages.content_stamp import per_stamp
from cluster_cms.pages.site_settings import StampedSetting, default_site
from search.synonyms import Synonyms, synonyms_in, validate_synonyms


@register_setting(icon="search", order=120)
class SearchSettings(StampedSetting):
    """The synonyms of the site's search, for both languages together."""

    synonyms = models.TextField(
        _("words that mean the same"),
        blank=True,
        max_length=20_000,
        validators=[validate_synonyms],
        help_text=_(
            "One group a line, with = between the words: gear=cogwheel. Whoever searches for one finds the others too. "
            "Spelling, width and plural need no line."
        ),
    )

    panels = [FieldPanel("synonyms")]

    class Meta:
        verbose_name = _("search")

    def __str__(self) -> str:
        return "search"


@per_stamp
def known_synonyms() -> Synonyms:
    """Return the synonyms of the site; none before there is a site."""
    try:
        return synonyms_in(SearchSettings.for_site(default_site()).synonyms)
    except Site.DoesNotExist:
        return Synonyms()
