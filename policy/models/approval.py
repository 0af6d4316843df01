"""How revisions are approved: the site settings, the workflow's approval step, who submitted and who approved."""

import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.formats import date_format
from django.utils.text import format_lazy
from django.utils.translation import gettext, gettext_lazy, pgettext
from django.utils.translation import gettext as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.log_actions import get_active_log_context
from wagtail.models import AbstractGroupApprovalTask, Page, PageLogEntry, Revision, TaskState

from cluster_cms.clock import TOKYO
from cluster_cms.oversight.new_powers import switch_waits_until, waits_until
from cluster_cms.pages.site_settings import default_site
from cluster_cms.security.accounts import APPROVER, User
from policy.permissions import may_promulgate
from policy.text.refusal import PublicationRefused, Reason

SUPERUSERS_ONLY = "superuser"
WRITING = ("wagtail.create", "wagtail.edit", "wagtail.revert")
WAIVER_HELP = gettext_lazy(
    "For a company in which one person does it all: a revision needs no approval by a second person. "
    "The record of each such revision says so, for everybody to read."
)
WAIVER_WAIT = gettext_lazy(
    "It takes effect a day after it is switched on; the privacy officer can confirm it earlier, under Settings, "
    "Waiting for a second person."
)
APPROVE = "approve"  # Wagtail's own name of the action


@register_setting(icon="doc-full", order=120)
class PolicySettings(BaseSiteSetting):
    """The rules of the house for revisions. Only a superuser grants the waiver, and cannot publish by that alone."""

    notice_days = models.PositiveSmallIntegerField(
        gettext_lazy("days of notice before a change of purpose"),
        default=30,
        validators=[MaxValueValidator(365)],
        help_text=gettext_lazy("A change of purpose takes effect at least this many days after it is announced."),
    )
    approval_waived = models.BooleanField(
        gettext_lazy("one person may publish alone"),
        default=False,
        help_text=WAIVER_HELP,
    )
    new_text_left = models.BooleanField(
        gettext_lazy("new text in the left column of the comparison table"),
        default=True,
        help_text=gettext_lazy("Law offices differ in this; most Japanese tables have the new text on the left."),
    )

    panels = [
        FieldPanel("notice_days"),
        FieldPanel("new_text_left"),
        FieldPanel(
            "approval_waived", permission=SUPERUSERS_ONLY, help_text=format_lazy("{} {}", WAIVER_HELP, WAIVER_WAIT)
        ),
    ]

    class Meta:
        verbose_name = gettext_lazy("privacy policy")

    def __str__(self) -> str:
        return "policy"

    @property
    def waiver_in_effect(self) -> bool:
        """Tell whether one person may publish alone: not on the first day, unless the privacy officer has confirmed."""
        return self.approval_waived and switch_waits_until(self) is None


def policy_settings() -> PolicySettings:
    """Return the settings of the site, or their defaults; writes nothing."""
    site = default_site()
    return PolicySettings.objects.filter(site=site).first() or PolicySettings(site=site)


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
        if task.finished_by and may_promulgate(task.finished_by, at=task.finished_at):
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


def display_name(user: User | None) -> str:
    return (user.get_full_name() or user.get_username()) if user else ""


def wait_sentence(until: datetime) -> str:
    """Return why somebody may not approve yet, until when, and who can end the wait."""
    sentence = _(
        "You have been an approver, or have had this password, email address or second factor, for less than a day. "
        "You may approve from %(until)s. The privacy officer, or somebody who was an approver before, can confirm you "
        "earlier, under Settings, Waiting for a second person."
    )
    return sentence % {"until": date_format(until.astimezone(TOKYO), pgettext("format of a moment", "j F Y, H:i"))}


class LegalApprovalTask(AbstractGroupApprovalTask):
    """Approval by a group alone: being superuser is no membership."""

    class Meta:
        verbose_name = gettext_lazy("approval of the policy")
        verbose_name_plural = gettext_lazy("approvals of the policy")

    def user_can_access_editor(self, obj: Page, user: User) -> bool:
        return bool(self._user_in_groups(user))

    def locked_for_user(self, obj: Page, user: User) -> bool:
        return not self._user_in_groups(user)

    def get_actions(self, obj: Page, user: User) -> list[tuple[str, Any, bool]]:
        """Offer the decision to the group; nobody is offered to approve what they wrote last."""
        if not self._user_in_groups(user):
            return []
        actions = list(super().get_actions(obj, user))
        if not may_promulgate(user):
            return [action for action in actions if action[0] != APPROVE]
        if policy_settings().waiver_in_effect or user.pk not in last_editors(obj.latest_revision):
            return actions
        return [action for action in actions if action[0] != APPROVE]

    def on_action(self, task_state: TaskState, user: User, action_name: str, **kwargs: Any) -> Any:
        """Decide; a person who changed the text in the same form has not approved what was submitted.

        After a change by somebody else the consent counts for the text submitted, and the newest one is asked about.
        """
        if action_name == APPROVE and (until := waits_until(user, APPROVER)):
            raise PublicationRefused([Reason("new_approver", wait_sentence(until))])
        newest = task_state.workflow_state.content_object.latest_revision
        if action_name == APPROVE and task_state.revision_id != newest.pk and user.pk in last_editors(newest):
            sentence = gettext("The text was changed since it was submitted. Let another person approve the change.")
            raise PublicationRefused([Reason("edited", sentence)])
        return super().on_action(task_state, user, action_name, **kwargs)

    def get_task_states_user_can_moderate(self, user: User, **kwargs: Any) -> Any:
        if not self._user_in_groups(user):
            return TaskState.objects.none()
        return super().get_task_states_user_can_moderate(user, **kwargs)

    @classmethod
    def get_description(cls) -> str:
        return str(_("Members of the chosen groups approve the policy; approving promulgates it."))
