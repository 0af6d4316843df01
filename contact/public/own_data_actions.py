"""The actions of the open page of one's own data; each answers with a page of its own."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from cluster_cms.erasures.lines import JournalBroken
from cluster_cms.privacy.personal_data import DisclosedRecord
from contact.models import OPEN
from contact.privacy.correction import (
    FIELDS,
    NothingToCorrect,
    TooLong,
    correct_inquiry,
    open_inquiry_of,
    request_address_change,
)
from contact.privacy.deletion import Which, delete_own, stop_use
from contact.privacy.disclosure import Disclosure, as_file, disclosure_of
from contact.privacy.inquiry_records import own_inquiries
from contact.privacy.magic_links import OpenPage, TooManyWrong, name_reference, page_of
from contact.public.own_data_forms import CorrectForm, DeleteForm
from contact.text import answers

logger = logging.getLogger(__name__)


class Screen(Protocol):
    """The contact page, as far as it is needed here."""

    def own_private_page(self, request: HttpRequest, template: str, title: str, **context: Any) -> HttpResponse: ...


@dataclass(frozen=True)
class Visit:
    """Somebody at the open page."""

    screen: Screen
    request: HttpRequest
    opened: OpenPage

    def show(self, name: str, title: str, status: int = 200, **context: Any) -> HttpResponse:
        context |= {"opened": self.opened, "status": status}
        return self.screen.own_private_page(self.request, f"contact/rights/{name}.html", title, **context)


def see(visit: Visit, error: str = "", status: int = 200) -> HttpResponse:
    """Show everything that is held."""
    found = disclosure_of(visit.opened.person)
    return visit.show("held", _("What we hold"), status, held=found, error=error, looks=show_access_entries(found))


def show_access_entries(found: Disclosure) -> list[tuple[str, list[DisclosedRecord]]]:
    """Return who looked, inquiry by inquiry, as far as these are open."""
    inquiries = [(held.title, [part for part in held.parts if part.name == "looks"]) for held in found.inquiries]
    return [(title, looks) for title, looks in inquiries if looks]


def name_one(visit: Visit) -> HttpResponse:
    """Open the inquiry whose reference is named."""
    try:
        found = name_reference(page=visit.opened, typed=visit.request.POST.get("reference", ""))
    except TooManyWrong:
        told = _("Too many references were wrong. Please ask the desk; it makes sure who you are and tells you.")
        return see(visit, told, 429)
    again = Visit(visit.screen, visit.request, page_of(secret=visit.opened.secret, language=visit.opened.link.language))
    return see(again) if found else see(again, _("No inquiry of this address has this reference"), 422)


def take_copy(visit: Visit) -> HttpResponse:
    """Give everything that the page shows as a file for programs."""
    name, content = as_file(disclosure_of(visit.opened.person), visit.opened.person)
    response = visit.show("held", "")  # for its headers
    response.content, response.headers["Content-Type"] = content, "application/json; charset=utf-8"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def ask_delete(visit: Visit, form: DeleteForm | None = None, failed: bool = False) -> HttpResponse:
    """Say what would go and what would stay, and ask once more."""
    own = list(own_inquiries(visit.opened.person))
    status = 503 if failed else 422 if form else 200
    return visit.show(
        "delete",
        _("Delete what we hold"),
        status,
        form=form or DeleteForm(),
        failed=failed,
        count=len(own),
        still_open=sum(inquiry.status in OPEN for inquiry in own),
        holds=[inquiry.hold_reason for inquiry in own if inquiry.held_at],
    )


def delete_now(visit: Visit) -> HttpResponse:
    form = DeleteForm(visit.request.POST)
    if not form.is_valid():
        return ask_delete(visit, form)
    which = Which.ALL if form.cleaned_data["also_open"] else Which.DONE
    try:
        outcome = delete_own(page=visit.opened, which=which)
    except (OSError, JournalBroken):
        logger.exception("the erasure journal takes no line, so a person could not delete")
        return ask_delete(visit, failed=True)
    return visit.show("deleted", _("Deleted") if outcome.gone else _("Nothing was deleted"), outcome=outcome)


def ask_stop(visit: Visit, failed: bool = False) -> HttpResponse:
    return visit.show("stop", _("Stop the use"), 503 if failed else 200, failed=failed)


def stop_now(visit: Visit) -> HttpResponse:
    try:
        stop_use(page=visit.opened)
    except (OSError, JournalBroken):
        logger.exception("the erasure journal takes no line, so a person could not stop the use")
        return ask_stop(visit, failed=True)
    return visit.show("stopped", _("The use is stopped"))


def ask_correction(visit: Visit, form: CorrectForm | None = None, error: str = "") -> HttpResponse:
    """Show what can be corrected of an inquiry whose reference was named."""
    inquiry = open_inquiry_of(visit.opened, visit.request.POST.get("about", ""))
    if inquiry is None:
        return see(visit)
    written = {key: answers.text_of(inquiry.answers, key) for key in FIELDS}
    form, status = form or CorrectForm(initial=written), 422 if form else 200
    return visit.show("correct", _("Correct what we hold"), status, form=form, error=error, about=inquiry.reference)


def correct_now(visit: Visit) -> HttpResponse:
    """Correct at once; another mail address waits for its own mailbox."""
    inquiry, form = open_inquiry_of(visit.opened, visit.request.POST.get("about", "")), CorrectForm(visit.request.POST)
    if inquiry is None or not form.is_valid():
        return ask_correction(visit, form)
    values, address = form.cleaned_data, form.cleaned_data["mail"]
    try:
        correct_inquiry(page=visit.opened, inquiry=inquiry, values=values, addition=values["addition"])
    except TooLong:
        return ask_correction(visit, form, _("The message is too long with this; please shorten it"))
    except NothingToCorrect:
        if not address:
            return ask_correction(visit, form, _("Everything is as it was: change something first"))
    if address:
        request_address_change(page=visit.opened, inquiry=inquiry, address=address)
    return visit.show("corrected", _("Corrected"), address=address)


ACTIONS: dict[str, Callable[[Visit], HttpResponse]] = {
    "see": see,
    "reference": name_one,
    "copy": take_copy,
    "delete": ask_delete,
    "delete-now": delete_now,
    "correct": ask_correction,
    "correct-now": correct_now,
    "stop": ask_stop,
    "stop-now": stop_now,
}
