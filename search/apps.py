"""The app of the search page; the index belongs to `wagtail.search`."""

from typing import Any

from django.apps import AppConfig
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.search import index
from wagtail.signals import page_published


def index_when_committed(instance: Any, **signal: Any) -> None:
    """Index a page again: what belongs to it, such as the questions of a form, is stored after it."""
    transaction.on_commit(lambda: index.insert_or_update_object(instance))


class SearchConfig(AppConfig):
    name = "search"
    verbose_name = _("Search")

    def ready(self) -> None:
        page_published.connect(index_when_committed, dispatch_uid="search index of published pages")
