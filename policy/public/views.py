"""The views of the policy page, for people and programs; `PolicyPage` gives each its address, in both languages."""

from datetime import date
from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import content_disposition_header
from wagtail.models import Page

from cluster_cms.text.day_fields import LATEST
from policy.comparison.table_files import MEDIA_TYPES
from policy.ledger.revision_status import promised_clauses
from policy.public import comparison_page, feeds, ledger_json, revision_lists, revision_pages
from policy.public.register import Context, Register, read_register


def current(page: Page, request: HttpRequest) -> HttpResponse:
    """Show the revision in force now."""
    register = read_register(page)
    return render(request, register, "policy/policy_page.html", revision_pages.current(register))


def upcoming(page: Page, request: HttpRequest) -> HttpResponse:
    """Show what is announced and not yet in force."""
    register = read_register(page)
    return render(request, register, "policy/upcoming.html", revision_lists.upcoming(register))


def history(page: Page, request: HttpRequest) -> HttpResponse:
    """List all revisions, newest first."""
    register = read_register(page)
    return render(request, register, "policy/history.html", revision_lists.history(register))


def revision(page: Page, request: HttpRequest, number: int) -> HttpResponse:
    """Show a revision at its permanent address. Raises Http404 for an unknown number."""
    register = read_register(page)
    return render(request, register, "policy/revision.html", revision_pages.numbered(register, number))


def on_day(page: Page, request: HttpRequest, day: str) -> HttpResponse:
    """Show the revision in force at the end of a day in Tokyo, past or to come; where there is none, say why (404)."""
    register, wanted = read_register(page), date_of(day)
    context = revision_pages.on_day(register, wanted)
    if context:
        return render(request, register, "policy/revision.html", context)
    response = render(request, register, "policy/no_text.html", revision_pages.before_the_first(register, wanted))
    response.status_code = HTTPStatus.NOT_FOUND
    return response


def pick(page: Page, request: HttpRequest) -> HttpResponse:
    """Redirect from the two chosen revisions to their comparison; without a choice, to the latest change."""
    register = read_register(page)
    address = register.addresses.comparison(*chosen_pair(request, register), table=wants_table(request))
    return HttpResponseRedirect(address)


def comparison(page: Page, request: HttpRequest, old: int, new: int) -> HttpResponse:
    """Compare two revisions, as marked text or as a table (新旧対照表). Raises Http404 when one does not exist."""
    register = read_register(page)
    options = {"table": wants_table(request), "show_all": request.GET.get("all") == "1"}
    if (old, new) != (pair := register.older_first(old, new)):
        return HttpResponseRedirect(register.addresses.comparison(*pair, **options))
    context = comparison_page.comparison(register, old, new, **options)
    return render(request, register, "policy/comparison.html", context)


def comparison_file(page: Page, request: HttpRequest, old: int, new: int, kind: str) -> HttpResponse:
    """Return the comparison table as a Word or Excel file. Raises Http404 where there is none."""
    register, show_all = read_register(page), request.GET.get("all") == "1"
    if old > new:
        return HttpResponseRedirect(register.addresses.comparison_file(new, old, kind, show_all=show_all))
    content = comparison_page.table_file(register, old, new, kind, show_all=show_all)
    if content is None:
        raise Http404
    response = HttpResponse(content, content_type=MEDIA_TYPES[kind])
    response.headers["Content-Disposition"] = content_disposition_header(True, f"{page.slug}-{old}-{new}.{kind}") or ""
    return response


def history_json(page: Page, request: HttpRequest) -> HttpResponse:
    """Return the whole chain as JSON, without the texts."""
    register = read_register(page)
    return ledger_json.history(register)


def revision_json(page: Page, request: HttpRequest, number: int) -> HttpResponse:
    """Return one revision as JSON, with its text and everything its hash covers. Raises Http404."""
    register = read_register(page)
    response = ledger_json.revision(register, number)
    if response is None:
        raise Http404
    return response


def feed(page: Page, request: HttpRequest) -> HttpResponse:
    """Return the Atom feed of announcements, of their coming into force, and of withdrawals."""
    register = read_register(page)
    return feeds.feed(register)


def item(page: Page, request: HttpRequest, number: int) -> HttpResponse:
    """Redirect to the clause that makes one of the nine promises, whatever its number in the text in force is."""
    register = read_register(page)
    found = promised_clauses(register.in_force.revision) if register.in_force else ()
    anchors = {promise: anchor for promise, _number, anchor in found}
    if number not in anchors:
        raise Http404
    return HttpResponseRedirect(f"{register.addresses.current}#{anchors[number]}")


def render(request: HttpRequest, register: Register, template: str, context: Context | None) -> HttpResponse:
    """Return a page with the relations of RFC 5829 in its Link header. Raises Http404 without context."""
    if context is None:
        raise Http404
    response: HttpResponse = register.page.render(request, template=template, context_overrides=context)
    response.headers["Link"] = ledger_json.link_header(register, context.get("status"))
    return response


def date_of(text: str) -> date:
    """Return the date of an address. Raises Http404 for one that is not in the calendar, or after LATEST."""
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise Http404 from error
    if day > LATEST:
        raise Http404
    return day


def wants_table(request: HttpRequest) -> bool:
    return request.GET.get("view") == "table"


def chosen_pair(request: HttpRequest, register: Register) -> tuple[int, int]:
    """Return the numbers that the form sent, the older one first. Raises Http404 for anything but two numbers."""
    chosen = [request.GET.get(name, "") for name in ("from", "to")]
    if all(number.isascii() and number.isdigit() and len(number) < 10 for number in chosen):
        return register.older_first(*map(int, chosen))
    newest: Any = next((one for one in register.statuses if one.before and one.comes_into_force), None)
    if newest is None or any(chosen):
        raise Http404
    return newest.before.number, newest.revision.number
