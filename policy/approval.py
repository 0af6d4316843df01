"""The approval step of the policy's workflow."""

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractGroupApprovalTask, Page, TaskState

from cluster_cms.accounts import User
from policy.refusal import PublicationRefused, Reason
from policy.sign_off import last_editors
from policy.site_settings import policy_settings

APPROVE = "approve"  # Wagtail's own name of the action


class LegalApprovalTask(AbstractGroupApprovalTask):
    """Approval by a group alone: being superuser is no membership."""

    class Meta:
        verbose_name = _("approval of the policy")
        verbose_name_plural = _("approvals of the policy")

    def user_can_access_editor(self, obj: Page, user: User) -> bool:
        return bool(self._user_in_groups(user))

    def locked_for_user(self, obj: Page, user: User) -> bool:
        return not self._user_in_groups(user)

    def get_actions(self, obj: Page, user: User) -> list[tuple[str, Any, bool]]:
        """Offer the decision to the group; nobody is offered to approve what they wrote last."""
        if not self._user_in_groups(user):
            return []
        actions = list(super().get_actions(obj, user))
        if policy_settings().approval_waived or user.pk not in last_editors(obj.latest_revision):
            return actions
        return [action for action in actions if action[0] != APPROVE]

    def on_action(self, task_state: TaskState, user: User, action_name: str, **kwargs: Any) -> Any:
        """Decide; a person who changed the text in the same form has not approved what was submitted.

        After a change by somebody else the consent counts for the text submitted, and the newest one is asked about.
        """
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
