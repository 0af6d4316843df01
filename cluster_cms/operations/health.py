"""The health checks of `doctor`: the ground floor's own, and those of the hook `register_health_check`."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.core.checks import run_checks
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Q
from wagtail import hooks

from cluster_cms import clock
from cluster_cms.operations.database_roles import changeable_tables
from cluster_cms.operations.heartbeats import Heartbeat, host_name, sign_name
from cluster_cms.operations.jobs import registered_jobs
from cluster_cms.security import audit, audit_checkpoint
from cluster_cms.security.append_only import missing_triggers
from cluster_cms.security.checkpoints import checkpoint
from cluster_cms.security.crypto import WrongKey, decrypt, encrypt

WORKER_LATE = timedelta(minutes=5)
LONG = timedelta(hours=1)
NIGHTLY_LATE = timedelta(days=2)


@dataclass(frozen=True)
class Finding:
    """One line of the doctor: a name, whether it is well, and one sentence."""

    name: str
    ok: bool
    message: str
    warns: bool = False  # well, but somebody should look at it

    def line(self) -> str:
        state = "ILL " if not self.ok else "warn" if self.warns else "well"
        return f"{state}  {self.name}: {self.message}"


def examine(*, whole: bool = False) -> Iterable[Finding]:
    """Yield the findings of all apps; a check that raises is itself a finding.

    `whole` adds the checks that read everything, so that their time grows with the site.
    """
    checks = list(hooks.get_hooks("register_health_check"))
    if whole:
        checks += hooks.get_hooks("register_whole_check")
    for check in checks:
        try:
            yield from check()
        except Exception as error:
            yield Finding(check.__module__, False, f"the check itself failed: {type(error).__name__}")


def write_findings(write: Callable[[str], object], findings: Iterable[Finding]) -> int:
    """Write one line for each finding; return how many of them are ill."""
    ill = 0
    for finding in findings:
        ill += not finding.ok
        write(finding.line())
    return ill


def is_ready() -> bool:
    """Tell whether the database answers and no migration waits."""
    try:
        executor = MigrationExecutor(connection)
        return not executor.migration_plan(executor.loader.graph.leaf_nodes())
    except Error:
        return False


def check_site() -> Iterable[Finding]:
    """Yield one finding each for configuration, database, keys, worker and audit chain."""
    yield configuration()
    ready = is_ready()
    message = f"{connection.vendor} answers" if ready else "does not answer, or a migration waits"
    yield Finding("database", ready, message)
    if connection.vendor == "postgresql":
        yield database_role()
    yield keys()
    yield worker()
    yield audit_chain()
    yield triggers()


def database_role() -> Finding:
    """Warn when the role that serves the site may change rows that are only ever added."""
    if tables := changeable_tables():
        advice = "name an owner of the tables in MIGRATION_DATABASE_URL and run manage.py grant_database_rights"
        return Finding("database role", True, f"it may change {', '.join(tables)}: {advice}", warns=True)
    return Finding("database role", True, "it changes no append-only table")


def triggers() -> Finding:
    """Report a fault when a trigger that refuses to change append-only rows is not what the migrations made."""
    missing = missing_triggers()
    if missing:
        return Finding("triggers", False, f"missing, switched off or altered: {', '.join(missing)}")
    return Finding("triggers", True, "every append-only table has its own")


def audit_chain() -> Finding:
    """Report what the nightly check found in the audit chain, and check the newest entries now."""
    last = checkpoint(audit_checkpoint.CHECK)
    newest, all_read = audit_checkpoint.verify_newest()
    if faults := [*(last.faults if last else []), *audit_checkpoint.lost(last), *newest]:
        return Finding("audit chain", False, faults[0])
    if all_read:
        return Finding("audit chain", True, "whole")
    if last is None:
        return Finding("audit chain", True, "its newest entries are whole; all are checked each night", warns=True)
    made = f"whole {last.age.total_seconds() / 3600:.0f} hours ago, {last.position} entries; the newest now"
    return Finding("audit chain", True, made, warns=last.age > NIGHTLY_LATE)


def check_whole_audit_chain() -> Iterable[Finding]:
    """Yield whether every entry is whole; for the hook `register_whole_check`."""
    faults = audit.verify()
    yield Finding("audit chain, all entries", not faults, faults[0] if faults else "whole")


def configuration() -> Finding:
    """Run Django's system checks; on a public site also those for deployment."""
    complaints = run_checks(include_deployment_checks=settings.SECURE_SSL_REDIRECT)
    loud = [complaint for complaint in complaints if not complaint.is_silenced()]
    return Finding("configuration", not loud, str(loud[0].msg) if loud else f"sound, for {settings.SITE_URL}")


def keys() -> Finding:
    """Encrypt and decrypt a sample with the newest key of the ring."""
    try:
        opened = decrypt(encrypt(b"sample", bound_to="doctor"), bound_to="doctor") == b"sample"
    except WrongKey:
        opened = False
    return Finding("keys", opened, f"{len(settings.INQUIRY_KEYS)} in the ring, the newest one works")


def worker() -> Finding:
    """Report a fault when no worker lives or a job failed; warn of one that has been running for an hour."""
    lives = worker_lives()
    failed = Heartbeat.objects.filter(failed=True).values_list("job", flat=True)
    running = Heartbeat.objects.filter(leased_until__gt=clock.now(), began_at__lt=clock.now() - LONG).order_by("job")
    message = lives.message
    if failed:
        message += f"; failed last time: {', '.join(failed)}"
    if slow := ", ".join(running.values_list("job", flat=True)):
        message += f"; running for more than an hour: {slow}"
    return Finding("worker", lives.ok and not failed, message, warns=bool(slow))


def worker_lives(*, here: bool = False) -> Finding:
    """Tell whether every lane of a worker gave a sign of life within five minutes; costs one query.

    `here`: of this host's own worker, by its signs and by the jobs that it holds. Otherwise any worker will do.
    """
    jobs = {job.name: job.lane for job in registered_jobs()}
    signs_of = {sign_name(lane): lane for lane in jobs.values()}
    held = Q(job__in=jobs, lease__startswith=f"{host_name()}/")
    lane_of, signs = jobs | signs_of, dict[str, datetime]()
    for beat in Heartbeat.objects.filter(Q(job__in=signs_of) | held if here else Q(job__in=jobs)):
        if beat.active_at:
            lane = lane_of[beat.job]
            signs[lane] = max(beat.active_at, signs.get(lane, beat.active_at))
    if signs.keys() != set(lane_of.values()):
        return Finding("worker", False, "has never run; start it with: manage.py work")
    age = clock.now() - min(signs.values())
    return Finding("worker", age < WORKER_LATE, f"last active {int(age.total_seconds())} seconds ago")
