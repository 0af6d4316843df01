"""What the ground floor registers with Wagtail and with its own hooks."""

from collections.abc import Callable
from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Permission
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.site_summary import SummaryItem
from wagtail.admin.views.account import AvatarSettingsPanel
from wagtail.models import Page

from cluster_cms.backups.anchors import anchor_job, anchor_mail, check_anchors
from cluster_cms.backups.backup_health import check_backups, check_whole_keys
from cluster_cms.backups.keys import KeyEscrow, key_use_job
from cluster_cms.backups.newest_backup import check_newest, check_whole_newest
from cluster_cms.bin.bin_views import bin_menu_item
from cluster_cms.bin.bin_views import urls as bin_urls
from cluster_cms.bin.deletion_views import DeleteIntoBin, ask_before_deletion
from cluster_cms.bin.emptying import bin_job
from cluster_cms.bin.entries import BinEntry
from cluster_cms.checks.house_terms import HouseTerm, give_first_terms
from cluster_cms.checks.page_findings import PageFindings
from cluster_cms.checks.site_reading import writing_job
from cluster_cms.dashboard import front_page, tour
from cluster_cms.dashboard.quick_actions import site_actions
from cluster_cms.erasures.erasing import Erasure
from cluster_cms.erasures.erasure_views import show_unclear
from cluster_cms.erasures.erasure_views import urls as erasure_urls
from cluster_cms.erasures.journal_health import check_journal, check_whole_journal
from cluster_cms.erasures.reconciliation import reconciliation_job
from cluster_cms.handbooks import handbook_views
from cluster_cms.mail.mail_views import MAIL_RIGHTS, DeadLettersSummary, MailViewSet, texts_menu_item
from cluster_cms.mail.outbox import OutboxMail
from cluster_cms.mail.sending import check_mail, mail_sending
from cluster_cms.middleware.cookies import let_through
from cluster_cms.middleware.same_origin import refuse
from cluster_cms.middleware.staff_gate import choosable
from cluster_cms.operations.health import check_site, check_whole_audit_chain
from cluster_cms.operations.heartbeats import Heartbeat
from cluster_cms.operations.jobs import pruning
from cluster_cms.operations.picture_sizes import picture_sizes
from cluster_cms.operations.picture_upkeep import picture_upkeep
from cluster_cms.operations.scheduled import scheduled_publishing
from cluster_cms.oversight.change_mail import change_mail
from cluster_cms.oversight.confirmation_views import confirmations_menu_item
from cluster_cms.oversight.confirmation_views import urls as confirmation_urls
from cluster_cms.oversight.desk_address import DeskForm, desk_address_mail
from cluster_cms.oversight.notices import FormerAddress
from cluster_cms.pages.base_page import BasePage
from cluster_cms.pages.media import CustomRendition
from cluster_cms.pages.pictures.audience import picture_operations
from cluster_cms.pages.pictures.picture_forms import AvatarForm
from cluster_cms.pages.schedules import register_actions, show_expiry, show_refusal
from cluster_cms.pages.site_settings import DeskSettings
from cluster_cms.privacy.register_changes import give_rights
from cluster_cms.privacy.viewsets import VIEWSETS, OverdueReviews, privacy_menu_item
from cluster_cms.promises.board_views import board_menu_item
from cluster_cms.promises.board_views import urls as board_urls
from cluster_cms.promises.chains import audit_chain, chain_evidence
from cluster_cms.promises.crawl_progress import CrawlAddress
from cluster_cms.promises.crawl_report import contractor_evidence, crawl_evidence, desk_evidence, log_evidence
from cluster_cms.promises.crawler import crawl_job, nightly_check
from cluster_cms.promises.link_views import report_menu_item
from cluster_cms.promises.link_views import urls as linked_site_urls
from cluster_cms.promises.outside_answers import outside_answers_job
from cluster_cms.promises.page import link_to_promises, promises_entry
from cluster_cms.promises.upkeep_views import upkeep_menu_item
from cluster_cms.promises.upkeep_views import urls as upkeep_urls
from cluster_cms.review import asking_views, shared_drafts, version_names
from cluster_cms.review.draft_links import DraftLink, draft_link_job
from cluster_cms.review.editor_actions import arrange_menu, header_buttons, lead_to_question
from cluster_cms.review.review_bootstrap import prepare_reviews
from cluster_cms.review.review_dates import ReviewDate, review_date_job, review_date_mail
from cluster_cms.review.review_requests import ReviewRequest
from cluster_cms.review.version_names import VersionName
from cluster_cms.review.workflow_mails import answer_mail, request_mail
from cluster_cms.security.accounts import User
from cluster_cms.security.audit import AuditEntry
from cluster_cms.security.checkpoints import Checkpoint
from cluster_cms.sign_in.account_notices import AccountNotice, notice_deletion_job, notice_mail
from cluster_cms.sign_in.reset_mail import reset_mail
from cluster_cms.sign_in.secrets import SecondFactorSecret
from cluster_cms.statistics.daily_counts import DailyCount, tidying_job
from cluster_cms.statistics.front_log import front_log_job
from cluster_cms.statistics.statistics_views import VIEW_STATISTICS, give_view_right, statistics_menu_item
from cluster_cms.statistics.statistics_views import urls as statistics_urls
from cluster_cms.translations import confirmations, marks
from cluster_cms.translations.confirmations import TranslationConfirmation
from cluster_cms.translations.counterparts import offer_move
from cluster_cms.translations.desk_views import translations_menu_item
from cluster_cms.translations.desk_views import urls as translation_urls
from cluster_cms.translations.glossary import GlossaryTerm
from cluster_cms.translations.glossary_views import GlossaryViewSet, give_term_rights
from cluster_cms.views.page_status import install_usage
from cluster_cms.views.pasting import paste_dialog
from cluster_cms.views.pasting import urls as pasting_urls
from cluster_cms.views.pictures import avatar_address
from cluster_cms.views.preview_checks import choose_checks
from cluster_cms.views.redirect_forms import install_redirect_form
from cluster_cms.views.refused_changes import install_site_form, refuse_deletion, refuse_unpublishing
from cluster_cms.views.typed_dates import calendar_script
from cluster_cms.views.typed_dates import urls as typed_date_urls
from cluster_cms.views.unavailable_pages import unavailable_pages_job
from cluster_cms.views.widget_starts import editor_scripts, install_starts, starts_script
from cluster_cms.views.writing_checks import urls as writing_check_urls
from cluster_cms.views.writing_report import HouseTermViewSet, writing_script
from cluster_cms.views.writing_report import report_menu_item as writing_menu_item
from cluster_cms.views.writing_report import urls as writing_report_urls

