"""Warnings beside Wagtail's own page screens: a contact form is deleted, or its two languages differ."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Page

from contact.pages import ContactPage, translation_mismatches


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
