"""What the library registers with Wagtail and with the hooks of the ground floor."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Model
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.site_summary import SummaryItem
from wagtail.log_actions import LogFormatter
from wagtail.snippets.models import register_snippet

from cluster_cms.pages.navigation import SiteLink
from cluster_cms.security.accounts import MARKETING, grant
from library.admin.dashboard import ExpiringSummary, library_actions
from library.admin.document_form import DocumentForm
from library.admin.viewsets import DocumentViewSet
from library.models import ExpiryReminder, LibraryDocument
from library.pages import library_page
from library.reminders import reminder_job, reminder_mail, review_job, review_mail
from library.searching import library_source
from library.uploads import ADDED, WITHDRAWN

LibraryDocument.base_form_class = DocumentForm  # the form is above the model's floor
register_snippet(DocumentViewSet)
hooks.register("register_job", reminder_job)
hooks.register("register_job", review_job)
hooks.register("register_quick_actions", library_actions, order=30)
hooks.register("register_mail_kind", reminder_mail)
hooks.register("register_mail_kind", review_mail)
hooks.register("register_search_source", library_source)


@hooks.register("register_bootstrap", order=15)
def grant_library() -> None:
    """Let marketing add and change documents; nobody deletes them: what was published is hidden or withdrawn."""
    grant(MARKETING, *(f"library.{right}_librarydocument" for right in ("add", "change", "view")))


@hooks.register("construct_homepage_summary_items")
def add_summary_item(request: HttpRequest, items: list[SummaryItem]) -> None:
    items.append(ExpiringSummary(request))


@hooks.register("register_site_links")
def register_library_link(language: str) -> Iterable[SiteLink]:
    """Yield the link to the library in the footer."""
    if page := library_page(language):
        yield SiteLink("help", page.title, page.url)


@hooks.register("register_staff_only_models")
def register_staff_only_models() -> tuple[type[Model], ...]:
    return (ExpiryReminder,)


@hooks.register("register_log_actions")
def register_actions(actions: Any) -> None:
    """Register what the history of a document shows of its revisions."""
    actions.register_action(ADDED)(AddedFormatter)
    actions.register_action(WITHDRAWN)(WithdrawnFormatter)


class AddedFormatter(LogFormatter):
    """The entry about a new revision."""

    label = _("Add a revision")

    def format_message(self, log_entry: Any) -> str:
        return gettext("Revision %(number)d added") % {"number": log_entry.data["number"]}


class WithdrawnFormatter(LogFormatter):
    """The entry about a revision that was withdrawn."""

    label = _("Withdraw a revision")

    def format_message(self, log_entry: Any) -> str:
        return gettext("Revision %(number)d withdrawn") % {"number": log_entry.data["number"]}
