"""What the ground floor tells Wagtail."""

from typing import Any

from django.contrib.auth.models import Permission
from django.http import HttpRequest, HttpResponse
from wagtail import hooks
from wagtail.models import Page

from cluster_cms import demo as registers_demo
from cluster_cms.backups.backup_health import check_backups
from cluster_cms.demo import Stage
from cluster_cms.erasures.erasure_views import show_unclear
from cluster_cms.erasures.erasure_views import urls as erasure_urls
from cluster_cms.erasures.reconciliation import reconciliation_job
from cluster_cms.erasures.status import check_journal
from cluster_cms.linked_sites.link_views import report_menu_item
from cluster_cms.linked_sites.link_views import urls as linked_site_urls
from cluster_cms.mail.mail_health import check_mail
from cluster_cms.mail.mail_views import MAIL_RIGHTS, DeadLetters, MailViewSet, texts_menu_item
from cluster_cms.mail.sending import mail_sending
from cluster_cms.middleware.cookies import let_through
from cluster_cms.middleware.same_origin import refuse
from cluster_cms.operations.health import check_site
from cluster_cms.operations.jobs import scheduled_publishing
from cluster_cms.pages.base_page import BasePage
from cluster_cms.privacy.register_changes import give_rights
from cluster_cms.privacy.summaries import OverdueReviews, register_evidence
from cluster_cms.privacy.viewsets import VIEWSETS, privacy_menu_item
from cluster_cms.promises.board_views import board_menu_item
from cluster_cms.promises.board_views import urls as board_urls
from cluster_cms.promises.chains import audit_chain, chain_evidence
from cluster_cms.promises.crawl_report import desk_evidence, log_evidence, walk_evidence
from cluster_cms.promises.crawler import nightly_check
from cluster_cms.promises.page import link_to_promises


@hooks.register("before_serve_page")
def let_stated_cookies_through(page: Page, request: HttpRequest, args: Any, kwargs: Any) -> None:
    """Open the guard of cookies for the names that a page states, and for that answer only."""
    if isinstance(page, BasePage) and (names := page.stated_cookies()):
        let_through(request, names)


@hooks.register("before_serve_page")
def refuse_foreign_post(page: Page, request: HttpRequest, args: Any, kwargs: Any) -> HttpResponse | None:
    """Stand before every page: a new page type is safe without knowing of this."""
    if getattr(request, "foreign_post", False) and not getattr(page, "shows_text_back", False):
        return refuse(request)
    return None


hooks.register("register_health_check", check_site)
hooks.register("register_health_check", check_journal)
hooks.register("register_health_check", check_backups)
hooks.register("register_job", scheduled_publishing)
hooks.register("register_job", mail_sending)
hooks.register("register_health_check", check_mail)
hooks.register("register_admin_viewset", MailViewSet)
hooks.register("register_settings_menu_item", texts_menu_item)


@hooks.register("construct_homepage_summary_items")
def show_what_waits(request: HttpRequest, items: list[Any]) -> None:
    items += [DeadLetters(request), OverdueReviews(request)]


@hooks.register("register_permissions")
def register_mail_rights() -> Any:
    return Permission.objects.filter(content_type__app_label="cluster_cms", codename__in=MAIL_RIGHTS)


hooks.register("register_job", reconciliation_job)
hooks.register("construct_homepage_panels", show_unclear)
hooks.register("register_admin_urls", erasure_urls)
hooks.register("register_admin_menu_item", privacy_menu_item)
for viewset in VIEWSETS:
    hooks.register("register_admin_viewset", viewset)


@hooks.register("register_bootstrap", order=10)
def give_register_rights() -> None:
    give_rights()


@hooks.register("register_demo", order=10)
def fill_registers(stage: Stage) -> None:
    registers_demo.play_registers(stage)


hooks.register("register_job", nightly_check)
hooks.register("register_chain_check", audit_chain)
for evidence in (chain_evidence, walk_evidence, log_evidence, desk_evidence, register_evidence):
    hooks.register("register_promise_evidence", evidence, order=10)
hooks.register("register_site_links", link_to_promises, order=50)
hooks.register("register_reports_menu_item", report_menu_item)
hooks.register("register_admin_urls", linked_site_urls)
hooks.register("register_privacy_menu_item", board_menu_item)
hooks.register("register_admin_urls", board_urls)
