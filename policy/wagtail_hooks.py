"""What the policy tells Wagtail and the ground floor."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.models import Page

from cluster_cms.operations.health import Finding
from cluster_cms.operations.jobs import Job
from cluster_cms.pages.languages import ENGLISH, active_language
from cluster_cms.pages.navigation import SiteLink, SiteNotice
from cluster_cms.pages.sites import linkable
from cluster_cms.security.accounts import User
from policy import site
from policy.admin import bootstrap, pasting, revision_actions
from policy.ledger import revision_status, verification, writer
from policy.ledger.revision_status import LINKED_SITES
from policy.models.approval import policy_settings
from policy.pages import PolicyPage
from policy.permissions import may_edit_policy
from policy.publishing import promulgation, save_guards
from policy.publishing.identity import complaint, difference
from policy.site import DifferencePanel, clause_addresses, policy_evidence, policy_ledger


@hooks.register("before_publish_page")
def ask_the_gate_first(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Keep the draft and say what is missing, instead of refusing the whole request."""
    if not isinstance(page, PolicyPage):
        return None
    reasons = promulgation.blocking_reasons(page, revision=page.get_latest_revision())
    if not reasons:
        return None
    messages.warning(request, _("The draft is saved. It was not published, because:"))
    for reason in reasons:
        messages.error(request, reason.text)
    return redirect("wagtailadmin_pages:edit", page.pk)


@hooks.register("construct_page_action_menu")
def offer_no_button_that_refuses(menu_items: list[Any], request: HttpRequest, context: dict[str, Any]) -> None:
    """A revision is published by approving it; the Publish button serves a company of one person alone."""
    if isinstance(context.get("page"), PolicyPage) and not policy_settings().approval_waived:
        menu_items[:] = [item for item in menu_items if item.name != "action-publish"]


@hooks.register("before_edit_page")
def edit_the_source(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Both languages are edited in one place."""
    if not isinstance(page, PolicyPage) or not page.alias_of_id:
        return None
    messages.info(request, _("The policy is one document: both languages are edited here, side by side."))
    return redirect("wagtailadmin_pages:edit", page.alias_of_id)


@hooks.register("before_convert_alias_page")
def keep_the_alias(request: HttpRequest, page: Page) -> None:
    if isinstance(page, PolicyPage):
        save_guards.refuse("alias", _("The English page follows the Japanese one; both are one document."))


@hooks.register("insert_global_admin_css")
def editor_css() -> str:
    return format_html('<link rel="stylesheet" href="{}">', static("policy/editor.css"))


@hooks.register("insert_editor_js")
def editor_js() -> str:
    scripts = ((static(f"policy/{name}.js"),) for name in ("checklist", "references"))
    return format_html_join("\n", '<script src="{}"></script>', scripts)


hooks.register("register_admin_urls", revision_actions.urls)
hooks.register("register_page_header_buttons", revision_actions.header_buttons)
hooks.register("register_admin_urls", pasting.urls)
hooks.register("register_page_header_buttons", pasting.header_buttons)


class PolicyMenuItem(MenuItem):
    """The way straight to the policy, for the people who may edit it."""

    def is_shown(self, request: HttpRequest) -> bool:
        return isinstance(request.user, User) and may_edit_policy(request.user)


@hooks.register("register_admin_menu_item")
def policy_menu_item() -> MenuItem:
    return PolicyMenuItem(
        gettext_lazy("Privacy policy"), reverse("policy_editor"), name="policy", icon_name="doc-full-inverse", order=110
    )


@hooks.register("register_site_links")
def policy_links(language: str) -> Iterable[SiteLink]:
    """Offer the policy and its history to every footer."""
    page = linkable(PolicyPage.objects.live().filter(locale__language_code=language)).first()
    if page:
        yield SiteLink("privacy", page.display_title(), page.url)
        yield SiteLink("privacy", _("Revision history"), f"{page.url}{page.reverse_subpage('history')}")
        item = page.reverse_subpage("item", [LINKED_SITES])
        yield SiteLink("linked_sites", _("What our policy says of linked sites"), f"{page.url}{item}")


@hooks.register("register_site_notice")
def policy_notice(language: str) -> Iterable[SiteNotice]:
    return site.announcements(language)


@hooks.register("register_health_check")
def ledger_is_whole() -> Iterable[Finding]:
    faults = verification.verify()
    yield Finding("policy ledger", not faults, faults[0] if faults else "whole")


hooks.register("register_chain_check", policy_ledger)
hooks.register("register_promise_evidence", policy_evidence, order=20)
hooks.register("register_policy_clauses", clause_addresses)


@hooks.register("register_chain_head")
def ledger_head() -> tuple[str, int, str]:
    """Give each backup the newest row of the ledger, by which it is known again."""
    return ("policy ledger", *writer.head())


@hooks.register("register_health_check")
def operator_and_desk_are_current() -> Iterable[Finding]:
    page = PolicyPage.objects.filter(alias_of=None).first()
    found = difference(page) if page else None
    with translation.override(ENGLISH):
        yield Finding("policy desk", found is None or found.announced is not None, complaint(found))


@hooks.register("construct_homepage_panels")
def tell_of_the_difference(request: HttpRequest, panels: list[Any]) -> None:
    """Tell those who can mend it."""
    page = PolicyPage.objects.filter(alias_of=None).first()
    if page and isinstance(request.user, User) and may_edit_policy(request.user) and (found := difference(page)):
        panels.append(DifferencePanel(found, active_language()))


hooks.register("register_freshness_end", revision_status.next_change)


@hooks.register("register_job")
def reindexing_job() -> Job:
    return site.reindexing_job()


@hooks.register("register_bootstrap", order=20)
def prepare_policy() -> None:
    bootstrap.prepare()


promulgation.revision_promulgated.connect(site.reindex_after_promulgation, dispatch_uid="policy.reindex")
