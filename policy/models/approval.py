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
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.log_actions import get_active_log_context
from wagtail.models import AbstractGroupApprovalTask, Page, Revision, TaskState

from cluster_cms.clock import TOKYO
from cluster_cms.oversight.new_powers import switch_waits_until, waits_until
from cluster_cms.pages.site_settings import default_site
from cluster_cms.security.accounts import APPROVER, User, is_member
from policy.models.writers import editors_of, writers, wrote
from policy.permissions import may_promulgate
from policy.text.refusal import PublicationRefused, Reason

SUPERUSERS_ONLY = "superuser"
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


def approval_of(revision: Revision) -> TaskState | None:
    """Return the task in which somebody approved exactly this revision who wrote no part of what it changes."""
    wrote_it = {writer.account for writer in writers(revision)} | editors_of(revision)
    approved = TaskState.objects.filter(revision=revision, status=TaskState.STATUS_APPROVED).order_by("-finished_at")
    for task in approved.exclude(finished_by_id__in=wrote_it).select_related("finished_by") if wrote_it else ():
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


def why_no_approver(user: User) -> str:
    """Return why somebody may approve nothing now, in the active language; empty where they may."""
    if not is_member(user, APPROVER):
        return _("The approvers decide: %(names)s.") % {"names": names_of_approvers()}
    if until := waits_until(user, APPROVER):
        return wait_sentence(until)
    return ""


def why_not_approve(page: Page, user: User) -> str:
    """Return why somebody may not approve the newest draft, in the active language; empty where they may."""
    if sentence := why_no_approver(user):
        return sentence
    if not policy_settings().waiver_in_effect and wrote(page.latest_revision, user.pk):
        others = names_of_approvers(without=user)
        sentence = _("You wrote a part of what this draft changes, so that somebody else has to approve it: %(names)s.")
        return sentence % {"names": others or _("there is no other approver; the system administrator can name one")}
    return ""


def names_of_approvers(*, without: User | None = None) -> str:
    """Return the names of the accounts that can approve, but for one."""
    found = User.objects.filter(groups__name=APPROVER, is_active=True).order_by("pk")
    return _(", ").join(display_name(user) for user in found if user != without)


class LegalApprovalTask(AbstractGroupApprovalTask):
    """Approval by a group alone: being superuser is no membership."""

    class Meta:
        verbose_name = gettext_lazy("approval of the policy")
        verbose_name_plural = gettext_lazy("approvals of the policy")

    def user_can_access_editor(self, obj: Page, user: User) -> bool:
        return bool(self._user_in_groups(user))

    def locked_for_user(self, obj: Page, user: User) -> bool:
        return not self._user_in_groups(user)

    def may_decide(self, page: Page, user: User) -> bool:
        return not why_not_approve(page, user)

    def get_actions(self, obj: Page, user: User) -> list[tuple[str, Any, bool]]:
        """Return nothing: it is decided on the screen that shows what is decided, not in a dialog over the editor."""
        return []

    def on_action(self, task_state: TaskState, user: User, action_name: str, **kwargs: Any) -> Any:
        """Decide about the newest draft. Raises PublicationRefused where this person may not approve it."""
        if action_name == APPROVE and (sentence := why_not_approve(task_state.workflow_state.content_object, user)):
            raise PublicationRefused([Reason("approver", sentence)])
        return super().on_action(task_state, user, action_name, **kwargs)

    def get_task_states_user_can_moderate(self, user: User, **kwargs: Any) -> Any:
        if not self._user_in_groups(user):
            return TaskState.objects.none()
        return super().get_task_states_user_can_moderate(user, **kwargs)

    @classmethod
    def get_description(cls) -> str:
        return str(_("Members of the chosen groups approve the policy; approving promulgates it."))
