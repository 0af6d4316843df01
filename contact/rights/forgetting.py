"""Forgetting the addresses of mailed links: as soon as the page is closed and no mail about it waits any more.

They go by the clock, so an older copy of the database loses them again in the first minute of its worker.
"""

from datetime import timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from cluster_cms import clock
from cluster_cms.jobs import Job
from cluster_cms.mail.outbox import OutboxMail
from cluster_cms.mail.queueing import forget_mails
from contact.records import MailedLink
from contact.rights.telling import KINDS

LONGEST = timedelta(days=1)  # however long a mail about it has to wait
BATCH = 200


def forgetting() -> Job:
    return Job(name="forgetting of mailed links", every=timedelta(minutes=1), run=forget_links)


def forget_links() -> None:
    """Delete the links that are over, in batches."""
    while found := list(over().values_list("pk", flat=True)[:BATCH]):
        remove_links(MailedLink.objects.filter(pk__in=found))


def over() -> QuerySet[MailedLink]:
    """Return the links that open nothing any more, without those about which a mail still waits."""
    now = clock.now()
    closed = Q(used_at=None, expires_at__lte=now) | Q(open_until__lte=now)
    waiting = OutboxMail.objects.waiting().filter(kind__in=KINDS).values_list("subject", flat=True)
    told = ~Q(pk__in=[UUID(subject) for subject in waiting])
    return MailedLink.objects.filter((closed & told) | Q(asked_at__lte=now - LONGEST))


def remove_links(links: QuerySet[MailedLink]) -> None:
    """Delete links with their mails, sent or not."""
    for pk in links.values_list("pk", flat=True):
        forget_mails(subject=str(pk))
    links.delete()
