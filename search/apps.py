"""The app's entry in INSTALLED_APPS."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    """Finding pages; the indexing itself stays in the app `wagtail.search`."""

    name = "search"
    verbose_name = _("Search")
