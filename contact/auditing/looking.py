"""Looking into the list, taking it out and checking the chain: each is an act itself, and stands in the list."""

from collections.abc import Iterator

from django.db import transaction
from django.db.models import QuerySet
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from cluster_cms import audit
from cluster_cms.accounts import User
from cluster_cms.audit import AuditEntry
from cluster_cms.clock import TOKYO
from contact.auditing.acts import Act, acts_of
from contact.export.as_csv import BYTE_ORDER_MARK, encoded, guarded

BATCH = 500


@transaction.atomic
def look_at_audit(*, actor: User, reference: str, count: int) -> None:
    """Record that somebody has looked: about which inquiry, when they asked for one, and how many entries they saw."""
    audit.record("inquiry_audit.looked", actor=actor, subject=reference, data={"count": count})


@transaction.atomic
def verify_audit(*, actor: User) -> list[str]:
    """Return one sentence for each break of the chain, and record that it was checked."""
    problems = audit.verify()
    audit.record("inquiry_audit.verified", actor=actor, data={"problems": len(problems)})
    return problems


@transaction.atomic
def export_audit(*, found: QuerySet[AuditEntry], actor: User, reference: str) -> Iterator[bytes]:
    """Record that the entries are taken out, and return them as CSV, in the active language."""
    last = found.first()
    data: dict[str, audit.Value] = {"count": found.count(), "format": "csv"}
    audit.record("inquiry_audit.exported", actor=actor, subject=reference, data=data)
    return csv_of(found, last.position if last else 0, translation.get_language())


def csv_of(found: QuerySet[AuditEntry], newest: int, language: str | None) -> Iterator[bytes]:
    """Yield the file piece by piece, up to the entry that was the newest when it was asked for."""
    with translation.override(language):
        headings = [
            _("No."),
            _("Time (JST)"),
            _("Who"),
            _("What"),
            _("Reference"),
            pgettext("audit", "Number"),
            _("Reason"),
        ]
        first = BYTE_ORDER_MARK.encode() + encoded([headings])
    yield first
    below = newest + 1
    while part := list(found.filter(position__lt=below)[:BATCH]):
        with translation.override(language):
            rows = encoded([row_of(act) for act in acts_of(part)])
        yield rows
        below = part[-1].position


def row_of(act: Act) -> list[str]:
    count = "" if act.count is None else str(act.count)
    time = f"{act.at.astimezone(TOKYO):%Y-%m-%d %H:%M:%S}"
    return [str(act.position), time, *map(guarded, (act.who, act.what, act.reference, count, act.reason))]
