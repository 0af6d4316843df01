"""The addresses and menu items of the privacy officer's screens: who did what, transfers, incidents."""

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.base import ViewSet

from cluster_cms.privacy.viewsets import MENU
from cluster_cms.views.staff import shown_to
from contact.admin import audit_log_views, incident_views, transfer_views
from contact.permissions import may_see_audit, may_see_transfers


class AuditViewSet(ViewSet):
    """Everything under /admin/inquiries/audit/; no address of the admin changes an entry."""

    name = "inquiry_audit"
    url_prefix = "inquiries/audit"
    icon = "clipboard-list"
    menu_label = _("Who did what")
    menu_order = 152
    menu_item_class = shown_to(may_see_audit)
    add_to_admin_menu = True

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", audit_log_views.AuditLogView.as_view(), name="index"),
            path("file/", audit_log_views.AuditLogFileView.as_view(), name="file"),
            path("verify/", audit_log_views.VerifyView.as_view(), name="verify"),
        ]


class TransferViewSet(ViewSet):
    """Everything under /admin/privacy/transfers/, in the menu of the privacy officer."""

    name = "transfers"
    url_prefix = "privacy/transfers"
    icon = "arrow-right-full"
    menu_label = _("Transfers")
    menu_order = 60
    menu_item_class = shown_to(may_see_transfers)
    menu_hook = MENU

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", transfer_views.TransfersView.as_view(), name="index"),
            path("results/", transfer_views.TransfersView.as_view(results_only=True), name="index_results"),
            path("csv/", transfer_views.TransferFileView.as_view(), name="csv"),
            path("<int:number>/", transfer_views.TransferView.as_view(), name="transfer"),
            path("<int:number>/review/", transfer_views.ReviewWithholdingView.as_view(), name="review"),
        ]


class IncidentViewSet(ViewSet):
    """Everything under /admin/privacy/incidents/, in the menu of the privacy officer."""

    name = "incidents"
    url_prefix = "privacy/incidents"
    icon = "warning"
    menu_label = _("Incidents")
    menu_order = 70
    menu_item_class = shown_to(may_see_audit)
    menu_hook = MENU

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", incident_views.IncidentsView.as_view(), name="index"),
            path("<int:number>/", incident_views.IncidentView.as_view(), name="incident"),
            path("<int:number>/file/", incident_views.IncidentFileView.as_view(), name="file"),
        ]
