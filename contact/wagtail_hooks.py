"""What the contact app tells Wagtail and the ground floor."""

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.site_summary import SummaryItem
from wagtail.models import Page

from cluster_cms.demo import Stage
from cluster_cms.pages.navigation import SiteLink
from cluster_cms.pages.sites import linkable
from contact import demo
from contact.admin.calendar_views import business_days_menu_item
from contact.admin.dashboard import CopiesOutside, InboxSummary, IncidentsOpen, LateRequests, SoonDeleted, SuspectedSpam
from contact.admin.reply_template_views import ReplyTemplateViewSet
from contact.deadlines.rescheduling import rescheduling_job
from contact.inquiries.receive import submission_key_deletion_job
from contact.inquiries.spam import quarantine_count_job, quarantine_count_mail, quarantine_purge_job
from contact.mails.acknowledgements import acknowledgement, desk_notice, manual_acknowledgement
from contact.mails.consent_mails import confirmation_mail, question_mail
from contact.mails.own_data_mails import done_mail, link_mail, move_mail
from contact.mails.reply_mail import reply_mail
from contact.mails.request_answers import answer_mail
from contact.mails.retention_warning import retention_warning
from contact.pages import ContactPage, translation_mismatches
from contact.permissions import give_rights, inquiry_rights
from contact.privacy import inquiry_records as own_inquiries
from contact.privacy import other_records as own_requests
from contact.privacy import other_records as own_transfers
from contact.privacy import requests as requests_answering
from contact.privacy.consents import erasable_refusal
from contact.privacy.deletion import erasable_use
from contact.privacy.evidence import inquiry_evidence
from contact.privacy.evidence import request_evidence as evidence_of_requests
from contact.privacy.evidence import transfer_evidence as evidence_of_transfers
from contact.privacy.magic_links import link_deletion_job as forgetting_of_links
from contact.privacy.purpose_changes import purpose_mail, purpose_notice_job
from contact.rate_limits.counters import counter_deletion_job
from contact.retention.erasure import erasable
from contact.retention.schedule import retention_job
from contact.search.searching import search_deletion_job as forgetting_of_searches
from contact.transfers import register as transfers
from contact.viewsets import (
    AuditViewSet,
    IncidentViewSet,
    InquiryViewSet,
    RequestsViewSet,
    SpamViewSet,
    TransferViewSet,
)


@hooks.register("register_permissions")
def register_inquiry_rights() -> QuerySet[Permission]:
    return inquiry_rights()


@hooks.register("register_site_links")
def link_to_form(language: str) -> Iterable[SiteLink]:
    page = linkable(ContactPage.objects.live().filter(locale__language_code=language)).first()
    if page and page.url:
        yield SiteLink("contact", page.title, page.url)


REGISTERED: dict[str, tuple[Callable[..., Any], ...]] = {
    "register_admin_viewset": (
        InquiryViewSet,
        SpamViewSet,
        RequestsViewSet,
        ReplyTemplateViewSet,
        TransferViewSet,
        IncidentViewSet,
        AuditViewSet,
    ),
    "register_job": (
        counter_deletion_job,
        quarantine_purge_job,
        quarantine_count_job,
        retention_job,
        rescheduling_job,
        submission_key_deletion_job,
        forgetting_of_links,
        forgetting_of_searches,
        transfers.transfer_deletion_job,
        requests_answering.request_deletion_job,
        purpose_notice_job,
    ),
    "register_mail_kind": (
        acknowledgement,
        desk_notice,
        reply_mail,
        manual_acknowledgement,
        quarantine_count_mail,
        retention_warning,
        link_mail,
        done_mail,
        move_mail,
        answer_mail,
        question_mail,
        confirmation_mail,
        purpose_mail,
    ),
    "register_erasable": (
        erasable,
        erasable_use,
        erasable_refusal,
        transfers.erasable_transfer,
        requests_answering.erasable_request,
    ),
    "register_personal_data_source": (
        own_inquiries.inquiry_source,
        own_requests.request_source,
        own_transfers.transfer_source,
    ),
    "register_settings_menu_item": (business_days_menu_item,),
    "register_promise_evidence": (inquiry_evidence, evidence_of_transfers, evidence_of_requests),
}
for hook, registered in REGISTERED.items():
    for register in registered:
        hooks.register(hook, register, order=30)


@hooks.register("register_bootstrap", order=30)
def bootstrap() -> None:
    give_rights()


@hooks.register("register_demo", order=30)
def play_demo(stage: Stage) -> None:
    demo.play(stage)


@hooks.register("construct_homepage_summary_items")
def show_inquiries(request: HttpRequest, items: list[SummaryItem]) -> None:
    shown = (InboxSummary, SuspectedSpam, SoonDeleted, CopiesOutside, LateRequests, IncidentsOpen)
    items += [item(request) for item in shown]


@hooks.register("before_delete_page")
def tell_that_inquiries_stay(request: HttpRequest, page: Page) -> None:
    """Tell, before a contact page is deleted, that what it received is kept; whether there is any stays the desk's."""
    if request.method == "GET":
        tell_if_contact_pages(request, [page])


@hooks.register("before_bulk_action")
def tell_that_inquiries_stay_in_bulk(request: HttpRequest, action: str, objects: list[Any], _view: Any) -> None:
    """Tell it with the deletion: Wagtail calls this hook only when the person has confirmed."""
    if action == "delete":
        tell_if_contact_pages(request, [one for one in objects if isinstance(one, Page)])


def tell_if_contact_pages(request: HttpRequest, pages: list[Page]) -> None:
    concerned = any(ContactPage.objects.descendant_of(page, inclusive=True).exists() for page in pages)
    if concerned:
        messages.warning(request, _("A contact form goes with this. Inquiries already received are kept at the desk."))


@hooks.register("after_create_page")
@hooks.register("after_edit_page")
def tell_what_the_other_language_asks(request: HttpRequest, page: Page) -> None:
    """Warn marketing when the two forms drift apart: the answers could no longer be counted together."""
    if isinstance(page, ContactPage):
        for sentence in translation_mismatches(page):
            messages.warning(request, sentence)
