"""The project package is itself an app: it owns the user, media, settings and audit tables."""

from django.apps import AppConfig
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _


class ClusterCmsConfig(AppConfig):
    name = "cluster_cms"
    verbose_name = _("Site")

    def ready(self) -> None:
        """Read dates as people type them, export Wagtail's lists as ours, and clear schedules that are used up."""
        import_string("cluster_cms.views.typed_dates.register_fields")()
        import_string("cluster_cms.views.spreadsheets.install")()
        import_string("cluster_cms.pages.schedules.listen")()
