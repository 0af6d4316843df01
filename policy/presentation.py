"""What the public pages of the policy print."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from wagtail.models import Page

from policy import canonical, rendering, verification
from policy.ledger import PolicyRevision
from policy.standing import Standing, State, standings

Context = dict[str, Any]


def current(page: Page, *, at: datetime) -> Context:
    """Return the revision in force, and what is announced."""
    all_standings = standings(ledger_of(page), at=at)
    standing = next((one for one in all_standings if one.state == State.IN_FORCE), None)
    announced = [one for one in all_standings if one.state == State.ANNOUNCED]
    return {
        "standing": standing,
        "announced": with_addresses(page, announced),
        "lead": page.summary(),
        "search_description": page.in_words("search_description"),
        **text(page, standing),
    }


def one(page: Page, number: int, *, at: datetime) -> Context | None:
    """Return one revision by its number, or nothing when there is no such revision."""
    all_standings = standings(ledger_of(page), at=at)
    standing = next((one for one in all_standings if one.revision.number == number), None)
    if standing is None:
        return None
    in_force = next((one for one in all_standings if one.state == State.IN_FORCE), None)
    return {
        "standing": standing,
        "in_force": in_force,
        "canonical": page.full_url,
        "crumbs": [(_("Revision history"), history_address(page)), (str(standing.revision), None)],
        "before": standing.before and address_of(page, standing.before),
        "after": standing.successor and address_of(page, standing.successor),
        **text(page, standing),
    }


def history(page: Page, *, at: datetime) -> Context:
    """Return all revisions, and whether their record is whole."""
    rows = standings(ledger_of(page), at=at)
    return {
        "standings": with_addresses(page, rows),
        "faults": verification.verify(),
        "crumbs": [(_("Revision history"), None)],
    }


def draft(page: Page, language: str) -> Context:
    """Return the text of an unpublished draft."""
    document = canonical.document(page)
    return {
        "title": document["title"][language],
        "contents": rendering.outline(document, language),
        "fragment": rendering.fragment(document, language),
    }


def text(page: Page, standing: Standing | None) -> Context:
    """Return the frozen fragment of a revision and its contents list, in the page's language."""
    language = page.locale.language_code
    if standing is None:
        return {"title": page.display_title()}
    row = standing.revision
    held = language in row.held
    return {
        "title": row.title(language),
        "revision": row,
        "history_address": history_address(page),
        "revision_summary": row.summary(language),
        "contents": rendering.outline(row.content, language) if held else [],
        "fragment": row.html(language),
        "other": None if held else row.held[0],
    }


def with_addresses(page: Page, rows: Sequence[Standing]) -> list[Context]:
    language = page.locale.language_code
    return [
        {"standing": row, "summary": row.revision.summary(language), "address": address_of(page, row.revision)}
        for row in rows
    ]


def address_of(page: Page, row: PolicyRevision) -> str:
    return f"{page.url}{page.reverse_subpage('revision', [row.number])}"


def history_address(page: Page) -> str:
    return f"{page.url}{page.reverse_subpage('history')}"


def ledger_of(page: Page) -> int:
    """Return the id under which the ledger knows a page: an alias reads its source's."""
    return int(page.alias_of_id or page.pk)
