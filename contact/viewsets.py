"""The addresses and the menu item of the inquiries."""

from django.http import HttpRequest
from django.urls import URLPattern, path, re_path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from cluster_cms.privacy.viewsets import MENU
from contact.abuse import box
from contact.auditing import views as auditing
from contact.correspondence import views as writing
from contact.correspondence.taking_down_screen import TakeDownView
from contact.desk import erasing, inbox, inquiry, opening, work
from contact.desk.bulk import views as bulk
from contact.export import views as export
from contact.handovers import screens as handovers
from contact.keeping import views as keeping
from contact.permissions import may_handle_inquiries, may_see_audit, may_see_hand_overs, may_see_inquiries
from contact.references import PATTERN

UUID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"


class InquiriesMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_see_inquiries(request.user)


class InquiryViewSet(ViewSet):
    """Everything under /admin/inquiries/."""

    name = "inquiries"
    icon = "mail"
    menu_label = _("Inquiries")
    menu_order = 150
    menu_item_class = InquiriesMenuItem
    add_to_admin_menu = True

    def get_urlpatterns(self) -> list[URLPattern]:
        one = rf"^(?P<reference>{PATTERN})/"
        return [
            path("", inbox.InboxView.as_view(), name="index"),
            path("results/", inbox.InboxView.as_view(results_only=True), name="index_results"),
            path("assign-many/", bulk.AssignManyView.as_view(), name="assign_many"),
            path("move-many/", bulk.MoveManyView.as_view(), name="move_many"),
            path("mark-many/", bulk.MarkManyView.as_view(), name="mark_many"),
            path("erase-many/", bulk.EraseManyView.as_view(), name="erase_many"),
            path("export/", export.ExportScreen.as_view(), name="export"),
            path("export/file/", export.ExportFileView.as_view(), name="export_file"),
            path("new/", TakeDownView.as_view(), name="take_down"),
            path("retention/", keeping.RetentionView.as_view(), name="retention"),
            path("copies/", keeping.CopiesView.as_view(), name="copies"),
            path("copies/<int:number>/deleted/", keeping.ConfirmCopiesView.as_view(), name="copies_deleted"),
            re_path(rf"{one}hold/$", keeping.HoldView.as_view(), name="hold"),
            re_path(rf"{one}release/$", keeping.ReleaseView.as_view(), name="release"),
            re_path(rf"{one}$", inquiry.InquiryView.as_view(), name="inquiry"),
            re_path(rf"{one}open/$", opening.OpeningView.as_view(), name="open"),
            re_path(rf"{one}answered/$", inquiry.AnsweredView.as_view(), name="answered"),
            re_path(rf"{one}status/$", work.StatusView.as_view(), name="status"),
            re_path(rf"{one}assign/$", work.AssigneeView.as_view(), name="assign"),
            re_path(rf"{one}notes/$", writing.NotesView.as_view(), name="notes"),
            re_path(rf"{one}mail/$", writing.MailView.as_view(), name="mail"),
            re_path(rf"{one}reply/$", writing.ReplyView.as_view(), name="reply"),
            re_path(rf"{one}replied/$", writing.ElsewhereView.as_view(), name="replied"),
            re_path(rf"{one}resend/(?P<mail>{UUID})/$", writing.ResendView.as_view(), name="resend"),
            re_path(rf"{one}delete/$", erasing.EraseView.as_view(), name="erase"),
        ]


class SpamMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_handle_inquiries(request.user)


class SpamViewSet(ViewSet):
    """Everything under /admin/inquiries/spam/."""

    name = "spam"
    url_prefix = "inquiries/spam"
    icon = "warning"
    menu_label = _("Suspected spam")
    menu_order = 151
    menu_item_class = SpamMenuItem
    add_to_admin_menu = True

    def get_urlpatterns(self) -> list[URLPattern]:
        one = rf"^(?P<reference>{PATTERN})/"
        return [
            path("", box.SpamBoxView.as_view(), name="index"),
            path("results/", box.SpamBoxView.as_view(results_only=True), name="results"),
            path("clear/", box.ClearTickedView.as_view(), name="clear_ticked"),
            re_path(rf"{one}clear/$", box.ClearView.as_view(), name="clear"),
            re_path(rf"{one}mark/$", box.MarkView.as_view(), name="mark"),
        ]


class AuditMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_see_audit(request.user)


class AuditViewSet(ViewSet):
    """Everything under /admin/inquiries/audit/; nothing here changes an entry, and no other address shows one."""

    name = "inquiry_audit"
    url_prefix = "inquiries/audit"
    icon = "clipboard-list"
    menu_label = _("Who did what")
    menu_order = 152
    menu_item_class = AuditMenuItem
    add_to_admin_menu = True

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", auditing.AuditView.as_view(), name="index"),
            path("file/", auditing.AuditFileView.as_view(), name="file"),
            path("verify/", auditing.VerifyView.as_view(), name="verify"),
        ]


class HandOversMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_see_hand_overs(request.user)


class HandOverViewSet(ViewSet):
    """The register of hand-overs, under the menu of the privacy officer."""

    name = "handovers"
    url_prefix = "privacy/hand-overs"
    icon = "arrow-right-full"
    menu_label = _("Hand-overs")
    menu_order = 60
    menu_item_class = HandOversMenuItem
    menu_hook = MENU

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", handovers.RegisterView.as_view(), name="index"),
            path("results/", handovers.RegisterView.as_view(results_only=True), name="index_results"),
            path("csv/", handovers.RegisterFileView.as_view(), name="csv"),
            path("<int:number>/", handovers.HandOverView.as_view(), name="hand_over"),
        ]
