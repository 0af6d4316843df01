"""The company's own workflow on both home pages, and no workflow that leads to nobody."""

from django.contrib.auth.models import Group
from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.models import GroupApprovalTask, Page, Workflow, WorkflowPage, WorkflowTask

from cluster_cms.pages.languages import JAPANESE
from cluster_cms.pages.site_settings import default_site
from cluster_cms.review.publishing_rule import keep_rule
from cluster_cms.review.review_requests import ReviewTask
from cluster_cms.security.accounts import MARKETING


def prepare_reviews() -> None:
    """Make the workflow by which a review is asked for, where it is missing; for the hook `register_bootstrap`."""
    retire_empty_workflows()
    if not ReviewTask.objects.exists():
        make_workflow()
    keep_rule()


def retire_empty_workflows() -> None:
    """Deactivate workflows with a step that no group can take, such as the one that Wagtail's migrations make."""
    for task in GroupApprovalTask.objects.filter(groups=None):
        for workflow in Workflow.objects.filter(workflow_tasks__task_id=task.pk, active=True):
            workflow.deactivate()
        task.deactivate()


def make_workflow() -> None:
    """Make the workflow. Names are in the site's own language: staff see them as they are stored."""
    with translation.override(JAPANESE):
        names = {"workflow": _("Ask for a review"), "task": _("Review by a colleague")}
    task = ReviewTask.objects.create(name=names["task"])
    task.groups.set([Group.objects.get(name=MARKETING)])
    workflow = Workflow.objects.create(name=names["workflow"])
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    root = default_site().root_page
    for home in Page.objects.filter(translation_key=root.translation_key):
        WorkflowPage.objects.get_or_create(page=home, defaults={"workflow": workflow})
