"""The page of what is announced and not yet in force."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from policy.comparison.comparing import Comparison, compare
from policy.comparison.sections import Label
from policy.ledger.revision_status import RevisionStatus
from policy.models.revisions import PolicyRevision
from policy.public.register import Context, Register
from policy.text.rendering import contact

NOTHING = gettext_lazy("No change is announced")


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
    for standing in register.announced:
        yield change(register, standing, valid)
        valid = standing


def change(register: Register, standing: RevisionStatus, valid: RevisionStatus | None) -> Context:
    language, addresses = register.language, register.addresses
    row, replaced = standing.revision, valid and valid.revision
    comparison = compare(replaced, row, language) if replaced else None
    return {
        "standing": standing,
        "revision": row,
        "replaced": replaced,
        "summary": row.summary(language),
        "told": row.notified_how(language),
        "sections": [one for one in comparison.sections if one.label != Label.UNCHANGED] if comparison else [],
        "unchanged": unchanged(comparison) if comparison else "",
        "comparison": replaced and addresses.comparison(replaced.number, row.number),
        "address": addresses.revision(row.number),
        "desk": desk_of(row, language),
    }


def unchanged(comparison: Comparison) -> str:
    """Say how many items stay as they are."""
    count = comparison.count(Label.UNCHANGED)
    if not count:
        return ""
    words = ngettext("%(count)s item stays as it is.", "%(count)s items stay as they are.", count)
    return words % {"count": count}


def desk_of(row: PolicyRevision, language: str) -> dict[str, str]:
    return contact(row.content["identity"]["desk"], language)
