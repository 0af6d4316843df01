"""The page of all revisions."""

from collections.abc import Iterator
from itertools import pairwise

from django.utils.translation import gettext as _

from policy.ledger import verification
from policy.models.revisions import PolicyRevision
from policy.public.register import Context, Register
from policy.text import rendering
from policy.text.rendering import Clause


def history(register: Register) -> Context:
    """Return all revisions, and whether their record is whole."""
    return {
        "entries": list(entries(register)),
        "addresses": register.addresses,
        "faults": verification.verify(),
        "crumbs": [(_("Revision history"), None)],
    }


def entries(register: Register) -> Iterator[Context]:
    """Yield what stands in each entry, newest first."""
    addresses = register.addresses
    removed = removed_clauses(register)
    for standing in register.standings:
        row, before = standing.revision, standing.before
        yield {
            "standing": standing,
            "revision": row,
            "summary": row.summary(register.language),
            "reason": standing.withdrawal and standing.withdrawal.reason(register.language),
            "address": addresses.revision(row.number),
            "comparison": before and addresses.comparison(before.number, row.number),
            "removed": removed.get(row.number, []),
        }


def removed_clauses(register: Register) -> dict[int, list[Clause]]:
    """Return, by number of the revision that removed them, the clauses that exist no longer.

    A link to a clause keeps its anchor behind a `#`, which no server sees; so the page of the history bears the
    anchors of what was removed, each once, where it was last removed.
    """
    texts = with_documents([one.revision for one in register.standings if not one.withdrawal])
    seen: set[str] = {clause["anchor"] for clause in texts[0].content["clauses"]} if texts else set()
    removed: dict[int, list[Clause]] = {}
    for row, before in pairwise(texts):
        kept = {clause["anchor"] for clause in row.content["clauses"]}
        language = register.language if register.language in before.held else before.held[0]
        gone = [one for one in rendering.outline(before.content, language) if one.anchor not in kept | seen]
        removed[row.number] = gone
        seen |= kept | {one.anchor for one in gone}
    return removed


def with_documents(rows: list[PolicyRevision]) -> list[PolicyRevision]:
    """Return the same revisions with their documents, in one query."""
    found = PolicyRevision.objects.defer("html_ja", "html_en").in_bulk([row.pk for row in rows])
    return [found[row.pk] for row in rows]
