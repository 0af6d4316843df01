"""The health checks of the erasure journal: whether it and the database agree, and what is in doubt."""

from collections.abc import Iterable

from cluster_cms.erasures.erasing import Erasure
from cluster_cms.erasures.journal import journal
from cluster_cms.erasures.lines import JournalBroken
from cluster_cms.erasures.status import JournalStatus, agreed, journal_status, recent_status, recorded, unclear
from cluster_cms.operations.health import Finding

NAME = "erasure journal"


def check_journal() -> Iterable[Finding]:
    """Yield whether journal and database agree since the worker read all of it, and how many outcomes are unknown."""
    if not journal().takes_lines():
        yield Finding(NAME, False, "cannot be written, so nothing can be erased")
        return
    try:
        found, agreement = compared()
    except (JournalBroken, OSError) as error:
        yield Finding(NAME, False, str(error))
        return
    yield agreement
    waiting = len(unclear(found))
    message = "none" if not waiting else f"{waiting}: the privacy officer decides on the admin's front page"
    yield Finding("erasures of unknown outcome", not waiting, message)


def check_whole_journal() -> Iterable[Finding]:
    """Yield whether the whole journal agrees with the database; for the hook `register_whole_check`."""
    try:
        yield compared(whole=True)[1]
    except (JournalBroken, OSError) as error:
        yield Finding(f"{NAME}, all lines", False, str(error))


def compared(*, whole: bool = False) -> tuple[JournalStatus, Finding]:
    """Compare journal and database, the database before and after, for erasures go on meanwhile.

    Raises JournalBroken, or OSError.
    """
    last = None if whole else agreed()
    newer = recorded(behind=last.found["newest"] if last else 0)
    found = recent_status() if last else journal_status()
    if last and found.whole:
        return compared(whole=True)
    came_back = len(found.done.keys() - recorded(found.done).keys())
    unwritten = len(newer.keys() - found.done.keys()) + (last.found["unwritten"] if last else 0)
    return found, agreement(came_back, unwritten, name=f"{NAME}, all lines" if whole else NAME)


def agreement(came_back: int, unwritten: int, *, name: str) -> Finding:
    known = Erasure.objects.count()
    if came_back:
        return Finding(name, False, f"{came_back} of its erasures are unknown to the database, which was restored")
    if unwritten:
        return Finding(name, False, f"lacks {unwritten} of the {known} erasures that the database knows")
    return Finding(name, True, f"whole, {known} erasures, as many as the database knows")
