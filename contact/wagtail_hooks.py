"""What the contact app tells Wagtail and the ground floor."""

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.site_summary import SummaryItem
from wagtail.models import Page

from cluster_cms.demo import Stage
from cluster_cms.navigation import SiteLink
from cluster_cms.sites import linkable
from contact import demo, resending
from contact.abuse.counting import counting, spam_count
from contact.abuse.emptying import emptying
from contact.abuse.tallies import forgetting
from contact.bootstrap import give_rights
from contact.changed_purpose import purpose_mail, telling
from contact.consents.answering import refusable
from contact.consents.mails import confirmation_mail, question_mail
from contact.correspondence.template_screens import ReplyTemplateViewSet
from contact.desk.summaries import InboxSummary
from contact.due.changing import rescheduling
from contact.due.screens import business_days_menu_item
from contact.erasure import erasable
from contact.evidence import inquiry_evidence
from contact.finding.searching import forgetting as forgetting_of_searches
from contact.form.twins import differences
from contact.handovers import forgetting as hand_overs
from contact.handovers.figures import evidence as evidence_of_hand_overs
from contact.incidents.screens import IncidentsOpen
from contact.keeping.summaries import CopiesOutside, SoonDeleted
from contact.mails.received import acknowledgement, desk_notice
from contact.mails.reply import reply_mail
from contact.mails.retention import retention_warning
from contact.mails.taken_down import taken_down_mail
from contact.pages import ContactPage
from contact.permissions import inquiry_rights, may_handle_inquiries
from contact.records import Inquiry
from contact.requests import answering as requests_answering
from contact.requests.figures import evidence as evidence_of_requests
from contact.requests.mails import answer_mail
from contact.requests.summaries import LateRequests
from contact.requests.viewset import RequestsViewSet
from contact.retention import retention
from contact.rights import hand_overs as own_hand_overs
from contact.rights import inquiries as own_inquiries
from contact.rights import requests as own_requests
from contact.rights.forgetting import forgetting as forgetting_of_links
from contact.rights.mails import done_mail, link_mail, move_mail
from contact.rights.restricting import restrictable
from contact.viewsets import AuditViewSet, HandOverViewSet, IncidentViewSet, InquiryViewSet, SpamViewSet


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
        HandOverViewSet,
        IncidentViewSet,
        AuditViewSet,
    ),
    "register_job": (
        forgetting,
        emptying,
        counting,
        retention,
        rescheduling,
        resending.forgetting,
        forgetting_of_links,
        forgetting_of_searches,
        hand_overs.forgetting,
        requests_answering.forgetting,
        telling,
    ),
    "register_mail_kind": (
        acknowledgement,
        desk_notice,
        reply_mail,
        taken_down_mail,
        spam_count,
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
        restrictable,
        refusable,
        hand_overs.erasable,
        requests_answering.erasable,
    ),
    "register_personal_data_source": (
        own_inquiries.source,
        own_requests.source,
        own_hand_overs.source,
    ),
    "register_settings_menu_item": (business_days_menu_item,),
    "register_promise_evidence": (inquiry_evidence, evidence_of_hand_overs, evidence_of_requests),
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


class SuspectedSpam(SummaryItem):
    """How much lies in the box, for those who may clear it."""

    order = 91
    template_name = "contact/admin/spam/waiting.html"

    @cached_property
    def number(self) -> int:
        return Inquiry.objects.suspected().count()

    def is_shown(self) -> bool:
        return may_handle_inquiries(self.request.user) and self.number > 0

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        return {"count": self.number}


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
        for sentence in differences(page):
            messages.warning(request, sentence)
