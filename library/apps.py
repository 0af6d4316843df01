"""The app of the documents that the site offers: data sheets, certificates, drawings."""

from django.apps import AppConfig
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _


class LibraryConfig(AppConfig):
    name = "library"
    verbose_name = _("Document library")

    def ready(self) -> None:
        """Follow what the documents' entries in the search index depend on."""
        import_string("library.searching.listen")()