REGISTERED: dict[str, tuple[Callable[..., Any], ...]] = {
    "register_health_check": (check_site, check_journal, check_anchors, check_backups, check_newest, check_mail),
    "register_job": (
        scheduled_publishing,
        mail_sending,
        pruning,
        reconciliation_job,
        anchor_job,
        nightly_check,
        unavailable_pages_job,
        picture_upkeep,
        picture_sizes,
        key_use_job,
        crawl_job,
        front_log_job,
        tidying_job,
        notice_deletion_job,
        draft_link_job,
        review_date_job,
        writing_job,
        bin_job,
        outside_answers_job,
    ),
    "register_mail_kind": (
        *(notice_mail, reset_mail, anchor_mail, change_mail, desk_address_mail),
        *(request_mail, answer_mail, review_date_mail),
    ),
    "register_whole_check": (check_whole_audit_chain, check_whole_journal, check_whole_keys, check_whole_newest),
    "register_chain_check": (audit_chain,),
    "register_admin_urls": (
        erasure_urls,
        linked_site_urls,
        board_urls,
        statistics_urls,
        confirmation_urls,
        pasting_urls,
        asking_views.urls,
        writing_check_urls,
        writing_report_urls,
        typed_date_urls,
        upkeep_urls,
        bin_urls,
        translation_urls,
    ),
    "register_admin_viewset": (MailViewSet, HouseTermViewSet, GlossaryViewSet, *VIEWSETS),
    "register_admin_menu_item": (privacy_menu_item, bin_menu_item),
    "register_privacy_menu_item": (board_menu_item,),
    "register_reports_menu_item": (
        *(report_menu_item, writing_menu_item, upkeep_menu_item, statistics_menu_item),
        *(asking_views.dates_menu_item, translations_menu_item),
    ),
    "register_settings_menu_item": (texts_menu_item, confirmations_menu_item),
    "construct_homepage_panels": (show_unclear,),
    "insert_global_admin_js": (calendar_script, starts_script),
    "insert_editor_js": (paste_dialog, writing_script, editor_scripts),
    "register_log_actions": (register_actions, version_names.register_actions, confirmations.register_actions),
    "register_page_header_buttons": (header_buttons,),
    "construct_page_action_menu": (arrange_menu,),
    "after_edit_page": (lead_to_question, marks.lead_on),
    "after_create_page": (lead_to_question,),
    "register_private_paths": (shared_drafts.private_paths,),
    "before_edit_page": (show_expiry, show_refusal, marks.tell_stale),
    "before_publish_page": (marks.ask_before_publishing,),
    "before_bulk_action": (marks.ask_before_bulk_publishing,),
    "after_move_page": (offer_move,),
    "construct_explorer_page_queryset": (marks.mark_pages,),
    "before_delete_page": (refuse_deletion,),
    "before_unpublish_page": (refuse_unpublishing,),
    "register_image_operations": (picture_operations,),
    "get_avatar_url": (avatar_address,),
    "construct_page_chooser_queryset": (choosable,),
    "construct_wagtail_userbar": (choose_checks,),
}
for hook, functions in REGISTERED.items():
    for function in functions:
        hooks.register(hook, function)

