"""What desk and privacy officer begin most from the dashboard, and the form's questions, which marketing keeps."""

from collections.abc import Iterable

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from cluster_cms.dashboard.quick_actions import QuickAction
from cluster_cms.pages.languages import JAPANESE
from cluster_cms.security.accounts import DESK, MARKETING, PRIVACY, User
from contact.pages import ContactPage
from contact.permissions import may_handle_inquiries, may_manage_retention, may_see_audit, may_see_inquiries


def desk_actions(request: HttpRequest, user: User) -> Iterable[QuickAction]:
    """Yield the actions on inquiries, and on the questions of the contact form."""
    handles = may_handle_inquiries(user)
    inbox = reverse("inquiries:index")
    yield QuickAction(_("Open the inbox"), inbox, "mail", may_see_inquiries(user))
    yield QuickAction(
        _("Record an inquiry by telephone or letter"), reverse("inquiries:record_manually"), "plus", handles
    )
    yield QuickAction(_("Look through suspected spam"), reverse("spam:index"), "warning", handles)
    if not may_see_inquiries(user):
        yield QuickAction(_("Answers to inquiries"), inbox, "mail", False, DESK)
    yield QuickAction(_("Read the audit list"), reverse("inquiry_audit:index"), "history", may_see_audit(user))
    retention = reverse("inquiries:retention")
    yield QuickAction(_("How long inquiries are kept"), retention, "date", may_manage_retention(user), PRIVACY)
    if page := ContactPage.objects.filter(locale__language_code=JAPANESE, live=True).first():
        may_edit = page.permissions_for_user(user).can_edit()
        address = reverse("wagtailadmin_pages:edit", args=[page.pk])
        yield QuickAction(_("Change the questions of the contact form"), address, "form", may_edit, MARKETING)
