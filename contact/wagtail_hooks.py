"""What the contact app registers with Wagtail and the ground floor."""

from collections.abc import Callable, Iterable
from typing import Any

from django.apps import apps
from django.contrib.auth.models import Permission
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.site_summary import SummaryItem
from wagtail.models import Page

from cluster_cms.pages.navigation import SiteLink
from cluster_cms.pages.sites import linkable
from contact.admin.calendar_views import business_days_menu_item
from contact.admin.dashboard import SUMMARY_ITEMS
from contact.admin.due_panel import add_due_panel
from contact.admin.notice_panel import NoticePanel
from contact.admin.quick_actions import desk_actions
from contact.admin.reply_rules_views import reply_rules_menu_item
from contact.admin.retention_views import retention_menu_item
from contact.inbound.opening import check_mailbox
from contact.inbound.tray import erasable_tray_mail
from contact.inquiries.misfiled import erasable_message, erasable_note
from contact.jobs import JOBS
from contact.mails.acknowledgements import acknowledgement_mail, manual_acknowledgement_mail
from contact.mails.colleague_mails import colleague_mail
from contact.mails.consent_mails import consent_confirmation_mail, consent_question_mail
from contact.mails.desk_notices import desk_notice_mail, quarantine_count_mail, retention_warning_mail
from contact.mails.own_data_mails import address_change_mail, done_mail, link_mail
from contact.mails.pending_request_mails import desk_decides_mail, objection_mail, passed_on_mail
from contact.mails.person_act_notice import person_act_mail
from contact.mails.purpose_notice import purpose_notice_mail
from contact.mails.reply_mail import reply_mail
from contact.mails.request_answers import request_answer_mail
from contact.models import ContactQuestion
from contact.pages import ContactPage, translation_mismatches
from contact.permissions import grant_permissions, inquiry_permissions
from contact.privacy.consents import erasable_refusal
from contact.privacy.deletion import erasable_use
from contact.privacy.evidence import record_count, record_evidence
from contact.privacy.inquiry_records import inquiry_source
from contact.privacy.other_records import block_list_source, request_source, transfer_source
from contact.privacy.pending_requests import erasable_wait
from contact.privacy.requests import erasable_request
from contact.privacy.tray_records import tray_source
from contact.public.own_data_pages import own_data_entry
from contact.retention.erasure import erasable_inquiry
from contact.transfers.register import erasable_transfer
from contact.viewsets import VIEWSETS

REGISTERED: dict[str, tuple[Callable[..., Any], ...]] = {
    "register_admin_viewset": VIEWSETS,
    "register_settings_menu_item": (business_days_menu_item, reply_rules_menu_item),
    "register_job": JOBS,
    "register_health_check": (check_mailbox,),
    "register_mail_kind": (
        acknowledgement_mail,
        desk_notice_mail,
        reply_mail,
        manual_acknowledgement_mail,
        quarantine_count_mail,
        retention_warning_mail,
        link_mail,
        done_mail,
        address_change_mail,
        request_answer_mail,
        consent_question_mail,
        consent_confirmation_mail,
        purpose_notice_mail,
        person_act_mail,
        colleague_mail,
        objection_mail,
        passed_on_mail,
        desk_decides_mail,
    ),
    "register_erasable": (
        erasable_inquiry,
        erasable_use,
        erasable_refusal,
        erasable_transfer,
        erasable_request,
        erasable_wait,
        erasable_message,
        erasable_note,
        erasable_tray_mail,
    ),
    "register_personal_data_source": (
        *(inquiry_source, tray_source, request_source, transfer_source, block_list_source),
    ),
    "register_promise_evidence": (record_evidence,),
    "register_privacy_menu_item": (retention_menu_item,),
    "register_nightly_count": (record_count,),
    "register_bootstrap": (grant_permissions,),
    "register_quick_actions": (desk_actions,),
    "register_account_settings_panel": (NoticePanel,),
    "construct_homepage_panels": (add_due_panel,),
}


def warn_before_page_deletion(request: HttpRequest, page: Page) -> None:
    """Warn on the confirmation screen that inquiries are kept; it does not say whether there are any."""
    if request.method == "GET":
        warn_if_contact_pages(request, [page])


def warn_before_bulk_deletion(request: HttpRequest, action: str, objects: list[Any], _view: Any) -> None:
    """Warn when several pages are deleted: Wagtail calls this hook only once that is confirmed."""
    if action == "delete":
        warn_if_contact_pages(request, [one for one in objects if isinstance(one, Page)])


def warn_if_contact_pages(request: HttpRequest, pages: list[Page]) -> None:
    if any(ContactPage.objects.descendant_of(page, inclusive=True).exists() for page in pages):
        messages.warning(request, _("A contact form goes with this. Inquiries already received are kept at the desk."))


def warn_of_translation_mismatches(request: HttpRequest, page: Page) -> None:
    """Warn when the Japanese and the English form ask different questions: answers could not be counted together."""
    if isinstance(page, ContactPage):
        for sentence in translation_mismatches(page):
            messages.warning(request, sentence)


for hook, functions in REGISTERED.items():
    for function in functions:
        hooks.register(hook, function, order=30)
hooks.register("before_delete_page", warn_before_page_deletion)
hooks.register("before_bulk_action", warn_before_bulk_deletion)
hooks.register("after_create_page", warn_of_translation_mismatches)
hooks.register("after_edit_page", warn_of_translation_mismatches)


@hooks.register("register_permissions")
def register_inquiry_rights() -> QuerySet[Permission]:
    return inquiry_permissions()


@hooks.register("register_staff_only_models")
def register_staff_only_models() -> list[type[Model]]:
    """Return all models of the desk: no public page shows anything of them but of the form's questions."""
    return [
        model for model in apps.get_app_config("contact").get_models() if model not in (ContactPage, ContactQuestion)
    ]


@hooks.register("register_private_paths")
def private_paths() -> list[str]:
    """Return where one's own data begin, which no robot is to read."""
    return [reverse("contact:own_data")]


@hooks.register("register_site_links")
def link_to_form(language: str) -> Iterable[SiteLink]:
    """Yield the link to the contact form of a language, for menu and footer."""
    page = linkable(ContactPage.objects.live().filter(locale__language_code=language)).first()
    if page and page.url:
        yield SiteLink("contact", page.title, page.url)


@hooks.register("register_site_links", order=40)
def link_to_own_data(language: str) -> Iterable[SiteLink]:
    """Yield the link to the page of one's own data, for the footer; it hangs on no page of the tree."""
    with override(language):
        yield SiteLink("privacy", _("Your data"), reverse("contact:own_data"))


hooks.register("register_search_view", own_data_entry)


@hooks.register("construct_homepage_summary_items")
def add_summary_items(request: HttpRequest, items: list[SummaryItem]) -> None:
    items += [item(request) for item in SUMMARY_ITEMS]
