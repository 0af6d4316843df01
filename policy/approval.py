"""The approval step of the policy's workflow."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractGroupApprovalTask, Page, TaskState

from cluster_cms.accounts import User


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
        return list(super().get_actions(obj, user)) if self._user_in_groups(user) else []

    def get_task_states_user_can_moderate(self, user: User, **kwargs: Any) -> Any:
        if not self._user_in_groups(user):
            return TaskState.objects.none()
        return super().get_task_states_user_can_moderate(user, **kwargs)

    @classmethod
    def get_description(cls) -> str:
        return str(_("Members of the chosen groups approve the policy; approving promulgates it."))
