from django.apps import AppConfig
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _


class ContactConfig(AppConfig):
    name = "contact"
    verbose_name = _("Contact")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Listen to the policy: what it sends must find its receiver in every process."""
        import_string("contact.changed_purpose.listen")()
