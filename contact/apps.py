from importlib import import_module

from django.apps import AppConfig
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _


class ContactConfig(AppConfig):
    """The contact form, the desk that answers it, and the rights of the people who write."""

    name = "contact"
    verbose_name = _("Contact")
    default_auto_field = "django.db.models.BigAutoField"

    def import_models(self) -> None:
        """Import `contact.pages` with the models; it stands apart because a page imports what serves it."""
        super().import_models()
        import_module("contact.pages")

    def ready(self) -> None:
        """Listen to the policy's signals, and build the routes now: at the first request Wagtail's threads race."""
        import_string("contact.pages.ContactPage").get_resolver()
        import_string("contact.privacy.purpose_changes.listen")()
