"""Who submitted and who approved a revision, as text and plain ids: accounts may be deleted, the record stays.

Approval is an approved task of the workflow for exactly this Wagtail revision, finished by a member of Approver who is
not among those who last wrote it. Wagtail's Publish button is no approval: it saves the form once more in the name of
whoever presses it, so that nobody can tell afterwards which text a second person had before them.
"""

import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from wagtail.log_actions import get_active_log_context
from wagtail.models import PageLogEntry, Revision, TaskState

from cluster_cms.accounts import User
from policy.permissions import may_promulgate
from policy.refusal import Reason

WRITING = ("wagtail.create", "wagtail.edit", "wagtail.revert")


def fresh_salt() -> str:
    """Return what keeps names from being guessed out of a published digest."""
    return secrets.token_hex(16)


@dataclass(frozen=True)
class SignOff:
    """The two people behind a revision, and the approved task if there was one."""

    submitter: User | None
    approver: User | None
    task_state_id: int | None = None
    waived: bool = False
    salt: str = field(default_factory=fresh_salt)


def last_editors(revision: Revision) -> set[int]:
    """Return the ids of the accounts that saved a Wagtail revision; the log keeps those of deleted accounts."""
    logged = PageLogEntry.objects.filter(revision=revision, action__in=WRITING).values_list("user_id", flat=True)
    return {editor for editor in (revision.user_id, *logged) if editor is not None}


def approval_of(revision: Revision) -> TaskState | None:
    """Return the task in which a second person approved exactly this revision."""
    editors = last_editors(revision)
    approved = TaskState.objects.filter(revision=revision, status=TaskState.STATUS_APPROVED).order_by("-finished_at")
    for task in approved.exclude(finished_by_id__in=editors).select_related("finished_by") if editors else ():
        if task.finished_by and may_promulgate(task.finished_by):
            return task
    return None


def approval_reasons(revision: Revision | None, *, waived: bool) -> Iterator[Reason]:
    """Yield the refusal of a revision that no second person has approved."""
    if waived or (revision and approval_of(revision)):
        return
    if revision and TaskState.objects.filter(revision=revision, status=TaskState.STATUS_APPROVED).exists():
        yield Reason("approval", _("The approval does not come from a second person, other than the last editor."))
    else:
        yield Reason("approval", _("The approval is missing: submit this draft to the approver."))


def sign_off_of(revision: Revision) -> SignOff:
    """Return who wrote a Wagtail revision and who approves it: the approved task, else the person now acting."""
    task = approval_of(revision)
    return SignOff(
        submitter=revision.user,
        approver=task.finished_by if task else get_active_log_context().user,
        task_state_id=task.pk if task else None,
        waived=task is None,
    )


def name_of(user: User | None) -> str:
    return (user.get_full_name() or user.get_username()) if user else ""
