"""The page that compares two revisions."""

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from policy.comparison import table_files as files
from policy.comparison.comparing import Comparison, compare
from policy.comparison.display import summary
from policy.comparison.inline import render_inline
from policy.comparison.table import ComparisonTable, TableSide, render_table
from policy.comparison.table_files import MEDIA_TYPES
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
        "files": [(kind, addresses.comparison_file(old, new, kind, show_all=show_all)) for kind in MEDIA_TYPES]
        if table and compared.complete
        else [],
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


def table_file(register: Register, old: int, new: int, kind: str, *, show_all: bool) -> bytes | None:
    """Return the table as a file to work with; nothing when there is no such pair, or not in this language."""
    one, other = register.find(old), register.find(new)
    if one is None or other is None or kind not in MEDIA_TYPES:
        return None
    language = register.language
    before, after = load(one.revision, language), load(other.revision, language)
    compared = compare(before, after, language)
    if not compared.complete:
        return None
    table = ComparisonTable(compared, side(one), side(other), show_all, policy_settings().new_text_left)
    hashes = [f"{one.name}: SHA-256 {row.row_hash}" for one, row in ((table.old, before), (table.new, after))]
    address = register.addresses.whole(register.addresses.comparison(old, new, table=True))
    return files.table_file(table, kind, title=heading(old, new, table=True), sources=[*hashes, address])


def side(status: RevisionStatus) -> TableSide:
    """Return the head of a column; a revision that was or will be in force on no day has its state in place of one."""
    row = status.revision
    if status.comes_into_force:
        return TableSide(row.number, row.effective_on)
    return TableSide(row.number, state=status.never)
