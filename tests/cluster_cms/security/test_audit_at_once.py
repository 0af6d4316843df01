"""Many writers at once: the audit chain stays one chain."""

from concurrent.futures import ThreadPoolExecutor

from django.db import connection, transaction

from cluster_cms.security import audit
from cluster_cms.security.audit import AuditEntry

WRITERS, ACTS = 4, 10


def write(writer: int) -> None:
    try:
        for act in range(ACTS):
            with transaction.atomic():
                audit.record("test.done", subject=f"{writer}:{act}")
    finally:
        connection.close()


def test_writers_at_once_leave_no_gap_and_no_fork(committed_db: None) -> None:
    before = AuditEntry.objects.count()
    with ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(write, range(WRITERS)))
    assert AuditEntry.objects.count() == before + WRITERS * ACTS
    assert audit.verify() == []
