"""Asking a colleague or a group to review a page: the step of a workflow, and who was last asked about each page."""

from typing import Any

from django.contrib.auth.models import Group
from django.db import models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import AbstractGroupApprovalTask, Page, TaskState, Workflow, WorkflowState

from cluster_cms.review.publishing_rule import second_person_needed
from cluster_cms.security.accounts import User

APPROVE = "approve"  # Wagtail's own name of the action


class ReviewRequest(models.Model):
    """Who is asked to review a page: one colleague, one group, or without both the groups of the step."""

    page = models.OneToOneField("wagtailcore.Page", on_delete=models.CASCADE, related_name="+")
    reviewer = models.ForeignKey(User, null=True, on_delete=models.CASCADE, related_name="+")
    group = models.ForeignKey(Group, null=True, on_delete=models.CASCADE, related_name="+")
    note = models.TextField(max_length=1000, blank=True)

    class Meta:
        default_permissions = ()
        verbose_name = gettext_lazy("request for a review")
        verbose_name_plural = gettext_lazy("requests for a review")

    def __str__(self) -> str:
        return f"review request {self.pk}"


class ReviewTask(AbstractGroupApprovalTask):
    """A review by whoever was asked, among the members of the chosen groups."""

    publishes_without_right = True  # see review.finishing

    class Meta:
        verbose_name = gettext_lazy("review by a colleague or group")
        verbose_name_plural = gettext_lazy("reviews by a colleague or group")

    @classmethod
    def get_description(cls) -> str:
        return str(_("Whoever was asked among the members of the chosen groups approves the page or sends it back."))

    def may_review(self, page: Any, user: User) -> bool:
        """Tell whether somebody was asked to review a page; a superuser may always."""
        return user.is_active and (user.is_superuser or self.reviewers(page).filter(pk=user.pk).exists())

    def colleagues(self) -> "models.QuerySet[User]":
        """Return everybody who can be asked."""
        return User.objects.filter(groups__in=self.groups.all(), is_active=True).distinct().order_by("pk")

    def reviewers(self, page: Page) -> "models.QuerySet[User]":
        """Return who was asked to review a page."""
        request = ReviewRequest.objects.filter(page_id=page.pk).first()
        colleagues = self.colleagues()
        if request and request.reviewer_id:
            return colleagues.filter(pk=request.reviewer_id)
        if request and request.group_id:
            return colleagues.filter(groups=request.group_id)
        return colleagues

    def user_can_access_editor(self, obj: Any, user: User) -> bool:
        return self.may_review(obj, user)

    def locked_for_user(self, obj: Any, user: User) -> bool:
        return not self.may_review(obj, user)

    def user_can_lock(self, obj: Any, user: User) -> bool:
        return self.may_review(obj, user)

    def get_actions(self, obj: Any, user: User) -> list[tuple[str, Any, bool]]:
        """Offer the decision to whoever was asked; no approval of one's own text where a second person is needed."""
        if not self.may_review(obj, user):
            return []
        actions = list(super().get_actions(obj, user))
        own = obj.latest_revision is not None and obj.latest_revision.user_id == user.pk
        return [action for action in actions if action[0] != APPROVE] if own and second_person_needed() else actions

    def get_task_states_user_can_moderate(self, user: User, **kwargs: Any) -> Any:
        """Return the reviews that wait for somebody."""
        waiting = self.task_states.filter(status=TaskState.STATUS_IN_PROGRESS).select_related("workflow_state")
        pages = [(state.pk, state.workflow_state.content_object) for state in waiting]
        return waiting.filter(pk__in=[pk for pk, page in pages if page and self.may_review(page, user)])


def review_task_of(page: Page) -> ReviewTask | None:
    """Return the step by which a page is reviewed; None where its workflow begins with another kind of step."""
    workflow = page.get_workflow()
    first = workflow.tasks.first() if workflow else None
    found = first.specific if first else None
    return found if isinstance(found, ReviewTask) else None


def candidates(task: ReviewTask, asker: User) -> list[User]:
    """Return the colleagues whom somebody can ask."""
    return list(task.colleagues().exclude(pk=asker.pk))


def groups_to_ask(task: ReviewTask, asker: User) -> list[Group]:
    """Return the groups in which there is anybody else to ask."""
    others = task.colleagues().exclude(pk=asker.pk)
    return [group for group in task.groups.order_by("name") if others.filter(groups=group).exists()]


@transaction.atomic
def ask_for_review(*, page: Page, reviewer: User | None, group: Group | None, note: str, actor: User) -> WorkflowState:
    """Give the newest draft of a page to a colleague or a group, who are told by mail.

    Raises LookupError for a page that no workflow covers.
    """
    workflow: Workflow | None = page.get_workflow()
    if workflow is None:
        raise LookupError("No workflow covers this page.")
    asked = {"reviewer": reviewer, "group": None if reviewer else group, "note": note}
    ReviewRequest.objects.update_or_create(page_id=page.pk, defaults=asked)
    state: WorkflowState | None = page.current_workflow_state
    if state and state.status == WorkflowState.STATUS_NEEDS_CHANGES:
        state.resume(user=actor)
        return state
    started: WorkflowState = workflow.start(page, actor)
    return started
