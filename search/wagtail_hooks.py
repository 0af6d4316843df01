"""The link to the search page in the footer of the site, and the job that rebuilds the index after an update."""

from collections.abc import Iterable

from django.core.management import call_command
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail import hooks

from cluster_cms.operations.jobs import Job, once
from cluster_cms.pages.navigation import SiteLink
from cluster_cms.security.accounts import MARKETING, grant
from cluster_cms.text.folding import VERSION


@hooks.register("register_site_links")
def search_link(language: str) -> Iterable[SiteLink]:
    """Return the link to the search page in a language."""
    with override(language):
        return [SiteLink(place="help", label=_("Search"), url=reverse("search:search"))]


@hooks.register("register_bootstrap", order=15)
def grant_search_settings() -> None:
    """Let marketing write the synonyms."""
    grant(MARKETING, "search.change_searchsettings")


@hooks.register("register_job")
def index_job() -> Job:
    """Return the job that indexes all pages anew once for each way of folding."""
    return once(f"search index, folding {VERSION}", lambda: call_command("wagtail_update_index", verbosity=0))
