"""Anchors of the hash chains: their heads, kept where whoever holds the database alone cannot change them.

Each day they go into the erasure journal and to the privacy officers by mail, and into the manifest of each backup.
A chain that was cut off, or whose newest row was rewritten, no longer has the head that stands there.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks

from cluster_cms import clock
from cluster_cms.erasures.journal import journal
from cluster_cms.erasures.lines import ANCHORED, JournalBroken, Step
from cluster_cms.erasures.status import recent_status
from cluster_cms.mail.kinds import Letter, MailKind
from cluster_cms.mail.outbox import OutboxMail, queue_mails
from cluster_cms.operations.health import Finding
from cluster_cms.operations.jobs import Job
from cluster_cms.security import audit
from cluster_cms.security.accounts import PRIVACY, User, language_of, members_of
from cluster_cms.security.audit import AuditEntry

AUDIT = "audit"
HEADS_MAIL = "chains.heads"  # its subject is a day, its record the id of the account that gets it


def chain_heads() -> dict[str, str]:
    """Return `position:hash` of the newest row of the audit chain and of each chain of an app, by name."""
    found = [(AUDIT, *audit.head()), *(head() for head in hooks.get_hooks("register_chain_head"))]
    return {name: f"{position}:{row_hash}" for name, position, row_hash in found}


def write_anchors() -> dict[str, str]:
    """Add the present heads to the erasure journal and return them. Raises OSError or JournalBroken."""
    heads = chain_heads()
    journal().append([Step(ANCHORED, name, cause=head) for name, head in heads.items()])
    return heads


def lost_heads(heads: Mapping[str, str]) -> list[str]:
    """Return a sentence for each chain of this database that does not continue from an earlier head."""
    now = chain_heads()
    return [
        f"the {name} chain no longer holds row {head.partition(':')[0]} as it was"
        for name, head in heads.items()
        if not continues(name, head, now.get(name, "0:"))
    ]


def continues(name: str, head: str, now: str) -> bool:
    """Tell whether the chain that ends in `now` continues from an earlier head; the audit chain looks up its row."""
    position, _colon, row_hash = head.partition(":")
    newest = now.partition(":")[0]
    if int(position) == 0 or now == head:
        return True
    if name == AUDIT:
        return AuditEntry.objects.filter(position=int(position), row_hash=row_hash).exists()
    return int(newest) > int(position)


def check_anchors() -> Iterable[Finding]:
    """Yield whether the chains continue from the heads in the erasure journal; `check_journal` reports a broken one."""
    try:
        anchors = recent_status().anchors
    except (JournalBroken, OSError):
        return
    lost = lost_heads(anchors)
    held = ", ".join(f"{name} at {head.partition(':')[0]}" for name, head in anchors.items())
    message = lost[0] if lost else f"continue from the heads in the erasure journal: {held}"
    yield Finding("chains", not lost, message if anchors else "the journal holds no head yet", warns=not anchors)


def anchor_chains() -> None:
    """Anchor the chains in the journal and queue the mails about their heads; a fault stays anchored as it was."""
    if lost := lost_heads(recent_status().anchors):
        raise ValueError(lost[0])  # the job has failed, which `doctor` and the front page show
    write_anchors()
    with transaction.atomic():
        queue_mails(heads_mails())


def heads_mails() -> Iterator[OutboxMail]:
    today = f"{clock.today():%Y-%m-%d}"
    for officer in officers():
        yield OutboxMail(kind=HEADS_MAIL, subject=today, record=str(officer.pk), language=language_of(officer))


def officers() -> QuerySet[User]:
    """Return the active privacy officers who have a mail address."""
    return members_of(PRIVACY).exclude(email="")


def anchor_job() -> Job:
    return Job("anchors of the chains", every=timedelta(days=1), run=anchor_chains)


def anchor_mail() -> MailKind:
    return MailKind(HEADS_MAIL, gettext_lazy("Heads of the audit chain and the policy ledger, daily"), write_heads)


def write_heads(mail: OutboxMail) -> Letter | None:
    """Write length and hash of each chain, no personal data; None where the account is no privacy officer any more."""
    officer = officers().filter(pk=int(mail.record)).first()
    if officer is None:
        return None
    with translation.override(mail.language):
        lines = [f"{name}: {head.replace(':', '  ')}" for name, head in chain_heads().items()]
        intro = _("Length and newest hash of the records that are only ever added to, on %(site)s:")
        advice = _(
            "Keep this email. Should somebody change or cut off these records later, the row of this number no longer "
            "has this hash. To compare: manage.py doctor, and “Check the chain” in the audit log."
        )
        body = f"{intro % {'site': settings.SITE_URL}}\n\n" + "\n".join(lines) + f"\n\n{advice}\n"
        return Letter(officer.email, _("Heads of the chains of %(day)s") % {"day": mail.subject}, body)
