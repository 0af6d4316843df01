"""The addresses and menu items of the desk's screens; all of the app in VIEWSETS."""

from django.urls import URLPattern, path, re_path
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.viewsets.base import ViewSet

from cluster_cms.views.staff import shown_to
from contact.admin import (
    access_views,
    address_views,
    block_list_views,
    bulk_views,
    calendar_views,
    classification_views,
    consent_views,
    correspondence_views,
    draft_views,
    email_views,
    export_views,
    figures_views,
    handling_views,
    inbox_views,
    inquiry_views,
    inside_views,
    manual_entry_views,
    print_views,
    reply_recall_views,
    reply_rules_views,
    request_views,
    retention_views,
    saved_filter_views,
    search_views,
    spam_views,
    topic_views,
    tray_views,
)
from contact.admin.reply_template_views import ReplyTemplateViewSet
from contact.inquiries.inside_questions import is_asked
from contact.officer_viewsets import AuditViewSet, IncidentViewSet, TransferViewSet
from contact.permissions import may_handle_inquiries, may_see_inquiries
from contact.text.references import PATTERN

UUID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
RECORD = f"(?P<record>{UUID})"  # a message, a note or a file


def writing_patterns(one: str) -> list[URLPattern]:
    """Return the addresses of what is written about an inquiry, of its drafts and of its paper."""
    return [
        re_path(rf"{one}notes/$", correspondence_views.NoteView.as_view(), name="notes"),
        re_path(rf"{one}ask/$", inside_views.AskView.as_view(), name="ask"),
        re_path(rf"{one}ask/{RECORD}/end/$", inside_views.EndQuestionView.as_view(), name="end_question"),
        re_path(rf"{one}mail/$", email_views.EmailView.as_view(), name="mail"),
        re_path(rf"{one}reply/$", correspondence_views.ReplyView.as_view(), name="reply"),
        re_path(rf"{one}take-back/{RECORD}/$", reply_recall_views.TakeReplyBackView.as_view(), name="take_back"),
        re_path(rf"{one}release/{RECORD}/$", reply_recall_views.ApproveReplyView.as_view(), name="approve_reply"),
        re_path(rf"{one}back/{RECORD}/$", reply_recall_views.SendReplyBackView.as_view(), name="send_reply_back"),
        re_path(rf"{one}replied/$", correspondence_views.ExternalReplyView.as_view(), name="replied"),
        re_path(rf"{one}reply/draft/$", draft_views.ReplyDraftView.as_view(), name="reply_draft"),
        re_path(rf"{one}replied/draft/$", draft_views.ExternalReplyDraftView.as_view(), name="replied_draft"),
        re_path(rf"{one}notes/draft/$", draft_views.NoteDraftView.as_view(), name="notes_draft"),
        re_path(rf"{one}print/$", print_views.PrintInquiryView.as_view(), name="print"),
    ]


def finding_patterns() -> list[URLPattern]:
    """Return the addresses of the searches, and of the filters that somebody has saved."""
    return [
        path("filters/", saved_filter_views.SaveFilterView.as_view(), name="save_filter"),
        path("filters/<int:number>/", saved_filter_views.ForgetFilterView.as_view(), name="forget_filter"),
        path("search/", search_views.SearchView.as_view(), name="search"),
        path("search/<uuid:search>/", search_views.SearchResultsView.as_view(), name="search_results"),
        path("search/<uuid:search>/next/", search_views.SearchNextView.as_view(), name="search_next"),
    ]


def undelivered_reply_patterns(one: str) -> list[URLPattern]:
    """Return the addresses of the buttons beside a reply that was not delivered, below that of its inquiry."""
    views = correspondence_views
    return [
        re_path(rf"{one}resend/(?P<mail>{UUID})/$", views.ResendView.as_view(), name="resend"),
        re_path(rf"{one}dismiss/(?P<mail>{UUID})/$", views.DismissMailView.as_view(), name="dismiss_mail"),
        re_path(rf"{one}bounced/(?P<mail>{UUID})/$", views.ReportBounceView.as_view(), name="report_bounce"),
    ]