for evidence in (chain_evidence, crawl_evidence, log_evidence, desk_evidence, contractor_evidence):
    hooks.register("register_promise_evidence", evidence, order=10)
# Before and after what apps register: first our own panels, at the end nothing of Wagtail's counts.
hooks.register("construct_homepage_panels", front_page.replace_panels, order=-10)
hooks.register("construct_homepage_summary_items", front_page.drop_counts, order=1000)
hooks.register("register_quick_actions", site_actions, order=90)
for help_screen in (tour, handbook_views):
    hooks.register("register_admin_urls", help_screen.urls)
    hooks.register("register_help_menu_item", help_screen.menu_item)
hooks.register("insert_global_admin_css", front_page.brand_sheet)
hooks.register("construct_help_menu", front_page.drop_wagtails_help)
hooks.register("register_bootstrap", give_rights, order=10)
hooks.register("register_bootstrap", give_view_right, order=10)
hooks.register("register_bootstrap", prepare_reviews, order=30)
hooks.register("register_bootstrap", give_first_terms, order=10)
hooks.register("before_delete_page", ask_before_deletion, order=100)  # after the hooks that refuse and warn
hooks.register("register_bulk_action", DeleteIntoBin, order=100)  # the last one of a name counts
hooks.register("register_bootstrap", give_term_rights, order=10)
install_site_form()
install_redirect_form()
install_starts()
install_usage()
marks.install_column()
DeskSettings.base_form_class = DeskForm  # the form is above the model's floor
AvatarSettingsPanel.form_class = AvatarForm  # Wagtail lets panels be added, not replaced
hooks.register("register_site_links", link_to_promises, order=50)
hooks.register("register_search_view", promises_entry)


@hooks.register("register_account_menu_item")
def link_to_sign_in(request: HttpRequest) -> dict[str, object]:
    label, text = _("Sign-in and second factor"), _("Password, email address, passkeys and authenticator app.")
    return {"url": reverse("mfa_index"), "label": label, "help_text": text}


@hooks.register("register_staff_only_models")
def register_staff_only_models() -> tuple[type[Model], ...]:
    """Return the models of which no public page shows anything; renditions follow their picture."""
    memberships = (User.groups.through, User.user_permissions.through)
    checks = (Checkpoint, CrawlAddress, DailyCount, Heartbeat, HouseTerm, PageFindings)
    sign_in = (AccountNotice, Authenticator, FormerAddress, SecondFactorSecret)
    pages = (BinEntry, DraftLink, ReviewDate, ReviewRequest, VersionName, GlossaryTerm, TranslationConfirmation)
    return AuditEntry, CustomRendition, Erasure, KeyEscrow, OutboxMail, User, *checks, *memberships, *sign_in, *pages


@hooks.register("register_permissions")
def register_rights() -> QuerySet[Permission]:
    words = [f"{act}_houseterm" for act in ("add", "change", "delete", "view")]
    names = (*MAIL_RIGHTS, VIEW_STATISTICS, *words)
    return Permission.objects.filter(content_type__app_label="cluster_cms", codename__in=names)


@hooks.register("construct_homepage_summary_items")
def show_open_work(request: HttpRequest, items: list[SummaryItem]) -> None:
    items += [DeadLettersSummary(request), OverdueReviews(request), marks.StaleSummary(request)]


@hooks.register("before_serve_page")
def let_stated_cookies_through(page: Page, request: HttpRequest, args: Any, kwargs: Any) -> None:
    """Let a page that states its cookies read and set those; the guard strips all others."""
    if isinstance(page, BasePage) and (names := page.stated_cookies()):
        let_through(request, names)


@hooks.register("before_serve_page")
def limit_staleness(page: Page, request: Any, args: Any, kwargs: Any) -> None:
    """Tell the header Cache-Control how long a legal page may be shown while the site does not answer."""
    request.legal_stale = getattr(page, "legal_stale", None)


@hooks.register("before_serve_page")
def refuse_foreign_post(page: Page, request: HttpRequest, args: Any, kwargs: Any) -> HttpResponse | None:
    """Refuse a POST from another site to any page that does not handle it itself (`shows_text_back`)."""
    if getattr(request, "foreign_post", False) and not getattr(page, "shows_text_back", False):
        return refuse(request)
    return None
