"""The addresses and menu items of the mails, and the red item of the dashboard."""

from typing import Any

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.site_summary import SummaryItem
from wagtail.admin.viewsets.base import ViewSet

from cluster_cms.mail import screens
from cluster_cms.mail.outbox import OutboxMail
from cluster_cms.mail.permissions import may_change_mail_texts, may_resend_mails
from cluster_cms.menus import shown_to


class MailViewSet(ViewSet):
    """Everything under /admin/mails/."""

    name = "mails"
    icon = "mail"

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", screens.ParkedView.as_view(), name="parked"),
            path("texts/", screens.TextsView.as_view(), name="texts"),
            path("texts/<str:kind>/", screens.TextView.as_view(), name="text"),
        ]


def texts_menu_item() -> MenuItem:
    """Return the item of the settings menu."""
    return shown_to(may_change_mail_texts)(_("Texts of mails"), reverse("mails:texts"), icon_name="mail", order=120)


class ParkedMails(SummaryItem):
    """How many mails could not be sent, in red, for those who may send them again; nothing while all went well."""

    order = 80
    template_name = "cluster_cms/admin/mails_parked_summary.html"

    def is_shown(self) -> bool:
        return may_resend_mails(self.request.user) and OutboxMail.objects.parked().exists()

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        return {"count": OutboxMail.objects.parked().count()}
