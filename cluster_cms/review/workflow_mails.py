"""Mails of workflows, in place of Wagtail's: through the outbox, in the receiver's language, to who can act on it."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.utils import get_user_display_name
from wagtail.models import AbstractGroupApprovalTask, TaskState, WorkflowState
from wagtail.signals import task_submitted, workflow_approved, workflow_rejected, workflow_submitted
from wagtail.users.models import UserProfile

from cluster_cms.mail.kinds import Letter, MailKind
from cluster_cms.mail.outbox import OutboxMail, queue_mails
from cluster_cms.oversight.recording import notices_are_off
from cluster_cms.review.review_requests import APPROVE, ReviewRequest, ReviewTask
from cluster_cms.security.accounts import User, language_of

ASKED, DECIDED = "review.asked", "review.decided"


def may_approve(state: TaskState, person: User) -> bool:
    """Tell whether somebody can act on a step of a workflow now."""
    page, task = state.workflow_state.content_object, state.task.specific
    if not page or not person.is_active:
        return False
    if hasattr(task, "may_decide"):  # a task that is decided on a screen of its own offers Wagtail no action
        return bool(task.may_decide(page, person))
    return any(name == APPROVE for name, _label, _modal in task.get_actions(page, person))


def people_of(state: TaskState) -> Iterable[User]:
    """Return the people to whom a step is given; a superuser is none of them by that alone."""
    task, page = state.task.specific, state.workflow_state.content_object
    if isinstance(task, ReviewTask):
        return task.reviewers(page)
    if isinstance(task, AbstractGroupApprovalTask):
        return User.objects.filter(groups__in=task.groups.all()).distinct().order_by("pk")
    return []


def wants(person: User, notification: str) -> bool:
    """Tell whether somebody can be written to, and has not declined this kind in the settings of the account."""
    return bool(
        person.is_active and person.email and getattr(UserProfile.get_for_user(person), f"{notification}_notifications")
    )


@transaction.atomic
def tell_reviewers(instance: TaskState, user: User | None = None, **_signal: Any) -> None:
    """Queue a mail to everybody who can approve what was submitted, except to who submitted it."""
    if notices_are_off():
        return
    asked = [one for one in people_of(instance) if one != user and wants(one, "submitted")]
    queue_mails(mail(ASKED, instance.workflow_state, instance.pk, one) for one in asked if may_approve(instance, one))


@transaction.atomic
def tell_asker(instance: WorkflowState, user: User | None = None, **_signal: Any) -> None:
    """Queue a mail to who asked for a review when somebody else has decided."""
    asker = None if notices_are_off() else instance.requested_by
    approved = instance.status == WorkflowState.STATUS_APPROVED
    if asker and asker != user and wants(asker, "approved" if approved else "rejected"):
        queue_mails([mail(DECIDED, instance, instance.current_task_state.pk, asker)])


def mail(kind: str, state: WorkflowState, step: int, person: User) -> OutboxMail:
    subject = f"page:{state.object_id}"
    return OutboxMail(kind=kind, subject=subject, record=f"{step}:{person.pk}", language=language_of(person))


def workflow_mails() -> tuple[MailKind, MailKind]:
    return (
        MailKind(ASKED, gettext_lazy("Request to review a page"), write_request),
        MailKind(DECIDED, gettext_lazy("Answer to a request for a review"), write_answer),
    )


def request_mail() -> MailKind:
    return workflow_mails()[0]


def answer_mail() -> MailKind:
    return workflow_mails()[1]


def read(mail: OutboxMail) -> tuple[TaskState, User] | None:
    """Return step and person of a mail; None where the page, the step or the person is gone."""
    step, _colon, person = mail.record.partition(":")
    state = TaskState.objects.filter(pk=step).select_related("workflow_state").first()
    user = User.objects.filter(pk=person, is_active=True).exclude(email="").first()
    return (state, user) if state and user and state.workflow_state.content_object else None


def words_of(state: TaskState) -> dict[str, str]:
    page = state.workflow_state.content_object
    return {"title": page.draft_title or page.title, "address": f"{settings.SITE_URL}{page.specific.review_address()}"}


def write_request(mail: OutboxMail) -> Letter | None:
    """Write to somebody who can act; None when it was decided meanwhile, or by now somebody else is asked."""
    found = read(mail)
    if found is None or found[0].status != TaskState.STATUS_IN_PROGRESS or not may_approve(*found):
        return None
    state, person = found
    note = ReviewRequest.objects.filter(page_id=state.workflow_state.object_id).values_list("note", flat=True).first()
    words = words_of(state) | {
        "who": get_user_display_name(state.workflow_state.requested_by),
        "note": f"{note}\n\n" if note else "",
    }
    text = _("%(who)s asks you to review “%(title)s”.\n\n%(note)sPlease approve it or ask for changes:\n%(address)s\n")
    return Letter(person.email, _("Please review: %(title)s") % words, text % words)


def write_answer(mail: OutboxMail) -> Letter | None:
    """Write to who asked what was decided, by whom, and with which comment."""
    found = read(mail)
    if found is None:
        return None
    state, person = found
    approved = state.status == TaskState.STATUS_APPROVED
    comment = state.get_comment()
    words = words_of(state) | {
        "who": get_user_display_name(state.finished_by),
        "comment": f"{comment}\n\n" if comment else "",
    }
    subject = _("Approved: %(title)s") if approved else _("Changes are asked for: %(title)s")
    text = (
        _("%(who)s has approved “%(title)s”.\n\n%(comment)s%(address)s\n")
        if approved
        else _("%(who)s asks for changes in “%(title)s”.\n\n%(comment)s%(address)s\n")
    )
    return Letter(person.email, subject % words, text % words)


def listen() -> None:
    """Take the place of Wagtail's own receivers, whichever of the two connects first: they bear the same names."""
    for signal, sender, name, receiver in (
        (task_submitted, TaskState, "group_approval_task_submitted_email_notification", tell_reviewers),
        (workflow_submitted, WorkflowState, "workflow_state_submitted_email_notification", tell_nobody),
        (workflow_rejected, WorkflowState, "workflow_state_rejected_email_notification", tell_asker),
        (workflow_approved, WorkflowState, "workflow_state_approved_email_notification", tell_asker),
    ):
        signal.disconnect(sender=sender, dispatch_uid=name)
        signal.connect(receiver, sender=sender, dispatch_uid=name)


def tell_nobody(**_signal: Any) -> None:
    """Send nothing: Wagtail writes to every superuser, whom nobody has asked."""
