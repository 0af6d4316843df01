"""Who submitted and who approved a revision, as text and plain ids: accounts may be deleted, the record stays."""

import secrets
from dataclasses import dataclass, field

from wagtail.log_actions import get_active_log_context
from wagtail.models import Revision, TaskState

from cluster_cms.accounts import User


@dataclass(frozen=True)
class SignOff:
    """The two people behind a revision, and the approved task if there was one."""

    submitter: User | None
    approver: User | None
    task_state_id: int | None = None
    salt: str = field(default_factory=lambda: secrets.token_hex(16))


def sign_off_of(revision: Revision) -> SignOff:
    """Return who wrote a Wagtail revision and who approves it: the approved task, else the person now acting."""
    task = (
        TaskState.objects.filter(revision=revision, status=TaskState.STATUS_APPROVED).order_by("-finished_at").first()
    )
    return SignOff(
        submitter=revision.user,
        approver=task.finished_by if task else get_active_log_context().user,
        task_state_id=task.pk if task else None,
    )


def name_of(user: User | None) -> str:
    return (user.get_full_name() or user.get_username()) if user else ""
