"""The sitemap for people."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from cluster_cms.pages.base import BasePage
from home.site_map import count_links, groups


class SitemapPage(BasePage):
    """All public pages of a language by group, drawn from the tree; there is nothing to keep up to date."""

    content_panels = BasePage.content_panels
    parent_page_types = ["home.HomePage"]
    subpage_types: list[str] = []
    max_count_per_parent = 1
    page_description = _("Lists all public pages by itself.")

    class Meta:
        verbose_name = _("sitemap")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        found = groups(self.get_parent())
        return {**context, "groups": found, "count": count_links(found)}
