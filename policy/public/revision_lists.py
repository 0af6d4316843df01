"""The pages that list revisions: all of them, and those that are announced and not yet in force."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from policy.comparison.comparing import Comparison, compare
from policy.comparison.sections import Label
from policy.ledger import verification
from policy.ledger.revision_status import RevisionStatus
from policy.models.revisions import PolicyRevision
from policy.public.register import Context, Register
from policy.text import rendering
from policy.text.canonical import every_clause
from policy.text.rendering import Clause, contact

NOTHING = gettext_lazy("No change is announced")


def history(register: Register) -> Context:
    """Return all revisions, and whether their record is whole."""
    return {
        "entries": list(entries(register)),
        "addresses": register.addresses,
        "faults": verification.verify(),
        "crumbs": [(_("Revision history"), None)],
    }


def entries(register: Register) -> Iterator[Context]:
    """Yield the context of each entry, newest first."""
    addresses = register.addresses
    removed = removed_clauses(register)
    for status in register.statuses:
        row, before = status.revision, status.before
        yield {
            "status": status,
            "revision": row,
            "summary": row.summary(register.language),
            "reason": status.withdrawal and status.withdrawal.reason(register.language),
            "address": addresses.revision(row.number),
            "comparison": before and addresses.comparison(before.number, row.number),
            "removed": removed.get(row.number, []),
        }


def removed_clauses(register: Register) -> dict[int, list[Clause]]:
    """Return, by number of the revision that removed them, the clauses that exist no longer.

    A link to a clause keeps its anchor behind a `#`, which no server sees; so the page of the history bears the
    anchors of what was removed, each once, where it was last removed.
    """
    texts = with_documents([one.revision for one in register.statuses if not one.withdrawal])
    seen: set[str] = {clause["anchor"] for clause in every_clause(texts[0].content)} if texts else set()
    removed: dict[int, list[Clause]] = {}
    for row, before in pairwise(texts):
        kept = {clause["anchor"] for clause in every_clause(row.content)}
        language = register.language if register.language in before.held else before.held[0]
        gone = [one for one in rendering.printed_parts(before.content, language) if one.anchor not in kept | seen]
        removed[row.number] = gone
        seen |= kept | {one.anchor for one in gone}
    return removed


def with_documents(rows: list[PolicyRevision]) -> list[PolicyRevision]:
    """Return the same revisions with their documents, in one query."""
    found = PolicyRevision.objects.defer("html_ja", "html_en").in_bulk([row.pk for row in rows])
    return [found[row.pk] for row in rows]


def upcoming(register: Register) -> Context:
    """Return each announced revision with what it changes; the soonest one first."""
    changes = list(announced_changes(register))
    return {
        "title": heading(changes),
        "changes": changes,
        "in_force": register.in_force,
        "today": register.at,
        "addresses": register.addresses,
        "crumbs": [(heading(changes), None)],
    }


def heading(changes: Sequence[Context]) -> str:
    if not changes:
        return str(NOTHING)
    if len(changes) == 1:
        return _("Revision %(number)s is coming") % {"number": changes[0]["revision"].number}
    return _("%(count)s revisions are coming") % {"count": len(changes)}


def announced_changes(register: Register) -> Iterator[Context]:
    """Yield each announced revision, compared with the one that it will replace."""
    valid = register.in_force
    for status in register.announced:
        yield change(register, status, valid)
        valid = status


def change(register: Register, status: RevisionStatus, valid: RevisionStatus | None) -> Context:
    language, addresses = register.language, register.addresses
    row, replaced = status.revision, valid and valid.revision
    comparison = compare(replaced, row, language) if replaced else None
    return {
        "status": status,
        "revision": row,
        "replaced": replaced,
        "summary": row.summary(language),
        "notified_how": row.notified_how(language),
        "sections": [one for one in comparison.sections if one.label != Label.UNCHANGED] if comparison else [],
        "unchanged": unchanged(comparison) if comparison else "",
        "comparison": replaced and addresses.comparison(replaced.number, row.number),
        "address": addresses.revision(row.number),
        "desk": desk_of(row, language),
    }


def unchanged(comparison: Comparison) -> str:
    """Return in words how many items stay as they are; empty for none."""
    count = comparison.count(Label.UNCHANGED)
    if not count:
        return ""
    words = ngettext("%(count)s item stays as it is.", "%(count)s items stay as they are.", count)
    return words % {"count": count}


def desk_of(row: PolicyRevision, language: str) -> dict[str, str]:
    return contact(row.content["identity"]["desk"], language)
