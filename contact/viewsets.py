"""The addresses and menu items of the desk's and the privacy officer's screens."""

from django.urls import URLPattern, path, re_path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.base import ViewSet

from cluster_cms.privacy.viewsets import MENU
from cluster_cms.views.staff import shown_to
from contact.admin import (
    access_views,
    bulk_actions,
    consent_views,
    export_views,
    handling_views,
    inbox,
    incident_views,
    inquiry_views,
    request_views,
    search_views,
    spam_views,
    transfer_views,
)
from contact.admin import audit_log_views as auditing
from contact.admin import bulk_actions as bulk
from contact.admin import calendar_views as due
from contact.admin import correspondence_views as writing
from contact.admin import retention_views as keeping
from contact.admin.manual_entry_views import ManualEntryView
from contact.permissions import may_handle_inquiries, may_see_audit, may_see_inquiries, may_see_transfers
from contact.text.references import PATTERN

UUID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"


class RequestsViewSet(ViewSet):
    """Everything under /admin/requests/."""

    name = "requests"
    icon = "user"
    menu_label = _("Requests about personal data")
    menu_order = 152
    menu_item_class = shown_to(may_handle_inquiries)
    add_to_admin_menu = True

    def get_urlpatterns(self) -> list[URLPattern]:
        one = rf"^(?P<asked>{PATTERN})/"
        return [
            path("", request_views.RequestRegisterView.as_view(), name="index"),
            path("new/", request_views.NewView.as_view(), name="new"),
            re_path(rf"{one}$", request_views.OneRequestView.as_view(), name="request"),
            re_path(rf"{one}identity/$", request_views.IdentityChecksView.as_view(), name="identity_checks"),
            re_path(rf"{one}paper/$", request_views.PaperView.as_view(), name="paper"),
            re_path(rf"{one}correct/(?P<inquiry>{PATTERN})/$", request_views.CorrectView.as_view(), name="correct"),
            re_path(rf"{one}stop/$", request_views.StopView.as_view(), name="stop"),
            re_path(rf"{one}delete/$", request_views.DeleteView.as_view(), name="delete"),
            re_path(rf"{one}answer/$", request_views.AnswerView.as_view(), name="answer"),
        ]


class InquiryViewSet(ViewSet):
    """Everything under /admin/inquiries/."""

    name = "inquiries"
    icon = "mail"
    menu_label = _("Inquiries")
    menu_order = 150
    menu_item_class = shown_to(may_see_inquiries)
    add_to_admin_menu = True

    def get_urlpatterns(self) -> list[URLPattern]:
        one = rf"^(?P<reference>{PATTERN})/"
        return [
            path("", inbox.InboxView.as_view(), name="index"),
            path("results/", inbox.InboxView.as_view(results_only=True), name="index_results"),
            path("search/", search_views.SearchView.as_view(), name="search"),
            path("search/<uuid:search>/", search_views.FoundView.as_view(), name="found"),
            path("search/<uuid:search>/further/", search_views.NextView.as_view(), name="further"),
            path("assign-many/", bulk.AssignManyView.as_view(), name="assign_many"),
            path("move-many/", bulk.ChangeStatusManyView.as_view(), name="move_many"),
            path("mark-many/", bulk.MarkManySpamView.as_view(), name="mark_many"),
            path("erase-many/", bulk.EraseManyView.as_view(), name="erase_many"),
            path("export/", export_views.ExportScreen.as_view(), name="export"),
            path("export/file/", export_views.ExportFileView.as_view(), name="export_file"),
            path("business-days/", due.BusinessDaysView.as_view(), name="business_days"),
            path("new/", ManualEntryView.as_view(), name="record_manually"),
            path("retention/", keeping.RetentionView.as_view(), name="retention"),
            path("copies/", keeping.CopiesView.as_view(), name="copies"),
            path("copies/<int:number>/deleted/", keeping.ConfirmCopiesView.as_view(), name="copies_deleted"),
            re_path(rf"{one}consent/$", consent_views.ConsentView.as_view(), name="consent"),
            re_path(rf"{one}hold/$", keeping.HoldView.as_view(), name="hold"),
            re_path(rf"{one}release/$", keeping.ReleaseView.as_view(), name="release"),
            re_path(rf"{one}$", inquiry_views.InquiryView.as_view(), name="inquiry"),
            re_path(rf"{one}open/$", access_views.AccessReasonView.as_view(), name="open"),
            re_path(rf"{one}answered/$", inquiry_views.AnsweredView.as_view(), name="answered"),
            re_path(rf"{one}status/$", handling_views.StatusView.as_view(), name="status"),
            re_path(rf"{one}assign/$", handling_views.AssigneeView.as_view(), name="assign"),
            re_path(rf"{one}notes/$", writing.NotesView.as_view(), name="notes"),
            re_path(rf"{one}mail/$", writing.MailView.as_view(), name="mail"),
            re_path(rf"{one}reply/$", writing.ReplyView.as_view(), name="reply"),
            re_path(rf"{one}replied/$", writing.ElsewhereView.as_view(), name="replied"),
            re_path(rf"{one}resend/(?P<mail>{UUID})/$", writing.ResendView.as_view(), name="resend"),
            re_path(rf"{one}delete/$", inquiry_views.EraseView.as_view(), name="erase"),
        ]


