"""Promulgates revisions of the policy, and finds the one that is in force."""

from collections.abc import Iterator
from datetime import date, datetime

from django.db import transaction
from django.dispatch import Signal
from django.utils.translation import gettext as _
from wagtail.log_actions import get_active_log_context
from wagtail.models import Page, Revision

from cluster_cms import clock
from cluster_cms.pages.content_stamp import per_stamp
from cluster_cms.pages.languages import LANGUAGES
from cluster_cms.security import audit
from cluster_cms.security.accounts import User
from policy.ledger.writer import append_revision, take_lock
from policy.models.approval import approval_reasons, policy_settings, sign_off_of
from policy.models.revisions import ChainedRow, ChangeKind, PolicyRevision, languages_of, promulgated_anchors, titles_of
from policy.publishing import publication_rules
from policy.publishing.change_rules import Change, change_warnings, widened_purpose
from policy.publishing.publication_rules import Condition, terms_of
from policy.text import canonical, legal_minimum
from policy.text.refusal import PublicationRefused, Reason

# Sent in the transaction of the publication, with `revision`, a PolicyRevision: a failing receiver undoes it.
revision_promulgated = Signal()


def policy_in_force(*, at: datetime | None = None) -> PolicyRevision | None:
    """Return the revision of the site's policy that is in force now, or was at an instant."""
    rows = PolicyRevision.objects.effective(at or clock.now()).newest_first()
    row: PolicyRevision | None = rows.only("page", "number", "summary_ja", "summary_en").first()
    return row


def in_force(*, page: Page, at: datetime | None = None) -> PolicyRevision | None:
    """Return the revision of a policy page (or of its English alias) in force at an instant.

    It is the highest number whose effective instant has passed: the later of 00:00 Tokyo on its effective date and its
    promulgation; for an imported row the date alone.
    """
    rows = PolicyRevision.objects.of(page.alias_of_id or page.pk)
    row: PolicyRevision | None = rows.effective(at or clock.now()).newest_first().first()
    return row


@per_stamp
def policy_shown() -> PolicyRevision | None:
    """Return the policy in force as pages show it, a second old at most; what is stored asks `policy_in_force`."""
    return policy_in_force()


def title_in_force(*, page: Page, language: str) -> str | None:
    """Return the title of the revision in force, without reading its texts; None before the first revision."""
    return known_title(page.alias_of_id or page.pk, language)


@per_stamp
def known_title(page_id: int, language: str) -> str | None:
    rows = PolicyRevision.objects.of(page_id).effective(clock.now()).newest_first()
    row_hash = rows.values_list("row_hash", flat=True).first()
    return languages_of(titles_of(row_hash), language) if row_hash else None


def comparison_address(revision: PolicyRevision, *, since: int, language: str) -> str:
    """Return where a revision is compared with an earlier one of that number; empty where there is no such number."""
    earlier = PolicyRevision.objects.of(revision.page_id).filter(number=since, number__lt=revision.number)
    return str(revision.page.comparison_address(since, revision.number, language)) if earlier.exists() else ""


def newest(page: Page) -> PolicyRevision | None:
    """Return the revision that the next one follows: the highest number not withdrawn."""
    row: PolicyRevision | None = PolicyRevision.objects.of(page.pk).not_withdrawn().newest_first().first()
    return row


def announced(page: Page) -> list[PolicyRevision]:
    """Return what is promulgated and not yet in force, newest first."""
    now = clock.now()
    rows = PolicyRevision.objects.of(page.pk).not_withdrawn().without_texts().newest_first()
    return [row for row in rows if row.effect_at > now]


def pending_on(page: Page) -> date | None:
    """Return the latest effective date that is announced and not yet reached."""
    return max((row.effective_on for row in announced(page)), default=None)


def blocking_reasons(page: Page, *, revision: Revision | None = None) -> list[Reason]:
    """Return the reasons against promulgating this draft, in the active language.

    `revision` is the Wagtail revision that holds the draft; without it, the latest one.
    """
    return [reason for condition in conditions(page, revision=revision) for reason in condition.reasons]


def conditions(page: Page, *, revision: Revision | None = None) -> list[Condition]:
    """Return the conditions of promulgating a draft, met and not met, in the active language."""
    rules, revision, change = policy_settings(), revision or page.latest_revision, change_of(page)
    context = publication_rules.PublicationContext(
        today=clock.today(),
        notice_days=rules.notice_days,
        last=newest(page),
        pending_on=pending_on(page),
        anchors=promulgated_anchors(page.pk),
        approval=tuple(approval_reasons(revision, waived=rules.waiver_in_effect)),
        warnings=tuple(warnings_of(page, change)),
        widened=widened_purpose(change) if change else "",
    )
    return publication_rules.conditions(canonical.document(page), terms_of(page), context)


def warnings(page: Page) -> list[Reason]:
    """Return what stands against a draft unless a reason is recorded: in its text, and in what it changes."""
    return warnings_of(page, change_of(page))


def warnings_of(page: Page, change: Change | None) -> list[Reason]:
    return [*legal_minimum.warnings(canonical.document(page)), *(change_warnings(change) if change else ())]


def change_of(page: Page) -> Change | None:
    """Return a draft beside the revision that it follows; None where it follows none."""
    last, now_in_force = newest(page), in_force(page=page)
    if last is None:
        return None
    ahead = last.effect_at > clock.now()
    return Change(
        before=last.content,
        now=canonical.document(page),
        terms=terms_of(page),
        today=clock.today(),
        announced_for=last.effective_on if ahead else None,
        in_force=now_in_force.content if ahead and now_in_force else None,
    )


def promulgate(*, page: Page, revision: Revision) -> PolicyRevision:
    """Write the ledger row for a Wagtail revision that goes live. Raises PublicationRefused with all reasons."""
    with transaction.atomic():
        take_lock()
        if reasons := [*blocking_reasons(page, revision=revision), *content_mismatch(page, revision)]:
            raise PublicationRefused(reasons)
        terms = terms_of(page)
        row = append_revision(
            page=page,
            revision=revision,
            terms=terms,
            languages=LANGUAGES,
            change_kind=terms.change_kind if newest(page) else ChangeKind.ESTABLISHED,
            promulgated_at=clock.now(),
            effective_on=terms.effective_on or clock.today(),
            recorded_at_publication=True,
            sign_off=sign_off_of(revision),
            warnings=tuple(warning.code for warning in warnings(page)),
        )
        record("policy.promulgated", row, number=row.number)
        return row


def content_mismatch(page: Page, revision: Revision) -> Iterator[Reason]:
    """Yield the refusal of a page whose content differs from the revision that was approved."""
    if canonical.text_of(revision.as_object()) != canonical.text_of(page):
        yield Reason("content_mismatch", _("The text differs from the saved revision that was approved."))


def record(action: str, row: ChainedRow, *, number: int, actor: User | None = None) -> None:
    """Write the audit entry of a new row about a revision; without `actor`, the account that publishes now."""
    data: dict[str, audit.Value] = {"number": number, "position": row.position, "row_hash": row.row_hash}
    audit.record(action, actor=actor or get_active_log_context().user, subject=f"policy:{number}", data=data)


def announce(revision: PolicyRevision) -> None:
    """Send `revision_promulgated` to the other apps."""
    revision_promulgated.send(sender=PolicyRevision, revision=revision)
