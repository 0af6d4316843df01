"""What marketing begins most from the dashboard: news, company data, menu and order, the questions of the form."""

from collections.abc import Iterable

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Page

from cluster_cms.dashboard.quick_actions import QuickAction
from cluster_cms.pages.languages import JAPANESE
from cluster_cms.security.accounts import MARKETING, User
from home.models import CompanyPage, HomePage, NewsIndexPage, NewsPage

PROFILE = "corporate-profile"  # the slug of the page with the company's data


def page_actions(request: HttpRequest, user: User) -> Iterable[QuickAction]:
    """Yield the actions on company pages, each where its page exists; the Japanese pages are written first."""
    news = NewsIndexPage.objects.filter(locale__language_code=JAPANESE).first()
    if news:
        may_add = news.permissions_for_user(user).can_add_subpage()
        kind = NewsPage._meta
        address = reverse("wagtailadmin_pages:add", args=[kind.app_label, kind.model_name, news.pk])
        yield QuickAction(_("Write a news item"), address, "edit", may_add, MARKETING)
    profile = CompanyPage.objects.filter(locale__language_code=JAPANESE, slug=PROFILE).first()
    if profile:
        yield editing(_("Correct the company data"), profile, user, "edit")
    if home := HomePage.objects.filter(locale__language_code=JAPANESE).first():
        yield listing(home, user)


def editing(label: str, page: Page, user: User, icon: str) -> QuickAction:
    """Return the action that opens a page in the editor."""
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    return QuickAction(label, address, icon, page.permissions_for_user(user).can_edit(), MARKETING)


def listing(home: Page, user: User) -> QuickAction:
    """Return the action that shows the pages of the menu, ready to be put into another order."""
    address = f"{reverse('wagtailadmin_explore', args=[home.pk])}?ordering=ord"
    may_order = home.permissions_for_user(user).can_reorder_children()
    return QuickAction(_("Menu and order of pages"), address, "list-ul", may_order)