class RequestsViewSet(ViewSet):
    """Everything under /admin/requests/."""

    name = "requests"
    icon = "user"
    menu_label = _("Requests about personal data")
    menu_order = 152
    menu_item_class = shown_to(may_handle_inquiries)
    add_to_admin_menu = True

    def get_urlpatterns(self) -> list[URLPattern]:
        one = rf"^(?P<request_reference>{PATTERN})/"
        return [
            path("", request_views.RequestsView.as_view(), name="index"),
            path("new/", request_views.NewRequestView.as_view(), name="new"),
            re_path(rf"{one}$", request_views.RequestView.as_view(), name="request"),
            re_path(rf"{one}identity/$", request_views.IdentityChecksView.as_view(), name="identity_checks"),
            re_path(rf"{one}paper/$", request_views.PrintView.as_view(), name="print"),
            re_path(rf"{one}correct/(?P<reference>{PATTERN})/$", request_views.CorrectView.as_view(), name="correct"),
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
            path("", inbox_views.InboxView.as_view(), name="index"),
            path("results/", inbox_views.InboxView.as_view(results_only=True), name="index_results"),
            *finding_patterns(),
            path("assign-many/", bulk_views.AssignManyView.as_view(), name="assign_many"),
            path("change-status-many/", bulk_views.ChangeStatusManyView.as_view(), name="change_status_many"),
            path("mark-spam-many/", bulk_views.MarkSpamManyView.as_view(), name="mark_spam_many"),
            path("erase-many/", bulk_views.EraseManyView.as_view(), name="erase_many"),
            path("export/", export_views.ExportView.as_view(), name="export"),
            path("export/file/", export_views.ExportFileView.as_view(), name="export_file"),
            path("business-days/", calendar_views.BusinessDaysView.as_view(), name="business_days"),
            path("reply-rules/", reply_rules_views.ReplyRulesView.as_view(), name="reply_rules"),
            path("new/", manual_entry_views.ManualEntryView.as_view(), name="record_manually"),
            path("retention/", retention_views.RetentionView.as_view(), name="retention"),
            path("retention/period/", retention_views.RetentionPeriodView.as_view(), name="retention_period"),
            path("copies/", retention_views.ExportedCopiesView.as_view(), name="exported_copies"),
            path("copies/<int:number>/deleted/", retention_views.ConfirmCopiesView.as_view(), name="confirm_copies"),
            re_path(rf"{one}$", inquiry_views.InquiryView.as_view(), name="inquiry"),
            re_path(rf"{one}open/$", access_views.AccessReasonView.as_view(), name="access_reason"),
            re_path(rf"{one}answered/$", inquiry_views.MarkAnsweredView.as_view(), name="mark_answered"),
            re_path(rf"{one}status/$", handling_views.StatusView.as_view(), name="status"),
            re_path(rf"{one}take/$", handling_views.TakeView.as_view(), name="take"),
            re_path(rf"{one}assign/$", handling_views.AssigneeView.as_view(), name="assign"),
            re_path(rf"{one}original/{RECORD}/$", email_views.EmailOriginalView.as_view(), name="email_original"),
            re_path(rf"{one}attachment/{RECORD}/$", email_views.AttachmentView.as_view(), name="attachment"),
            re_path(rf"{one}move/{RECORD}/$", email_views.MoveView.as_view(), name="move_correspondence"),
            re_path(rf"{one}remove/{RECORD}/$", email_views.RemoveView.as_view(), name="remove_correspondence"),
            *writing_patterns(one),
            *undelivered_reply_patterns(one),
            re_path(rf"{one}consent/$", consent_views.ConsentView.as_view(), name="consent"),
            re_path(rf"{one}address/$", address_views.AddressView.as_view(), name="address"),
            re_path(rf"{one}products/$", topic_views.TopicsView.as_view(), name="topics"),
            re_path(rf"{one}subject/$", classification_views.ClassificationView.as_view(), name="classification"),
            re_path(rf"{one}hold/$", retention_views.HoldView.as_view(), name="hold"),
            re_path(rf"{one}release/$", retention_views.ReleaseView.as_view(), name="release"),
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
            path("results/", spam_views.QuarantineView.as_view(results_only=True), name="index_results"),
            path("mark-not-spam-many/", bulk_views.MarkNotSpamManyView.as_view(), name="mark_not_spam_many"),
            path("erase-many/", bulk_views.EraseSpamManyView.as_view(), name="erase_many"),
            path("blocked/", block_list_views.BlockListView.as_view(), name="blocked"),
            path("blocked/<uuid:entry>/remove/", block_list_views.UnblockView.as_view(), name="unblock"),
            re_path(rf"{one}mark-not-spam/$", spam_views.MarkNotSpamView.as_view(), name="mark_not_spam"),
            re_path(rf"{one}mark-spam/$", spam_views.MarkSpamView.as_view(), name="mark_spam"),
        ]


class TrayViewSet(ViewSet):
    """Everything under /admin/inquiries/tray/."""

    name = "tray"
    url_prefix = "inquiries/tray"
    icon = "download"
    menu_label = tray_views.TrayView.page_title
    menu_order = 150
    menu_item_class = tray_views.TrayMenuItem
    add_to_admin_menu = True

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", tray_views.TrayView.as_view(), name="index"),
            path("<uuid:tray_mail>/", tray_views.TrayMailView.as_view(), name="mail"),
            path("<uuid:tray_mail>/add/", tray_views.FileMailView.as_view(), name="file"),
            path("<uuid:tray_mail>/new/", tray_views.TrayInquiryView.as_view(), name="new"),
            path("<uuid:tray_mail>/throw-away/", tray_views.ThrowAwayView.as_view(), name="throw_away"),
            path("<uuid:tray_mail>/take-back/", tray_views.TakeBackView.as_view(), name="take_back"),
            path("<uuid:tray_mail>/original/", tray_views.TrayOriginalView.as_view(), name="original"),
        ]


class FiguresViewSet(ViewSet):
    """Everything under /admin/inquiries/figures/."""

    name = "figures"
    url_prefix = "inquiries/figures"
    icon = "table"
    menu_label = pgettext_lazy("menu", "Figures")
    menu_order = 154
    menu_item_class = shown_to(may_see_inquiries)
    add_to_admin_menu = True

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", figures_views.FiguresView.as_view(), name="index"),
            path("file/", figures_views.FiguresFileView.as_view(), name="file"),
        ]


class AskedViewSet(ViewSet):
    """Everything under /admin/asked/: what the desk asks a colleague who has no rights there."""

    name = "asked"
    icon = "help"
    menu_label = pgettext_lazy("menu", "Questions to you")
    menu_order = 155
    menu_item_class = shown_to(is_asked)
    add_to_admin_menu = True

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", inside_views.QuestionsView.as_view(), name="index"),
            path("<uuid:asked>/", inside_views.QuestionView.as_view(), name="question"),
        ]


VIEWSETS = (
    InquiryViewSet,
    TrayViewSet,
    SpamViewSet,
    RequestsViewSet,
    ReplyTemplateViewSet,
    FiguresViewSet,
    AskedViewSet,
    TransferViewSet,
    IncidentViewSet,
    AuditViewSet,
)
