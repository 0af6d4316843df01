from importlib import import_module

from django.apps import AppConfig
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _


class ContactConfig(AppConfig):
    name = "contact"
    verbose_name = _("Contact")
    default_auto_field = "django.db.models.BigAutoField"

    def import_models(self) -> None:
        """Import the page type too: it stands above the code that serves it, so not in `models`."""
        super().import_models()
        import_module("contact.pages")

    def ready(self) -> None:
        """Listen to the policy: what it sends must find its receiver in every process."""
        import_string("contact.privacy.purpose_changes.listen")()
