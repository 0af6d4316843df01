"""Who may do what with the policy page."""

from datetime import datetime
from typing import Any

from wagtail.models import Page

from cluster_cms.oversight.new_powers import waits_until
from cluster_cms.pages.base_page import PagePermissions
from cluster_cms.security.accounts import APPROVER, LEGAL, User, is_member


def may_edit_policy(user: User) -> bool:
    return is_member(user, LEGAL, APPROVER)


def may_promulgate(user: User, *, at: datetime | None = None) -> bool:
    """Tell whether an approver may approve at an instant: not on the first day in new hands, unless confirmed."""
    return is_member(user, APPROVER) and waits_until(user, APPROVER, at=at) is None


class PolicyPermissionTester(PagePermissions):
    """Only Legal and Approver edit, only Approver publishes; a superuser in neither group does neither.

    Nobody deletes, unpublishes, moves, copies or schedules the policy.
    """

    def __init__(self, user: Any, page: Page) -> None:
        super().__init__(user, page)
        self.permissions: set[str] = getattr(self, "permissions", set())

    def can_edit(self) -> bool:
        return may_edit_policy(self.user) and bool(super().can_edit())

    def can_publish(self) -> bool:
        return may_promulgate(self.user) and bool(super().can_publish())

    def can_submit_for_moderation(self) -> bool:
        return may_edit_policy(self.user) and bool(super().can_submit_for_moderation())

    def can_lock(self) -> bool:
        return may_edit_policy(self.user) and bool(super().can_lock())

    def can_unlock(self) -> bool:
        return may_edit_policy(self.user) and bool(super().can_unlock())

    def never(self, *args: Any, **kwargs: Any) -> bool:
        """Return False: what the policy's address and history forbid to everybody."""
        return False

    can_delete = can_unpublish = can_move = can_move_to = can_copy = can_copy_to = never
    can_add_subpage = can_publish_subpage = can_unschedule = can_set_view_restrictions = never
