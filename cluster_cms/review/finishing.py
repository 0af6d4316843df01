"""What Wagtail calls when the last step of a workflow has approved: it publishes the newest draft.

Named in the settings as `WAGTAIL_FINISH_WORKFLOW_ACTION`, and imported while Wagtail's models are being defined:
nothing is imported here that needs them.

Wagtail's own function asks whether whoever approved may publish the page. For the policy that is right: its approvers
have the right, and lose it on their first day in new hands. A review by a colleague is another matter: the right to
decide comes from being asked. A head of department who only approves needs no right on pages, and where a second
person is needed nobody in marketing has the right to publish.
"""

from typing import Any


def publish_approved(workflow_state: Any, user: Any = None) -> None:
    """Publish what a workflow has approved, or schedule it where the draft has a time to go live.

    `user` is who approved. A step whose class states `publishes_without_right` needs no right to publish; every other
    one does, and raises Wagtail's PublishPagePermissionError without it.
    """
    step = workflow_state.current_task_state.task.specific
    reviewed = getattr(step, "publishes_without_right", False)
    revision = workflow_state.content_object.get_latest_revision()
    revision.publish(user=user, skip_permission_checks=reviewed)
