"""The pages of one revision: the one in force, a permanent address, a day, and the preview of a draft."""

from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _
from wagtail.models import Page

from cluster_cms import clock
from cluster_cms.clock import tokyo_date
from cluster_cms.pages.absolute import absolute
from policy.ledger.revision_status import RevisionState, RevisionStatus
from policy.models.revisions import PolicyRevision
from policy.public.register import Context, Register
from policy.publishing.identity import difference_from
from policy.text import canonical, rendering

INSTANT = timedelta(microseconds=1)


def text(register: Register, status: RevisionStatus | None) -> Context:
    """Return the frozen fragment of a revision and its contents list, in the page's language."""
    addresses, language = register.addresses, register.language
    if status is None:
        return {"title": register.page.display_title(), "addresses": addresses}
    row = load(status.revision, language)
    held = language in row.held
    return {
        "title": row.title(language),
        "revision": row,
        "addresses": addresses,
        "history_address": addresses.history,
        "revision_summary": row.summary(language),
        "contents": rendering.contents(row.content, language) if held else [],
        "fragment": row.html(language),
        "other": None if held else row.held[0],
    }


def load(row: PolicyRevision, language: str) -> PolicyRevision:
    """Fetch document and HTML of a row in one query; lists leave them out."""
    wanted = {"document", f"html_{language}"} & row.get_deferred_fields()
    if wanted:
        row.refresh_from_db(fields=sorted(wanted))
    return row


def draft(page: Page, language: str) -> Context:
    """Return the text of an unpublished draft."""
    document = canonical.document(page)
    return {
        "title": document["title"][language],
        "contents": rendering.contents(document, language),
        "fragment": rendering.fragment(document, language),
    }


def current(register: Register) -> Context:
    """Return the revision in force, and what is announced."""
    page = register.page
    shown = text(register, register.in_force)  # reads what `present` compares
    return {
        "status": register.in_force,
        "present": present(register),
        "announced": [announcement(register, one) for one in register.announced],
        "lead": page.summary(),
        "search_description": page.translated("search_description"),
        **shown,
    }


def present(register: Register) -> Context | None:
    """Return today's operator and desk where they differ from the text in force; shown outside the frozen text."""
    status = register.in_force
    found = difference_from(status.revision, register.page) if status else None
    return {"since": found.since, "facts": found.changed_fields(register.language)} if found else None


def announcement(register: Register, status: RevisionStatus) -> Context:
    """Return what the notice on top of the page says of an announced revision."""
    addresses, row, valid = register.addresses, status.revision, register.in_force
    return {
        "status": status,
        "summary": row.summary(register.language),
        "address": addresses.upcoming,
        "comparison": valid and addresses.comparison(valid.revision.number, row.number),
    }


def numbered(register: Register, number: int) -> Context | None:
    """Return one revision by its number, or nothing when there is no such revision."""
    status = register.find(number)
    return shown(register, status) if status else None


def shown(register: Register, status: RevisionStatus) -> Context:
    """Return a revision with its neighbours and the way to the one in force."""
    addresses, valid, before = register.addresses, register.in_force, status.before
    return {
        "status": status,
        "withdrawal_reason": status.withdrawal and status.withdrawal.reason(register.language),
        "in_force": valid,
        "canonical": absolute(str(register.page.url)),
        "crumbs": [(_("Revision history"), addresses.history), (str(status.revision), None)],
        "before": before and addresses.revision(before.number),
        "after": status.successor and addresses.revision(status.successor.number),
        "since_before": before and addresses.comparison(before.number, status.revision.number),
        "against_valid": comparison_with_valid(register, status),
        **text(register, status),
    }


def comparison_with_valid(register: Register, status: RevisionStatus) -> str:
    """Return the address of the comparison with the revision in force, the older one first."""
    if register.in_force is None or status.state == RevisionState.IN_FORCE:
        return ""
    numbers = register.older_first(register.in_force.revision.number, status.revision.number)
    return register.addresses.comparison(*numbers)


def on_day(register: Register, day: date) -> Context | None:
    """Return the revision in force at the end of a day in Tokyo, or now for today; nothing when there was none.

    A day yet to come is answered by what is announced, and the page says that this may change.
    """
    today = register.at.astimezone(clock.TOKYO).date()
    end = register.at if day == today else clock.midnight(day + timedelta(days=1)) - INSTANT
    status = register.in_force_at(end)
    if status is None:
        return None
    title = _("In force on %(day)s") % {"day": tokyo_date(day)}
    return {
        **shown(register, status),
        "day": day,
        "today": day == today,
        "ahead": day > today,
        "earlier": earlier_that_day(register, clock.midnight(day), status),
        "crumbs": [(_("Revision history"), register.addresses.history), (title, None)],
    }


def before_the_first(register: Register, day: date) -> Context:
    """Return what the page says of a day on which no revision was in force: which is the first, and from when."""
    known = [one.revision for one in register.statuses if one.comes_into_force]
    first = min(known, key=lambda row: row.effect_at, default=None)
    title = _("No text on %(day)s") % {"day": tokyo_date(day)}
    return {
        "title": title,
        "day": day,
        "first": first,
        "first_address": first and register.addresses.revision(first.number),
        "history_address": register.addresses.history,
        "addresses": register.addresses,
        "crumbs": [(_("Revision history"), register.addresses.history), (title, None)],
    }


def earlier_that_day(register: Register, begin: datetime, last: RevisionStatus) -> list[Context]:
    """Return the revisions that were in force for a part of a day, before the last one of it took effect."""
    effects = [one.revision.effect_at for one in register.statuses if one.state != RevisionState.WITHDRAWN]
    moments = sorted({begin, *(moment for moment in effects if begin < moment < last.revision.effect_at)})
    if last.revision.effect_at <= begin:
        return []
    return [
        {"status": one, "address": register.addresses.revision(one.revision.number)}
        for one in map(register.in_force_at, moments)
        if one
    ]
