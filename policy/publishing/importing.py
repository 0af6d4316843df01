"""Enters texts of the past into the ledger: prepared by one person, entered by another; readers see "imported"."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page, Revision

from cluster_cms import clock
from cluster_cms.pages.languages import LANGUAGES
from cluster_cms.security import audit
from cluster_cms.security.accounts import User
from policy.ledger.writer import RevisionTerms, append_revision, take_lock
from policy.models.approval import SignOff, why_no_approver
from policy.models.earlier_texts import EarlierText, EarlierTextsSubmission
from policy.models.revisions import PolicyRevision
from policy.permissions import may_edit_policy
from policy.publishing import promulgation
from policy.publishing.decision import DecisionChanged
from policy.publishing.earlier_batch import Batch, earlier_batch
from policy.publishing.earlier_mail import ask_approvers
from policy.text import canonical
from policy.text.refusal import PublicationRefused, Reason


def save_earlier_text(*, text: EarlierText, actor: User, fields: Mapping[str, Any]) -> None:
    """Store a prepared text; what was submitted is then no longer so. Raises PermissionDenied."""
    with transaction.atomic():
        prepare(text.page, actor)
        for name, value in fields.items():
            setattr(text, name, value)
        text.save()
        text.writers.add(actor)
        audit.record("policy.earlier_text_saved", actor=actor, subject=f"policy:{text.page_id}", data={"text": text.pk})


def remove_earlier_text(*, text: EarlierText, actor: User) -> None:
    """Delete a prepared text that was not entered. Raises PermissionDenied."""
    with transaction.atomic():
        prepare(text.page, actor)
        data: dict[str, audit.Value] = {"text": text.pk}
        text.delete()
        audit.record("policy.earlier_text_removed", actor=actor, subject=f"policy:{text.page_id}", data=data)


def prepare(page: Page, actor: User) -> None:
    """Take back an open submission, for what was submitted changes now. Raises PermissionDenied."""
    if not may_edit_policy(actor):
        raise PermissionDenied
    take_lock()
    EarlierTextsSubmission.objects.filter(page=page, is_open=True).delete()


def submit_earlier_texts(*, page: Page, actor: User, shown: str) -> None:
    """Put all prepared texts before a second person. Raises DecisionChanged, PermissionDenied, PublicationRefused."""
    with transaction.atomic():
        found = batch_as_shown(page, shown)
        if not may_edit_policy(actor) or found.is_open:
            raise PermissionDenied
        refuse_faults(found)
        state = {"submitted_by": actor, "submitted_at": clock.now(), "is_open": True, "comment": ""}
        EarlierTextsSubmission.objects.update_or_create(page=page, defaults=state)
        ask_approvers(earlier_batch(page), actor)
        data: dict[str, audit.Value] = {"count": len(found.texts)}
        audit.record("policy.earlier_texts_submitted", actor=actor, subject=f"policy:{page.pk}", data=data)


def return_earlier_texts(*, page: Page, actor: User, comment: str) -> None:
    """Send the prepared texts back with a comment. Raises PermissionDenied where nothing is open, or not to them."""
    with transaction.atomic():
        take_lock()
        found = earlier_batch(page)
        if not found.is_open or found.submission is None or why_no_approver(actor):
            raise PermissionDenied
        found.submission.is_open, found.submission.comment = False, comment
        found.submission.save()
        audit.record("policy.earlier_texts_returned", actor=actor, subject=f"policy:{page.pk}")


def enter_earlier_texts(*, page: Page, actor: User, shown: str) -> list[PolicyRevision]:
    """Freeze all prepared texts, in order, at the end of the ledger. Raises DecisionChanged, PublicationRefused."""
    with transaction.atomic():
        found = batch_as_shown(page, shown)
        if sentence := found.why_not_enter(actor):
            raise PublicationRefused([Reason("approver", sentence)])
        refuse_faults(found)
        rows = [freeze(text, found, actor) for text in found.texts]
        EarlierText.objects.filter(pk__in=[text.pk for text in found.texts]).delete()
        EarlierTextsSubmission.objects.filter(page=page).delete()
        for row in rows:
            promulgation.record("policy.imported", row, number=row.number, actor=actor)
        return rows


def batch_as_shown(page: Page, shown: str) -> Batch:
    """Return the batch, under the lock of the ledger. Raises DecisionChanged unless its digest is `shown`."""
    take_lock()
    found = earlier_batch(page)
    if found.digest != shown:
        raise DecisionChanged
    return found


def refuse_faults(found: Batch) -> None:
    if not found.is_ready:
        faults = [reason for reasons in found.faults.values() for reason in reasons]
        raise PublicationRefused(faults or [Reason("nothing", _("There is no earlier text to enter."))])


def freeze(text: EarlierText, found: Batch, actor: User) -> PolicyRevision:
    """Append one text to the ledger; the newest of all goes live, as no revision was promulgated here yet."""
    draft = found.page.get_latest_revision_as_object()
    canonical.write(text.content, draft)
    draft.title = draft.title or found.page.title  # a page has a title, also where the text has none in Japanese
    draft.established_on = found.established_on
    draft.clear_next_revision()
    goes_live = text == found.steps[-1]
    revision = draft.save_revision(user=actor, log_action=True, clean=False) if goes_live else kept(draft, text, actor)
    submitter = found.submission.submitted_by if found.submission else None
    row = append_revision(
        page=draft,
        revision=revision,
        terms=terms_of_text(text, found),
        languages=text.held,
        change_kind=text.change_kind,
        promulgated_at=clock.midnight(text.promulgated_on),
        effective_on=text.effective_on,
        recorded_at_publication=False,
        sign_off=SignOff(submitter=submitter, approver=actor, waived=actor.pk in found.writers),
        earlier=text.content,
        entered_at=clock.now(),
    )
    if goes_live:
        revision.publish(user=actor, skip_permission_checks=True)
        promulgation.announce(row)
    return row


def kept(draft: Page, text: EarlierText, actor: User) -> Revision:
    """Return a Wagtail revision that holds the text and is dated as it was announced: no draft follows from it."""
    revision: Revision = Revision.objects.create(
        content_object=draft,
        base_content_type=draft.get_base_content_type(),
        created_at=clock.midnight(text.promulgated_on),
        user=actor,
        object_str=str(draft),
        content=draft.serializable_data(),
    )
    return revision


def terms_of_text(text: EarlierText, found: Batch) -> RevisionTerms:
    return RevisionTerms(
        established_on=found.established_on,
        effective_on=text.effective_on,
        change_kind=text.change_kind,
        **{f"summary_{language}": text.summary(language) for language in LANGUAGES},
    )
