"""The page that compares two revisions."""

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from policy.comparison.comparing import Comparison, compare
from policy.comparison.display import summary
from policy.comparison.inline import render_inline
from policy.comparison.table import TableSide, render_table
from policy.ledger.revision_status import RevisionStatus
from policy.models.approval import policy_settings
from policy.public.register import Context, Register
from policy.public.revision_pages import load


def comparison(register: Register, old: int, new: int, *, table: bool, show_all: bool) -> Context | None:
    """Return two revisions compared, as marked text or as a table; nothing when one of them does not exist."""
    one, other = register.find(old), register.find(new)
    if one is None or other is None:
        return None
    addresses, language = register.addresses, register.language
    before, after = load(one.revision, language), load(other.revision, language)
    compared = compare(before, after, language)
    switch = addresses.comparison(old, new, table=table, show_all=not show_all)
    return {
        "title": heading(old, new, table=table),
        "compared": (one, other),
        "old": before,
        "new": after,
        "counts": summary(compared) if compared.changed else "",
        "reason": after.summary(language) if one.revision == other.before else "",
        "body": body(compared, one, other, table=table, show_all=show_all, switch=switch),
        "table": table,
        "statuses": register.statuses,
        "inline_address": addresses.comparison(old, new, show_all=show_all),
        "table_address": addresses.comparison(old, new, table=True, show_all=show_all),
        "addresses": addresses,
        "crumbs": [(_("Revision history"), addresses.history), (heading(old, new, table=table), None)],
    }


def heading(old: int, new: int, *, table: bool) -> str:
    words = _("Comparison table of revisions %(new)s and %(old)s") if table else _("From revision %(old)s to %(new)s")
    return words % {"old": old, "new": new}


def body(
    compared: Comparison, old: RevisionStatus, new: RevisionStatus, *, table: bool, show_all: bool, switch: str
) -> SafeString:
    if not table:
        return render_inline(compared, show_all=show_all, switch=switch)
    sides = {"old": side(old), "new": side(new)}
    newer_first = policy_settings().new_text_left
    return render_table(compared, **sides, show_all=show_all, switch=switch, newer_first=newer_first)


def side(status: RevisionStatus) -> TableSide:
    """Return the head of a column; a revision that was or will be in force on no day has its state in place of one."""
    row = status.revision
    if status.comes_into_force:
        return TableSide(row.number, row.effective_on)
    return TableSide(row.number, state=status.never)
