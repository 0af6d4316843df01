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
from policy.ledger.revision_status import RevisionState, statuses
from policy.ledger.writer import append_revision, take_lock
from policy.models.approval import SignOff, approval_reasons, policy_settings, sign_off_of
from policy.models.events import PolicyEvent
from policy.models.revisions import ChainedRow, ChangeKind, PolicyRevision, languages_of, promulgated_anchors, titles_of
from policy.publishing import publication_rules
from policy.publishing.change_rules import Change, change_warnings, widened_purpose
from policy.publishing.correction import (
    CorrectedText,
    announced_again,
    append_corrected,
    correct,
    correction_reasons,
    withdraw_corrected,
)
from policy.publishing.publication_rules import Condition, terms_of
from policy.text import canonical, legal_minimum
from policy.text.completeness import table_warnings
from policy.text.refusal import PublicationRefused, Reason

# Sent in the transaction of the publication, with `revision`, a PolicyRevision, and `replaced`, the announced revision
# that it corrects, or None: a failing receiver undoes it.
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
    rules, revision, changes = policy_settings(), revision or page.latest_revision, changes_of(page)
    context = publication_rules.PublicationContext(
        today=clock.today(),
        notice_days=rules.notice_days,
        last=newest(page),
        pending_on=None if page.corrects_both else pending_on(page),
        anchors=promulgated_anchors(page.pk),
        approval=tuple(approval_reasons(revision, waived=rules.waiver_in_effect)),
        warnings=tuple(warnings_of(page, changes)),
        widened=next(filter(None, map(widened_purpose, changes)), ""),
        correction=tuple(reasons_against_correction(page)) if page.corrects_both else None,
    )
    return publication_rules.conditions(canonical.document(page), terms_of(page), context)


def warnings(page: Page) -> list[Reason]:
    """Return what stands against a draft unless a reason is recorded: in its text, and in what it changes."""
    return warnings_of(page, changes_of(page))


def warnings_of(page: Page, changes: list[Change]) -> list[Reason]:
    """Return the warnings of a draft, each once, though a correction may give it in several texts."""
    text = canonical.document(page)
    found = {warning.code: warning for change in reversed(changes) for warning in reversed(change_warnings(change))}
    return [*legal_minimum.warnings(text), *table_warnings(text), *reversed(found.values())]


def changes_of(page: Page) -> list[Change]:
    """Return a draft beside the revision that it follows, and each other text that it corrects; none for the first."""
    last, now_in_force = newest(page), in_force(page=page)
    if last is None:
        return []
    ahead = last.effect_at > clock.now()
    today, terms = clock.today(), terms_of(page)
    change = Change(
        before=last.content,
        now=canonical.document(page),
        terms=terms,
        today=today,
        announced_for=last.effective_on if ahead else None,
        in_force=now_in_force.content if ahead and now_in_force else None,
        announced_before=page.corrects_both and ahead,
    )
    others = [
        Change(text.row.content, text.content, terms, today, announced_before=text.announced)
        for text in corrected_texts(page)
    ]
    return [change, *others]


def corrected_texts(page: Page) -> list[CorrectedText]:
    """Return the other texts that a draft corrects: the one in force first, then those announced, by their dates.

    Nothing unless the draft asks for it and follows a revision that is announced and not yet in force.
    """
    last = newest(page)
    if not page.corrects_both or last is None or last.effect_at <= clock.now():
        return []
    states = (RevisionState.IN_FORCE, RevisionState.ANNOUNCED)
    standing = [one.revision for one in statuses(page.pk, at=clock.now()) if one.state in states]
    rows = [row for row in reversed(standing) if row != last]
    return correct(canonical.document(page), last, rows, page.correction_words)


def reasons_against_correction(page: Page) -> Iterator[Reason]:
    if last := newest(page):
        yield from correction_reasons(canonical.document(page), terms_of(page), last, corrected_texts(page))


Promulgated = list[tuple[PolicyRevision, PolicyRevision | None]]  # each new row with the announced one it replaces


def promulgate(*, page: Page, revision: Revision) -> Promulgated:
    """Write the ledger row for a Wagtail revision that goes live, the last of several where it corrects several texts.

    Raises PublicationRefused with all reasons.
    """
    with transaction.atomic():
        take_lock()
        if reasons := [*blocking_reasons(page, revision=revision), *content_mismatch(page, revision)]:
            raise PublicationRefused(reasons)
        terms, last, texts, sign_off = terms_of(page), newest(page), corrected_texts(page), sign_off_of(revision)
        codes = tuple(warning.code for warning in warnings(page))
        events = withdraw_replaced(page, texts, sign_off)
        corrected = [
            append_corrected(text, revision=revision, terms=terms, sign_off=sign_off, codes=codes) for text in texts
        ]
        if texts and last:
            terms = announced_again(last, terms)
        row = append_revision(
            page=page,
            revision=revision,
            terms=terms,
            languages=LANGUAGES,
            change_kind=terms.change_kind if last else ChangeKind.ESTABLISHED,
            promulgated_at=clock.now(),
            effective_on=terms.effective_on or clock.today(),
            recorded_at_publication=True,
            sign_off=sign_off,
            warnings=codes,
        )
        for event in events:
            record("policy.withdrawn", event, number=event.revision.number)
        for one in (*corrected, row):
            record("policy.promulgated", one, number=one.number)
        replaced = [text.row if text.announced else None for text in texts]
        return [*zip(corrected, replaced, strict=True), (row, last if texts else None)]


def withdraw_replaced(page: Page, texts: list[CorrectedText], sign_off: SignOff) -> list[PolicyEvent]:
    """Withdraw every announced revision in favour of its corrected text. Raises PublicationRefused without an approver.

    One that was overtaken has no corrected text: the newest stands in its place.
    """
    if not texts:
        return []
    if sign_off.approver is None:
        raise PublicationRefused([Reason("who", _("Only an approver withdraws a revision."))])
    first = PolicyRevision.objects.of(page.pk).count() + 1
    numbers = {text.row: number for number, text in enumerate(texts, first)}
    return [withdraw_corrected(row, numbers.get(row, first + len(texts)), sign_off.approver) for row in announced(page)]


def content_mismatch(page: Page, revision: Revision) -> Iterator[Reason]:
    """Yield the refusal of a page whose content differs from the revision that was approved."""
    if canonical.text_of(revision.as_object()) != canonical.text_of(page):
        yield Reason("content_mismatch", _("The text differs from the saved revision that was approved."))


def record(action: str, row: ChainedRow, *, number: int, actor: User | None = None) -> None:
    """Write the audit entry of a new row about a revision; without `actor`, the account that publishes now."""
    data: dict[str, audit.Value] = {"number": number, "position": row.position, "row_hash": row.row_hash}
    audit.record(action, actor=actor or get_active_log_context().user, subject=f"policy:{number}", data=data)


def announce(revision: PolicyRevision, replaced: PolicyRevision | None = None) -> None:
    """Send `revision_promulgated` to the other apps; `replaced` was announced already, and is corrected by it."""
    revision_promulgated.send(sender=PolicyRevision, revision=revision, replaced=replaced)
