"""The addresses and menu items of the desk's and the privacy officer's screens."""

from django.urls import URLPattern, path, re_path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.base import ViewSet

from cluster_cms.privacy.viewsets import MENU
from cluster_cms.views.staff import shown_to
from contact.admin import (
    access,
    bulk_actions,
    consents,
    export,
    handling,
    inbox,
    incidents,
    inquiry,
    requests,
    search,
    spam,
)
from contact.admin import audit_log as auditing
from contact.admin import bulk_actions as bulk
from contact.admin import calendar as due
from contact.admin import correspondence as writing
from contact.admin import retention as keeping
from contact.admin import transfers as transfers
from contact.admin.manual_entry import ManualEntryView
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
            path("", requests.RegisterView.as_view(), name="index"),
            path("new/", requests.NewView.as_view(), name="new"),
            re_path(rf"{one}$", requests.OneRequestView.as_view(), name="request"),
            re_path(rf"{one}identity/$", requests.IdentityChecksView.as_view(), name="identity_checks"),
            re_path(rf"{one}paper/$", requests.PaperView.as_view(), name="paper"),
            re_path(rf"{one}correct/(?P<inquiry>{PATTERN})/$", requests.CorrectView.as_view(), name="correct"),
            re_path(rf"{one}stop/$", requests.StopView.as_view(), name="stop"),
            re_path(rf"{one}delete/$", requests.DeleteView.as_view(), name="delete"),
            re_path(rf"{one}answer/$", requests.AnswerView.as_view(), name="answer"),
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
            path("search/", search.SearchView.as_view(), name="search"),
            path("search/<uuid:search>/", search.FoundView.as_view(), name="found"),
            path("search/<uuid:search>/further/", search.NextView.as_view(), name="further"),
            path("assign-many/", bulk.AssignManyView.as_view(), name="assign_many"),
            path("move-many/", bulk.ChangeStatusManyView.as_view(), name="move_many"),
            path("mark-many/", bulk.MarkManySpamView.as_view(), name="mark_many"),
            path("erase-many/", bulk.EraseManyView.as_view(), name="erase_many"),
            path("export/", export.ExportScreen.as_view(), name="export"),
            path("export/file/", export.ExportFileView.as_view(), name="export_file"),
            path("business-days/", due.BusinessDaysView.as_view(), name="business_days"),
            path("new/", ManualEntryView.as_view(), name="record_manually"),
            path("retention/", keeping.RetentionView.as_view(), name="retention"),
            path("copies/", keeping.CopiesView.as_view(), name="copies"),
            path("copies/<int:number>/deleted/", keeping.ConfirmCopiesView.as_view(), name="copies_deleted"),
            re_path(rf"{one}consent/$", consents.ConsentView.as_view(), name="consent"),
            re_path(rf"{one}hold/$", keeping.HoldView.as_view(), name="hold"),
            re_path(rf"{one}release/$", keeping.ReleaseView.as_view(), name="release"),
            re_path(rf"{one}$", inquiry.InquiryView.as_view(), name="inquiry"),
            re_path(rf"{one}open/$", access.AccessReasonView.as_view(), name="open"),
            re_path(rf"{one}answered/$", inquiry.AnsweredView.as_view(), name="answered"),
            re_path(rf"{one}status/$", handling.StatusView.as_view(), name="status"),
            re_path(rf"{one}assign/$", handling.AssigneeView.as_view(), name="assign"),
            re_path(rf"{one}notes/$", writing.NotesView.as_view(), name="notes"),
            re_path(rf"{one}mail/$", writing.MailView.as_view(), name="mail"),
            re_path(rf"{one}reply/$", writing.ReplyView.as_view(), name="reply"),
            re_path(rf"{one}replied/$", writing.ElsewhereView.as_view(), name="replied"),
            re_path(rf"{one}resend/(?P<mail>{UUID})/$", writing.ResendView.as_view(), name="resend"),
            re_path(rf"{one}delete/$", inquiry.EraseView.as_view(), name="erase"),
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
            path("", spam.QuarantineView.as_view(), name="index"),
            path("results/", spam.QuarantineView.as_view(results_only=True), name="results"),
            path("clear/", bulk_actions.MarkManyNotSpamView.as_view(), name="clear_ticked"),
            path("erase/", bulk_actions.EraseManySpamView.as_view(), name="erase_ticked"),
            re_path(rf"{one}clear/$", spam.NotSpamView.as_view(), name="clear"),
            re_path(rf"{one}mark/$", spam.SpamView.as_view(), name="mark"),
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
            path("", transfers.RegisterView.as_view(), name="index"),
            path("results/", transfers.RegisterView.as_view(results_only=True), name="index_results"),
            path("csv/", transfers.RegisterFileView.as_view(), name="csv"),
            path("<int:number>/", transfers.TransferView.as_view(), name="transfer"),
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
            path("", incidents.IncidentsView.as_view(), name="index"),
            path("<int:number>/", incidents.IncidentView.as_view(), name="incident"),
            path("<int:number>/file/", incidents.IncidentFileView.as_view(), name="file"),
        ]
