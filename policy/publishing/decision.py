"""What an approver decides on: the newest draft beside the revision that it will follow; and the three acts on it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from functools import cached_property

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page, Revision, TaskState, WorkflowState

from cluster_cms import clock
from cluster_cms.security.accounts import User
from cluster_cms.security.hash_chain import canonical_bytes, sha256
from policy.ledger.writer import RevisionTerms, take_lock
from policy.models.approval import APPROVE, policy_settings, why_not_approve
from policy.models.revisions import ChangeKind, PolicyRevision
from policy.models.writers import Writer, writers
from policy.permissions import may_edit_policy
from policy.publishing import promulgation
from policy.publishing.change_rules import SMALL
from policy.publishing.correction import CorrectedText, announced_again, chosen_words, terms_for
from policy.publishing.publication_rules import Condition, terms_of
from policy.text import canonical
from policy.text.canonical import Document, form_of
from policy.text.numbering import FORMS, ITEM
from policy.text.refusal import PublicationRefused, Reason

APPROVAL = "approval"  # the code of the reason that only the decision itself removes
REJECT = "reject"  # Wagtail's own name of the action


class DecisionChanged(Exception):
    """Raised when the draft, its terms, or the revision before it is not what was shown."""


@dataclass(frozen=True)
class DraftText:
    """The text of a draft, as a comparison reads it."""

    content: Document

    @cached_property
    def document_sha256(self) -> str:
        return sha256(canonical_bytes(self.content))


@dataclass(frozen=True)
class NewRevision:
    """A revision that the decision makes, beside the one from which it is made, with what it says about itself."""

    number: int
    before: PolicyRevision | None
    text: DraftText
    terms: RevisionTerms

    @property
    def kind(self) -> str:
        """The kind of change in words; empty while none is chosen."""
        known = self.terms.change_kind in ChangeKind.values
        return str(ChangeKind(self.terms.change_kind).label) if known else ""


@dataclass(frozen=True)
class Decision:
    """The newest draft of a policy page, with everything by which an approver judges it."""

    page: Page
    revision: Revision
    before: PolicyRevision | None
    number: int

    @cached_property
    def draft(self) -> Page:
        return self.revision.as_object()

    @cached_property
    def text(self) -> DraftText:
        return DraftText(canonical.document(self.draft))

    @property
    def form_change(self) -> tuple[object, object] | None:
        """The names of the form of the numbers before and now, where they differ."""
        now, before = (form_of(one.content) if one else ITEM for one in (self.text, self.before))
        return (dict(FORMS)[before], dict(FORMS)[now]) if self.before and now != before else None

    @cached_property
    def terms(self) -> RevisionTerms:
        return terms_of(self.draft)

    @cached_property
    def conditions(self) -> list[Condition]:
        """The conditions of promulgation; while the draft is before the approver, the approval is what is decided."""
        found = promulgation.conditions(self.draft, revision=self.revision)
        if not self.task:
            return found
        return [
            replace(one, reasons=tuple(reason for reason in one.reasons if reason.code != APPROVAL)) for one in found
        ]

    @cached_property
    def corrected(self) -> list[CorrectedText]:
        """The other texts to which the draft's correction is carried."""
        return promulgation.corrected_texts(self.draft)

    @cached_property
    def made(self) -> list[NewRevision]:
        """What is promulgated in one act, in the order of its numbers; the draft is the last."""
        made = [
            NewRevision(number, one.row, DraftText(one.content), terms_for(one, self.terms))
            for number, one in enumerate(self.corrected, self.number)
        ]
        own = announced_again(self.before, self.terms) if made and self.before else self.terms
        return [*made, NewRevision(self.number + len(made), self.before, self.text, own)]

    @property
    def last_number(self) -> int:
        return self.made[-1].number

    @property
    def correctable(self) -> bool:
        """Whether the draft is a small change that follows an announced revision, and can correct both texts."""
        ahead = self.before is not None and self.before.effect_at > clock.now()
        return ahead and self.terms.change_kind in SMALL and promulgation.in_force(page=self.page) is not None

    @cached_property
    def warnings(self) -> list[Reason]:
        return promulgation.warnings(self.draft)

    @cached_property
    def writers(self) -> list[Writer]:
        return writers(self.revision)

    @cached_property
    def workflow(self) -> WorkflowState | None:
        """The submission that is open, or was returned and not yet submitted again."""
        return self.page.current_workflow_state

    @cached_property
    def task(self) -> TaskState | None:
        """The open task of the approvers."""
        return self.page.current_workflow_task_state if self.page.workflow_in_progress else None

    @property
    def faults(self) -> list[Reason]:
        """What is against promulgating beside the approval."""
        found = [reason for condition in self.conditions for reason in condition.reasons]
        return [reason for reason in found if reason.code != APPROVAL]

    @property
    def digest(self) -> str:
        """Return the SHA-256 of what is decided: texts, terms, the desk and operator named, the revisions before."""
        terms = {name: str(value or "") for name, value in asdict(self.terms).items()}
        made = [[one.before.row_hash if one.before else "", one.text.content] for one in self.made]
        return sha256(canonical_bytes({"made": made, "terms": terms}))