class SpamViewSet(ViewSet):
    """Everything under /admin/inquiries/spam/."""

    name = "spam"
    url_prefix = "inquiries/spam"
    icon = "warning"
    menu_label = _("Suspected spam")
    menu_order = 151
    menu_item_class = shown_to(may_handle_inquiries)
    add_to_admin_menu = True

    def get_urlpatterns(self) -> list[URLPattern]:
        one = rf"^(?P<reference>{PATTERN})/"
        return [
            path("", spam_views.QuarantineView.as_view(), name="index"),
            path("results/", spam_views.QuarantineView.as_view(results_only=True), name="results"),
            path("clear/", bulk_actions.MarkManyNotSpamView.as_view(), name="clear_ticked"),
            path("erase/", bulk_actions.EraseManySpamView.as_view(), name="erase_ticked"),
            re_path(rf"{one}clear/$", spam_views.NotSpamView.as_view(), name="clear"),
            re_path(rf"{one}mark/$", spam_views.SpamView.as_view(), name="mark"),
        ]


class AuditViewSet(ViewSet):
    """Everything under /admin/inquiries/audit/; nothing here changes an entry, and no other address shows one."""

    name = "inquiry_audit"
    url_prefix = "inquiries/audit"
    icon = "clipboard-list"
    menu_label = _("Who did what")
    menu_order = 152
    menu_item_class = shown_to(may_see_audit)
    add_to_admin_menu = True

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", auditing.AuditView.as_view(), name="index"),
            path("file/", auditing.AuditFileView.as_view(), name="file"),
            path("verify/", auditing.VerifyView.as_view(), name="verify"),
        ]


class TransferViewSet(ViewSet):
    """The register of transfers, under the menu of the privacy officer."""

    name = "transfers"
    url_prefix = "privacy/transfers"
    icon = "arrow-right-full"
    menu_label = _("Transfers")
    menu_order = 60
    menu_item_class = shown_to(may_see_transfers)
    menu_hook = MENU

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", transfer_views.TransferRegisterView.as_view(), name="index"),
            path("results/", transfer_views.TransferRegisterView.as_view(results_only=True), name="index_results"),
            path("csv/", transfer_views.RegisterFileView.as_view(), name="csv"),
            path("<int:number>/", transfer_views.TransferView.as_view(), name="transfer"),
        ]


class IncidentViewSet(ViewSet):
    """Incidents and unusual reveals, under the menu of the privacy officer."""

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
