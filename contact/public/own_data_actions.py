"""The actions of the opened page of one's own data; each answers with a page of its own."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from cluster_cms.erasures.lines import JournalBroken
from cluster_cms.privacy.personal_data import DisclosedRecord
from contact.models import OPEN, RequestType
from contact.privacy.address_changes import request_address_change
from contact.privacy.correction import (
    FIELDS,
    NothingToCorrect,
    TooLong,
    correct_inquiry,
    open_inquiry_of,
)
from contact.privacy.deletion import Which, delete_own, stop_use
from contact.privacy.disclosure import Disclosure, as_file, disclosure_of
from contact.privacy.inquiry_records import own_files, own_inquiries
from contact.privacy.magic_links import OpenPage, TooManyWrong, name_reference, page_of
from contact.privacy.pending_requests import NothingToObject, object_on_page, pending_requests, unproved
from contact.public.own_data_forms import CorrectionForm, DeletionForm, StopForm
from contact.public.responses import attachment_response, own_data_page, private
from contact.text import answers

logger = logging.getLogger(__name__)
OBJECTION_HOURS = round(settings.OBJECTION_PERIOD.total_seconds() / 3600)


@dataclass(frozen=True)
class Visit:
    """One request to the opened page."""

    request: HttpRequest
    opened: OpenPage

    def show(self, name: str, title: str, status: int = 200, **context: Any) -> HttpResponse:
        """Return the private response of a template of contact/own_data/."""
        return private(own_data_page(self.request, name, title, status=status, opened=self.opened, **context))


def show_disclosure(visit: Visit, error: str = "", status: int = 200) -> HttpResponse:
    """Show everything that is held."""
    found = disclosure_of(visit.opened.person)
    entries = access_entries_of(found)
    context = {"disclosure": found, "access_entries": entries, "pending": pending_requests(visit.opened.person)}
    return visit.show("disclosure", _("What we hold"), status, error=error, **context)


def access_entries_of(found: Disclosure) -> list[tuple[str, list[DisclosedRecord]]]:
    """Return title and access entries of each inquiry whose reference was named, as far as there are any."""
    inquiries = [
        (inquiry.title, [part for part in inquiry.parts if part.name == "access_entries"])
        for inquiry in found.inquiries
    ]
    return [(title, entries) for title, entries in inquiries if entries]


def add_reference(visit: Visit) -> HttpResponse:
    """Show the inquiry whose reference is named, too."""
    opened = visit.opened
    try:
        found = name_reference(page=opened, typed=visit.request.POST.get("reference", ""))
    except TooManyWrong:
        error = _("Too many references were wrong. Please ask the desk; it makes sure who you are and tells you.")
        return show_disclosure(visit, error, 429)
    visit = replace(visit, opened=page_of(secret=opened.secret, language=opened.link.language))
    if found:
        return show_disclosure(visit)
    return show_disclosure(visit, _("No inquiry of this address has this reference"), 422)


def download_copy(visit: Visit) -> HttpResponse:
    """Return everything that the page shows as a JSON file."""
    name, content = as_file(disclosure_of(visit.opened.person), visit.opened.person)
    response = HttpResponse(content, content_type="application/json; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return private(response)


def download_file(visit: Visit) -> HttpResponse:
    """Return a file of an inquiry whose reference was named; what is gone meanwhile is shown as it is."""
    asked, person = visit.request.POST.get("file", ""), visit.opened.person
    for inquiry in own_inquiries(person).with_references(*person.opened):
        for file in own_files(inquiry):
            if str(file.pk) == asked:
                return private(attachment_response(file))
    return show_disclosure(visit, status=404)


def confirm_deletion(visit: Visit, form: DeletionForm | None = None, failed: bool = False) -> HttpResponse:
    """Say what would be deleted and what would stay, and ask for a confirmation."""
    own = list(own_inquiries(visit.opened.person))
    still_open = [inquiry.reference in visit.opened.person.opened for inquiry in own if inquiry.status in OPEN]
    return visit.show(
        "delete",
        _("Delete what we hold"),
        503 if failed else 422 if form else 200,
        form=form or DeletionForm(),
        hours=OBJECTION_HOURS,
        failed=failed,
        count=len(own),
        still_open=sum(still_open),
        unnamed=len(unproved(visit.opened.person, RequestType.DELETE)),
        holds=[inquiry.hold_reason for inquiry in own if inquiry.held_at],
    )


def delete(visit: Visit) -> HttpResponse:
    form = DeletionForm(visit.request.POST)
    if not form.is_valid():
        return confirm_deletion(visit, form)
    which = Which.ALL if form.cleaned_data["also_open"] else Which.RESOLVED
    try:
        lost = form.cleaned_data["without_references"]
        outcome = delete_own(page=visit.opened, which=which, without_references=lost)
    except (OSError, JournalBroken):
        logger.exception("the erasure journal takes no line, so a person could not delete")
        return confirm_deletion(visit, failed=True)
    title = pgettext("inquiry", "Deleted") if outcome.gone else _("Nothing was deleted yet")
    return visit.show("deleted", title, outcome=outcome, pending=pending_requests(visit.opened.person))


def confirm_stop(visit: Visit, failed: bool = False) -> HttpResponse:
    """Say what stopping the use means, and ask for a confirmation."""
    unnamed = len(unproved(visit.opened.person, RequestType.STOP))
    form, status = StopForm(), 503 if failed else 200
    return visit.show(
        "stop", _("Stop the use"), status, failed=failed, unnamed=unnamed, form=form, hours=OBJECTION_HOURS
    )


def stop(visit: Visit) -> HttpResponse:
    form = StopForm(visit.request.POST)
    lost = form.is_valid() and form.cleaned_data["without_references"]
    try:
        outcome = stop_use(page=visit.opened, without_references=lost)
    except (OSError, JournalBroken):
        logger.exception("the erasure journal takes no line, so a person could not stop the use")
        return confirm_stop(visit, failed=True)
    title = _("The use is stopped") if outcome.stopped else _("Nothing was stopped yet")
    return visit.show("stopped", title, outcome=outcome, pending=pending_requests(visit.opened.person))


def object_to_request(visit: Visit) -> HttpResponse:
    """Object to a pending request of this mailbox; what has ended meanwhile is shown as it is."""
    try:
        object_on_page(person=visit.opened.person, reference=visit.request.POST.get("request", ""))
    except NothingToObject:
        return show_disclosure(visit)
    except (OSError, JournalBroken):
        logger.exception("the erasure journal takes no line, so a person could not object")
        return visit.show("objected", _("Nothing was changed"), 503, failed=True)
    return visit.show("objected", _("Your objection is recorded"))


def edit(visit: Visit, form: CorrectionForm | None = None, error: str = "") -> HttpResponse:
    """Show what can be corrected of an inquiry whose reference was named."""
    inquiry = open_inquiry_of(visit.opened, visit.request.POST.get("about", ""))
    if inquiry is None:
        return show_disclosure(visit)
    written = {key: answers.text_of(inquiry.answers, key) for key in FIELDS}
    form, status = form or CorrectionForm(initial=written), 422 if form else 200
    return visit.show("correct", _("Correct what we hold"), status, form=form, error=error, about=inquiry.reference)


def correct(visit: Visit) -> HttpResponse:
    """Correct at once; another mail address counts only after its own mailbox has confirmed it."""
    inquiry = open_inquiry_of(visit.opened, visit.request.POST.get("about", ""))
    form = CorrectionForm(visit.request.POST)
    if inquiry is None or not form.is_valid():
        return edit(visit, form)
    values, address = form.cleaned_data, form.cleaned_data["mail"]
    if address == answers.text_of(inquiry.answers, answers.MAIL):
        address = ""
    try:
        correct_inquiry(page=visit.opened, inquiry=inquiry, values=values, addition=values["addition"])
    except TooLong:
        return edit(visit, form, _("The message is too long with this; please shorten it"))
    except NothingToCorrect:
        if not address:
            return edit(visit, form, _("Everything is as it was: change something first"))
    if address:
        request_address_change(page=visit.opened, inquiry=inquiry, address=address)
    return visit.show("corrected", _("Corrected"), address=address)


ACTIONS: dict[str, Callable[[Visit], HttpResponse]] = {
    "see": show_disclosure,
    "reference": add_reference,
    "copy": download_copy,
    "file": download_file,
    "delete": confirm_deletion,
    "delete-now": delete,
    "correct": edit,
    "correct-now": correct,
    "stop": confirm_stop,
    "stop-now": stop,
    "object": object_to_request,
}
