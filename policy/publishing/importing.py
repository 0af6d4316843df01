"""Imports revisions that were promulgated before this site kept the policy; readers see "imported, not witnessed"."""

from datetime import date

from django.db import transaction
from wagtail.log_actions import get_active_log_context
from wagtail.models import Page

from cluster_cms import clock
from cluster_cms.pages.languages import LANGUAGES
from policy.ledger.writer import append_revision, take_lock
from policy.models.approval import SignOff
from policy.models.revisions import ChangeKind, PolicyRevision, promulgated_anchors
from policy.publishing import promulgation, publication_rules
from policy.publishing.publication_rules import terms_of
from policy.text import anchors, canonical
from policy.text.refusal import PublicationRefused


def may_import(page: Page) -> bool:
    """Return whether no revision has been promulgated on this site yet."""
    return not PolicyRevision.objects.of(page.pk).filter(recorded_at_publication=True).exists()


def import_revision(*, page: Page, promulgated_on: date, languages: tuple[str, ...] = LANGUAGES) -> PolicyRevision:
    """Enter the draft of a page as a historic revision, and make it the live one.

    Only before the first revision promulgated on this site, in the order of dates. Raises PublicationRefused with all
    reasons.
    """
    with transaction.atomic():
        take_lock()
        anchors.fill([*page.clauses, *page.supplements], promulgated=promulgated_anchors(page.pk), fallback="clause")
        document, terms, last = canonical.document(page, languages=languages), terms_of(page), promulgation.newest(page)
        effective_on = terms.effective_on or promulgated_on
        if reasons := publication_rules.import_reasons(
            document, terms, last=last, promulgated_on=promulgated_on, today=clock.today()
        ):
            raise PublicationRefused(reasons)
        actor = get_active_log_context().user
        revision = page.save_revision(user=actor, log_action=True)
        row = append_revision(
            page=page,
            revision=revision,
            terms=terms,
            languages=languages,
            change_kind=terms.change_kind if last else ChangeKind.ESTABLISHED,
            promulgated_at=clock.midnight(promulgated_on),
            effective_on=effective_on,
            recorded_at_publication=False,
            sign_off=SignOff(submitter=revision.user, approver=actor),
        )
        revision.publish(user=actor, skip_permission_checks=True)
        promulgation.announce(row)
        promulgation.record("policy.imported", row, number=row.number)
        return row
