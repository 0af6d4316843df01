"""What the policy registers with Wagtail and with the hooks of `cluster_cms`."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.models import Page

from policy import site
from policy.admin import (
    bootstrap,
    dashboard,
    decision_views,
    earlier_views,
    editor_views,
    monitoring,
    pasting,
    revision_actions,
)
from policy.ledger import revision_status
from policy.models.approval import policy_settings
from policy.pages import PolicyPage
from policy.publishing import earlier_mail, promulgation, save_guards


@hooks.register("before_publish_page")
def keep_draft_that_is_refused(request: HttpRequest, page: Page) -> HttpResponse | None:
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
def hide_publish_button(menu_items: list[Any], request: HttpRequest, context: dict[str, Any]) -> None:
    """Hide the Publish button unless one person may publish alone: a revision is published by approving it."""
    if isinstance(context.get("page"), PolicyPage) and not policy_settings().waiver_in_effect:
        menu_items[:] = [item for item in menu_items if item.name != "action-publish"]


@hooks.register("before_edit_page")
def redirect_alias_to_source(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Redirect from the editor of the English alias to the one document, where both languages are edited."""
    if not isinstance(page, PolicyPage) or not page.alias_of_id:
        return None
    messages.info(request, _("The policy is one document: both languages are edited here, side by side."))
    return redirect("wagtailadmin_pages:edit", page.alias_of_id)


@hooks.register("before_convert_alias_page")
def refuse_to_convert_alias(request: HttpRequest, page: Page) -> None:
    if isinstance(page, PolicyPage):
        save_guards.refuse_to_cut_alias()


@hooks.register("insert_global_admin_css")
def editor_css() -> str:
    return format_html('<link rel="stylesheet" href="{}">', static("policy/editor.css"))


@hooks.register("insert_editor_js")
def editor_js() -> str:
    scripts = ((static(f"policy/{name}.js"),) for name in ("checklist", "references"))
    return format_html_join("\n", '<script src="{}"></script>', scripts)


hooks.register("register_admin_urls", editor_views.urls)
hooks.register("register_admin_urls", revision_actions.urls)
hooks.register("register_admin_urls", decision_views.urls)
hooks.register("register_admin_urls", earlier_views.urls)
hooks.register("register_page_header_buttons", revision_actions.header_buttons)
hooks.register("register_admin_urls", pasting.urls)
hooks.register("register_page_header_buttons", pasting.header_buttons)
hooks.register("register_admin_menu_item", monitoring.policy_menu_item)
hooks.register("construct_homepage_panels", monitoring.add_difference_panel)
hooks.register("construct_homepage_panels", dashboard.add_policy_panel)
hooks.register("register_quick_actions", dashboard.policy_actions, order=40)

hooks.register("register_site_links", site.policy_links)
hooks.register("register_search_view", site.searched_views)
hooks.register("register_site_notice", site.announcements)
hooks.register("register_policy_clauses", site.clause_addresses)
hooks.register("register_freshness_end", revision_status.next_change)
hooks.register("register_job", site.reindexing_job)
hooks.register("register_mail_kind", earlier_mail.earlier_texts_mail)

hooks.register("register_health_check", monitoring.ledger_health)
hooks.register("register_health_check", monitoring.identity_health)
hooks.register("register_chain_head", monitoring.ledger_head)
hooks.register("register_chain_check", monitoring.ledger_check)
hooks.register("register_promise_evidence", monitoring.policy_evidence, order=20)


@hooks.register("register_bootstrap", order=20)
def prepare_policy() -> None:
    bootstrap.prepare()


promulgation.revision_promulgated.connect(site.reindex_after_promulgation, dispatch_uid="policy.reindex")
