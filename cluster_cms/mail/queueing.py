"""Noting a mail in the transaction of what it tells, and forgetting it when its subject is erased."""

from collections.abc import Iterable

from django.db import connection, transaction

from cluster_cms.mail.outbox import OutboxMail


def queue_mail(kind: str, *, subject: str, record: str = "", language: str) -> OutboxMail:
    """Note a mail about `subject`, a reference or plain id; `record` is the id of exactly what it shows.

    Raises TransactionManagementError outside a transaction: an act and its mail stand or fall together.
    """
    mail = OutboxMail(kind=kind, subject=subject, record=record, language=language)
    queue_mails([mail])
    return mail


def queue_mails(mails: Iterable[OutboxMail]) -> None:
    """Note mails that one act brings about, at once. Raises TransactionManagementError as `queue_mail` does."""
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("A mail is queued in the transaction of its act.")
    OutboxMail.objects.bulk_create(mails)


def forget_mails(*, subject: str) -> None:
    """Remove every mail about a subject that is erased, sent or not."""
    OutboxMail.objects.about(subject).delete()
