"""Promulgating revisions of the policy, and telling which one is in force.

To publish is to promulgate (公布); the effective date puts a revision in force (施行). This module is all that other
apps see of the policy.
"""

from datetime import date, datetime

from django.db import transaction
from django.dispatch import Signal
from wagtail.log_actions import get_active_log_context
from wagtail.models import Page, Revision

from cluster_cms import audit, clock
from cluster_cms.languages import LANGUAGES
from policy import canonical, gate
from policy.appending import append
from policy.ledger import ChangeKind, PolicyRevision, take_lock
from policy.refusal import PublicationRefused, Reason
from policy.sign_off import sign_off_of

# Sent in the transaction of the publication, with `revision`, a PolicyRevision: a failing receiver undoes it.
revision_promulgated = Signal()


def policy_in_force(*, at: datetime | None = None) -> PolicyRevision | None:
    """Return the revision of the site's policy that is in force now, or was at an instant."""
    rows: PolicyRevision | None = (
        PolicyRevision.objects.effective(at or clock.now()).without_texts().newest_first().first()
    )
    return rows


def in_force(*, page: Page, at: datetime | None = None) -> PolicyRevision | None:
    """Return the revision of a policy page (or of its English alias) in force at an instant.

    It is the highest number whose effective instant has passed: the later of 00:00 Tokyo on its effective date and its
    promulgation; for an imported row the date alone.
    """
    rows = PolicyRevision.objects.of(page.alias_of_id or page.pk)
    row: PolicyRevision | None = rows.effective(at or clock.now()).newest_first().first()
    return row


def newest(page: Page) -> PolicyRevision | None:
    row: PolicyRevision | None = PolicyRevision.objects.of(page.pk).newest_first().first()
    return row


def pending_on(page: Page) -> date | None:
    """Return the latest effective date that is announced and not yet reached."""
    now = clock.now()
    dates = [row.effective_on for row in PolicyRevision.objects.of(page.pk).without_texts() if row.effect_at > now]
    return max(dates, default=None)


def obstacles(page: Page) -> list[Reason]:
    """Return what stands in the way of promulgating this draft, in the active language."""
    return gate.reasons(
        canonical.document(page),
        gate.terms_of(page),
        last=newest(page),
        pending_on=pending_on(page),
        today=clock.today(),
    )


def promulgate(*, page: Page, revision: Revision) -> PolicyRevision:
    """Write the ledger row for a Wagtail revision that goes live. Raises PublicationRefused with all reasons."""
    with transaction.atomic():
        take_lock()
        if reasons := obstacles(page):
            raise PublicationRefused(reasons)
        terms, last = gate.terms_of(page), newest(page)
        row = append(
            page=page,
            revision=revision,
            terms=terms,
            languages=LANGUAGES,
            change_kind=terms.change_kind if last else ChangeKind.ESTABLISHED,
            promulgated_at=clock.now(),
            effective_on=terms.effective_on or clock.today(),
            witnessed=True,
            sign_off=sign_off_of(revision),
        )
        record("policy.promulgated", row)
        return row


def import_revision(*, page: Page, promulgated_on: date, languages: tuple[str, ...] = LANGUAGES) -> PolicyRevision:
    """Enter the draft of a page as a historic revision, "imported, not witnessed", and make it the live one.

    Only before the first witnessed revision, in the order of dates. Raises PublicationRefused with all reasons.
    """
    with transaction.atomic():
        take_lock()
        document, terms, last = canonical.document(page, languages=languages), gate.terms_of(page), newest(page)
        effective_on = terms.effective_on or promulgated_on
        if reasons := gate.import_reasons(
            document, terms, last=last, promulgated_on=promulgated_on, today=clock.today()
        ):
            raise PublicationRefused(reasons)
        actor = get_active_log_context().user
        revision = page.save_revision(user=actor, log_action=True)
        row = append(
            page=page,
            revision=revision,
            terms=terms,
            languages=languages,
            change_kind=terms.change_kind if last else ChangeKind.ESTABLISHED,
            promulgated_at=clock.midnight(promulgated_on),
            effective_on=effective_on,
            witnessed=False,
            sign_off=sign_off_of(revision),
        )
        record("policy.imported", row)
        revision.publish(user=actor, skip_permission_checks=True)
        announce(row)
        return row


def record(action: str, row: PolicyRevision) -> None:
    actor = get_active_log_context().user
    data: dict[str, audit.Value] = {"number": row.number, "position": row.position, "row_hash": row.row_hash}
    audit.record(action, actor=actor, subject=f"policy:{row.number}", data=data)


def announce(revision: PolicyRevision) -> None:
    """Tell the other apps of a new revision."""
    revision_promulgated.send(sender=PolicyRevision, revision=revision)