def decision(page: Page) -> Decision | None:
    """Return what there is to decide; None where the draft is what was promulgated last."""
    revision = page.latest_revision
    if revision is None or not page.has_unpublished_changes:
        return None
    number = PolicyRevision.objects.of(page.pk).count() + 1
    return Decision(page, revision, promulgation.newest(page), number)


def returned(page: Page) -> TaskState | None:
    """Return the task in which the draft was sent back, until it is submitted again."""
    state = page.current_workflow_state
    if state is None or state.status != WorkflowState.STATUS_NEEDS_CHANGES:
        return None
    task: TaskState = state.current_task_state
    return task


def decision_as_shown(page: Page, shown: str) -> Decision:
    """Return the decision, under the lock of the ledger. Raises DecisionChanged unless its digest is `shown`."""
    take_lock()
    found = decision(page)
    if found is None or found.digest != shown:
        raise DecisionChanged
    return found


def submit_draft(*, page: Page, actor: User, shown: str) -> None:
    """Ask the approvers about the draft. Raises DecisionChanged, PublicationRefused with what is still missing."""
    with transaction.atomic():
        found = decision_as_shown(page, shown)
        if found.faults:
            raise PublicationRefused(found.faults)
        if not may_edit_policy(actor) or found.task:
            raise PermissionDenied
        if found.workflow:
            found.workflow.resume(user=actor)
        else:
            page.get_workflow().start(page, actor)


def promulgate_draft(*, page: Page, actor: User, shown: str) -> list[PolicyRevision]:
    """Approve the draft as it was shown, which promulgates it, and return the new revisions.

    Raises DecisionChanged, PublicationRefused.
    """
    with transaction.atomic():
        found = decision_as_shown(page, shown)
        if sentence := why_not_approve(page, actor):
            raise PublicationRefused([Reason("approver", sentence)])
        if found.faults:
            raise PublicationRefused(found.faults)
        if found.task:
            approve_newest(found.task, found.revision, actor)
        elif policy_settings().waiver_in_effect:
            page.publish(found.revision, user=actor)
        else:
            raise PublicationRefused([Reason("submitted", _("Nobody has submitted this draft."))])
        return list(PolicyRevision.objects.of(page.pk).filter(number__gte=found.number).order_by("number"))


def apply_correction(*, page: Page, actor: User, shown: str, both: bool, words: Mapping[str, str]) -> None:
    """Save the draft as a correction of the text in force as well, or of the announced one alone.

    `words` is what the other texts say where the correction does not fit, by the names of `CorrectedText.field_of`.
    Raises DecisionChanged, PermissionDenied where the account may not edit or the draft corrects nothing announced.
    """
    with transaction.atomic():
        found = decision_as_shown(page, shown)
        if not may_edit_policy(actor) or (both and not found.correctable):
            raise PermissionDenied
        draft = found.draft
        draft.corrects_both, draft.correction_words = both, {}
        if both:
            draft.effective_on = None
            draft.correction_words = chosen_words(promulgation.corrected_texts(draft), words)
        draft.save_revision(user=actor, log_action=True, clean=False)


def approve_newest(task: TaskState, revision: Revision, actor: User) -> None:
    """Approve a task for the Wagtail revision that was shown, which may be newer than the one submitted."""
    if task.revision_id != revision.pk:
        task.revision = revision
        task.save(update_fields=["revision"])
    task.task.specific.on_action(task, actor, APPROVE)


def send_back(*, page: Page, actor: User, comment: str) -> None:
    """Return the draft to its writers with a comment. Raises PermissionDenied where nothing is open, or not to them."""
    with transaction.atomic():
        task = page.current_workflow_task_state if page.workflow_in_progress else None
        if task is None or not task.task.specific.user_can_access_editor(page, actor):
            raise PermissionDenied
        task.task.specific.on_action(task, actor, REJECT, comment=comment)


def days_until(terms: RevisionTerms) -> int:
    """Return the days from today, in Tokyo, until the draft would be in force."""
    return (terms.effective_on - clock.today()).days if terms.effective_on else 0
