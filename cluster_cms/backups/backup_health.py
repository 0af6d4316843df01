"""The health checks of backups, restores and keys."""

from collections.abc import Iterable

from django.conf import settings

from cluster_cms import clock
from cluster_cms.backups.keys import keys_in_use, keys_last_in_use, keys_without_escrow
from cluster_cms.backups.newest_backup import OLD
from cluster_cms.backups.postgresql import unfinished
from cluster_cms.backups.restoring import RESTORE_RECORDED
from cluster_cms.erasures.decisions import REBUILT
from cluster_cms.operations.health import Finding
from cluster_cms.security.audit import AuditEntry


def check_backups() -> Iterable[Finding]:
    yield newest_copy()
    yield last_restore()
    yield keys_at_hand()
    yield key_escrows()


def newest_copy() -> Finding:
    last = AuditEntry.objects.filter(action="backup.made").order_by("-position").first()
    if last is None:
        return Finding("backup", True, "none was ever made here; make one with: manage.py backup DIR", warns=True)
    age = clock.now() - last.at
    return Finding("backup", True, f"last made {age.total_seconds() / 3600:.0f} hours ago", warns=age > OLD)


def last_restore() -> Finding:
    """Report a fault when the last restore was interrupted or did not repeat the erasures."""
    if unfinished():
        return Finding("restore", False, "was interrupted; run it again")
    last = AuditEntry.objects.filter(action__in=(RESTORE_RECORDED, REBUILT)).order_by("-position").first()
    if last and '"erasures":false' in last.data:
        when = last.at.astimezone(clock.TOKYO).date()
        return Finding("restore", False, f"that of {when} left aside what was erased since the copy was made")
    return Finding("restore", True, "nothing is left over from one")


def check_whole_keys() -> Iterable[Finding]:
    """Yield whether the ring holds the key of every single value; for the hook `register_whole_check`."""
    yield ring_holds(keys_in_use(), name="keys of all values")


def keys_at_hand() -> Finding:
    return ring_holds(keys_last_in_use(), name="keys in use")


def ring_holds(needed: set[str], *, name: str) -> Finding:
    if lost := sorted(needed - set(settings.INQUIRY_KEYS)):
        return Finding(name, False, f"INQUIRY_KEYS lacks {', '.join(lost)}, under which values are sealed")
    return Finding(name, True, ", ".join(sorted(needed)) or "none")


def key_escrows() -> Finding:
    missing = keys_without_escrow()
    message = f"none is recorded of {', '.join(missing)}: manage.py record_key_escrow"
    return Finding("spares of keys", True, message if missing else "one is recorded of each", warns=bool(missing))
