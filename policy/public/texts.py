"""The frozen text of a revision, and that of a draft."""

from wagtail.models import Page

from policy.ledger.revision_status import RevisionStatus
from policy.models.revisions import PolicyRevision
from policy.public.register import Context, Register
from policy.text import canonical, rendering


def text(register: Register, standing: RevisionStatus | None) -> Context:
    """Return the frozen fragment of a revision and its contents list, in the page's language."""
    addresses, language = register.addresses, register.language
    if standing is None:
        return {"title": register.page.display_title(), "addresses": addresses}
    row = load(standing.revision, language)
    held = language in row.held
    return {
        "title": row.title(language),
        "revision": row,
        "addresses": addresses,
        "history_address": addresses.history,
        "revision_summary": row.summary(language),
        "contents": rendering.outline(row.content, language) if held else [],
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
        "contents": rendering.outline(document, language),
        "fragment": rendering.fragment(document, language),
    }
