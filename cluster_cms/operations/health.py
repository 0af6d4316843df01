"""The health checks of `doctor`: the ground floor's own, and those of the hook `register_health_check`."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.core.checks import run_checks
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from wagtail import hooks

from cluster_cms import clock
from cluster_cms.operations.jobs import Heartbeat
from cluster_cms.security import audit
from cluster_cms.security.crypto import WrongKey, decrypt, encrypt

WORKER_LATE = timedelta(minutes=5)


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


def examine() -> Iterable[Finding]:
    """Yield the findings of all apps; a check that raises is itself a finding."""
    for check in hooks.get_hooks("register_health_check"):
        try:
            yield from check()
        except Exception as error:
            yield Finding(check.__module__, False, f"the check itself failed: {type(error).__name__}")


def write_findings(write: Callable[[str], object]) -> int:
    """Write one line for each finding; return how many of them are ill."""
    ill = 0
    for finding in examine():
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
    yield keys()
    yield worker()
    problems = audit.verify()
    yield Finding("audit chain", not problems, problems[0] if problems else "whole")


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
    newest = Heartbeat.objects.order_by("-ended_at").first()
    if newest is None:
        return Finding("worker", False, "has never run; start it with: manage.py work")
    age = clock.now() - newest.ended_at
    failed = Heartbeat.objects.filter(failed=True).values_list("job", flat=True)
    message = f"last active {int(age.total_seconds())} seconds ago"
    if failed:
        message += f"; failed last time: {', '.join(failed)}"
    return Finding("worker", age < WORKER_LATE and not failed, message)
