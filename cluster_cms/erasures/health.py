"""What the doctor asks of the erasure journal."""

from collections.abc import Iterable

from cluster_cms.erasures.journal import journal
from cluster_cms.erasures.lines import JournalBroken
from cluster_cms.erasures.status import journal_status, recorded, unclear
from cluster_cms.operations.health import Finding

NAME = "erasure journal"


def check_journal() -> Iterable[Finding]:
    """Compare the journal with the database's own count, then look for erasures whose end nobody knows."""
    if not journal().takes_lines():
        yield Finding(NAME, False, "cannot be written, so nothing can be erased")
        return
    try:
        yield agreement()
        waiting = len(unclear(journal_status()))
    except (JournalBroken, OSError) as error:
        yield Finding(NAME, False, str(error))
        return
    message = "none" if not waiting else f"{waiting}: the privacy officer decides on the admin's front page"
    yield Finding("erasures of unknown outcome", not waiting, message)


def agreement() -> Finding:
    """Read the journal before and after the database: what is erased meanwhile is no fault."""
    before = journal_status().done
    known = recorded()
    came_back, unwritten = len(before.keys() - known.keys()), len(known.keys() - journal_status().done.keys())
    if came_back:
        return Finding(NAME, False, f"{came_back} of its erasures are unknown to the database, which was restored")
    if unwritten:
        return Finding(NAME, False, f"lacks {unwritten} of the {len(known)} erasures that the database knows")
    return Finding(NAME, True, f"whole, {len(known)} erasures, as many as the database knows")
