"""Creates what the policy needs on every site: its page and English alias, rights, and the approval workflow."""

from django.contrib.auth.models import Group
from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.actions.create_alias import CreatePageAliasAction
from wagtail.models import Locale, Workflow, WorkflowPage, WorkflowTask

from cluster_cms.pages.languages import ENGLISH, JAPANESE
from cluster_cms.pages.navigation import home_page
from cluster_cms.security.accounts import APPROVER, LEGAL, grant, grant_on_page
from policy.models.approval import LegalApprovalTask
from policy.pages import PolicyPage

SLUG = "privacy-policy"


def prepare() -> None:
    """Make what is missing, and leave the rest as it is. Runs in the transaction of `bootstrap_site`."""
    page = PolicyPage.objects.filter(alias_of=None).first() or make_page()
    alias = PolicyPage.objects.filter(alias_of=page).first() or make_alias(page)
    for group in (LEGAL, APPROVER):
        grant(group, "policy.change_policysettings")
    for one in (page, alias):
        grant_on_page(LEGAL, one, "change_page")
        grant_on_page(APPROVER, one, "change_page", "publish_page")
    if not WorkflowPage.objects.filter(page_id=page.pk).exists():
        attach_workflow(page)


def make_page() -> PolicyPage:
    """Add the policy below the Japanese home page, as an empty draft."""
    home = home_page(JAPANESE)
    if home is None:
        raise LookupError("There is no live Japanese home page to put the policy under.")
    titles = {language: in_language(language) for language in (JAPANESE, ENGLISH)}
    page = PolicyPage(
        title=titles[JAPANESE], title_en=titles[ENGLISH], slug=SLUG, live=False, has_unpublished_changes=True
    )
    home.add_child(instance=page)
    return page


def in_language(language: str) -> str:
    with translation.override(language):
        return _("Privacy policy")


def make_alias(page: PolicyPage) -> PolicyPage:
    """Add the English address of the same document. Straight through the action: the page itself refuses aliases."""
    locale = Locale.objects.get(language_code=ENGLISH)
    alias: PolicyPage = CreatePageAliasAction(
        page, parent=home_page(ENGLISH), update_slug=SLUG, update_locale=locale, reset_translation_key=False
    ).execute(skip_permission_checks=True)
    return alias


def attach_workflow(page: PolicyPage) -> None:
    """Let each revision pass the approver. Names are in the site's own language: staff see them as they are stored."""
    with translation.override(JAPANESE):
        names = {"workflow": _("Legal approval"), "task": _("Approval and promulgation")}
    task = LegalApprovalTask.objects.create(name=names["task"])
    task.groups.set([Group.objects.get(name=APPROVER)])
    workflow = Workflow.objects.create(name=names["workflow"])
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    WorkflowPage.objects.create(workflow=workflow, page_id=page.pk)
