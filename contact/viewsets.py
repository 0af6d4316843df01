"""The addresses and the menu item of the inquiries."""

from django.urls import URLPattern, path, re_path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.base import ViewSet

from cluster_cms.menus import shown_to
from cluster_cms.privacy.viewsets import MENU
from contact.abuse import box, ticked
from contact.auditing import views as auditing
from contact.consents import screens as consents
from contact.correspondence import views as writing
from contact.correspondence.taking_down_screen import TakeDownView
from contact.desk import erasing, inbox, inquiry, opening, work
from contact.desk.bulk import views as bulk
from contact.due import screens as due
from contact.export import views as export
from contact.finding import screens as search
from contact.handovers import screens as handovers
from contact.incidents import screens as incidents
from contact.keeping import views as keeping
from contact.permissions import may_handle_inquiries, may_see_audit, may_see_hand_overs, may_see_inquiries
from contact.references import PATTERN

UUID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"


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
            path("search/<uuid:search>/further/", search.FurtherView.as_view(), name="further"),
            path("assign-many/", bulk.AssignManyView.as_view(), name="assign_many"),
            path("move-many/", bulk.MoveManyView.as_view(), name="move_many"),
            path("mark-many/", bulk.MarkManyView.as_view(), name="mark_many"),
            path("erase-many/", bulk.EraseManyView.as_view(), name="erase_many"),
            path("export/", export.ExportScreen.as_view(), name="export"),
            path("export/file/", export.ExportFileView.as_view(), name="export_file"),
            path("business-days/", due.BusinessDaysView.as_view(), name="business_days"),
            path("new/", TakeDownView.as_view(), name="take_down"),
            path("retention/", keeping.RetentionView.as_view(), name="retention"),
            path("copies/", keeping.CopiesView.as_view(), name="copies"),
            path("copies/<int:number>/deleted/", keeping.ConfirmCopiesView.as_view(), name="copies_deleted"),
            re_path(rf"{one}consent/$", consents.ConsentView.as_view(), name="consent"),
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
            path("", box.SpamBoxView.as_view(), name="index"),
            path("results/", box.SpamBoxView.as_view(results_only=True), name="results"),
            path("clear/", ticked.ClearTickedView.as_view(), name="clear_ticked"),
            path("erase/", ticked.EraseTickedView.as_view(), name="erase_ticked"),
            re_path(rf"{one}clear/$", box.ClearView.as_view(), name="clear"),
            re_path(rf"{one}mark/$", box.MarkView.as_view(), name="mark"),
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


class HandOverViewSet(ViewSet):
    """The register of hand-overs, under the menu of the privacy officer."""

    name = "handovers"
    url_prefix = "privacy/hand-overs"
    icon = "arrow-right-full"
    menu_label = _("Hand-overs")
    menu_order = 60
    menu_item_class = shown_to(may_see_hand_overs)
    menu_hook = MENU

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", handovers.RegisterView.as_view(), name="index"),
            path("results/", handovers.RegisterView.as_view(results_only=True), name="index_results"),
            path("csv/", handovers.RegisterFileView.as_view(), name="csv"),
            path("<int:number>/", handovers.HandOverView.as_view(), name="hand_over"),
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
