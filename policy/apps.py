"""The policy app."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _


class PolicyConfig(AppConfig):
    name = "policy"
    verbose_name = _("Privacy policy")
    default_auto_field = "django.db.models.BigAutoField"

    def import_models(self) -> None:
        """Import the page type too: it imports the views, so it cannot be in `models`."""
        super().import_models()
        import_module("policy.pages")

    def ready(self) -> None:
        """Build the resolver of the routes now: Wagtail does so at the first request, where threads race."""
        import_string("policy.pages.PolicyPage").get_resolver()
