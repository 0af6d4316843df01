"""The link to the search page in the footer of the site."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail import hooks

from cluster_cms.pages.navigation import SiteLink


@hooks.register("register_site_links")
def search_link(language: str) -> Iterable[SiteLink]:
    """Return the link to the search page in a language."""
    with override(language):
        return [SiteLink(place="help", label=_("Search"), url=reverse("search:search"))]
