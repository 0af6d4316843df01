"""The project package is itself an app: it owns the user, media, settings and audit tables."""

from django.apps import AppConfig
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _


class ClusterCmsConfig(AppConfig):
    name = "cluster_cms"
    verbose_name = _("Site")

    def ready(self) -> None:
        """Install what Wagtail has no setting for; guard the tree; watch sign-ins, power, translations and history."""
        import_string("cluster_cms.blocks.changed_blocks.install")()
        import_string("cluster_cms.views.typed_dates.register_fields")()
        import_string("cluster_cms.views.spreadsheets.install")()
        import_string("cluster_cms.views.wagtail_labels.install")()
        import_string("cluster_cms.pages.schedules.listen")()
        import_string("cluster_cms.pages.tree_guards.listen")()
        import_string("cluster_cms.translations.confirmations.listen")()
        import_string("cluster_cms.security.session_proof.listen")()
        for module in ("counters.share_counters", "account_notices.listen", "secrets.listen"):
            import_string(f"cluster_cms.sign_in.{module}")()
        for module in ("publishing_rule", "workflow_mails"):
            import_string(f"cluster_cms.review.{module}.listen")()
        import_string("cluster_cms.oversight.recording.install")()
        import_string("cluster_cms.bin.own_deletions.install")()
