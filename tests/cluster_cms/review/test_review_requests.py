"""A review is asked of a colleague or a group: whoever is asked can act, others cannot, and nothing leads to nobody."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from wagtail.models import GroupApprovalTask, Workflow, WorkflowTask
from wagtail.test.utils.form_data import querydict_from_html

from cluster_cms.operations.bootstrap import bootstrap_site
from cluster_cms.pages.site_settings import default_site
from cluster_cms.review.publishing_rule import ReviewSettings, publishing_rights
from cluster_cms.review.review_requests import ReviewTask, ask_for_review
from cluster_cms.security.accounts import DESK, MARKETING, User
from home.models import CompanyPage

SignIn = Callable[[User], Client]


def ask_address(page: CompanyPage) -> str:
    return reverse("review_ask", args=[page.pk])


def edit_address(page: CompanyPage) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def stored(page: CompanyPage) -> CompanyPage:
    return CompanyPage.objects.get(pk=page.pk)


def decide(client: Client, page: CompanyPage, action: str = "approve") -> int:
    state = stored(page).current_workflow_task_state
    address = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, action, state.pk])
    return client.post(address, {"comment": "数字を確かめてください。"}).status_code


def test_a_colleague_who_is_asked_publishes_by_approving(
    draft: CompanyPage, editor: Client, colleague: User, signed_in: SignIn
) -> None:
    answer = editor.post(ask_address(draft), {"whom": f"person:{colleague.pk}", "note": "数字をお願いします。"})
    assert answer.headers["Location"] == edit_address(draft)
    assert decide(signed_in(colleague), draft) == 302
    assert stored(draft).live


def test_who_was_not_asked_cannot_approve(
    draft: CompanyPage, editor: Client, colleague: User, signed_in: SignIn, marketing: User
) -> None:
    ask_for_review(page=draft, reviewer=colleague, group=None, note="", actor=marketing)
    task = stored(draft).current_workflow_task.specific
    assert task.get_actions(stored(draft), marketing) == []
    decide(editor, draft)
    assert not stored(draft).live
    assert not task.get_task_states_user_can_moderate(marketing)
    assert task.get_task_states_user_can_moderate(colleague).count() == 1


def test_changes_are_asked_for_and_the_page_is_given_back(
    draft: CompanyPage, editor: Client, colleague: User, signed_in: SignIn
) -> None:
    editor.post(ask_address(draft), {"whom": f"person:{colleague.pk}"})
    decide(signed_in(colleague), draft, "reject")
    assert not stored(draft).live
    editor.post(ask_address(draft), {"whom": f"person:{colleague.pk}"})
    assert stored(draft).workflow_in_progress


def test_somebody_can_be_asked_who_only_reviews(
    draft: CompanyPage, editor: Client, desk: User, signed_in: SignIn
) -> None:
    ReviewTask.objects.get().groups.add(Group.objects.get(name=DESK))
    assert f"person:{desk.pk}" in editor.get(ask_address(draft)).content.decode()
    editor.post(ask_address(draft), {"whom": f"person:{desk.pk}"})
    assert signed_in(desk).get(edit_address(draft)).status_code == 200
    assert decide(signed_in(desk), draft) == 302
    assert stored(draft).live


def test_without_a_colleague_the_screen_says_so(draft: CompanyPage, editor: Client, marketing: User) -> None:
    User.objects.filter(groups__name=MARKETING).exclude(pk=marketing.pk).update(is_active=False)
    assert "このページを確認できる人が、ほかにいません" in editor.get(ask_address(draft)).content.decode()
    assert editor.post(ask_address(draft), {"whom": f"person:{marketing.pk}"}).status_code == 422
    assert not stored(draft).workflow_in_progress


def test_the_button_of_the_editor_saves_and_leads_to_the_question(draft: CompanyPage, editor: Client) -> None:
    page = editor.get(edit_address(draft)).content.decode()
    assert 'name="action-ask-review"' in page
    assert 'name="action-submit"' not in page
    data = querydict_from_html(page, form_id="page-edit-form").dict()
    answer = editor.post(edit_address(draft), data | {"body-count": "0", "action-ask-review": "1"})
    assert answer.headers["Location"] == ask_address(draft)


def test_a_workflow_that_leads_to_nobody_offers_no_button(draft: CompanyPage, editor: Client) -> None:
    empty = GroupApprovalTask.objects.create(name="空")
    empty.groups.add(Group.objects.create(name="誰もいない"))
    workflow = Workflow.objects.create(name="空")
    WorkflowTask.objects.create(workflow=workflow, task=empty)
    workflow.workflow_pages.create(page=draft)
    page = editor.get(edit_address(draft)).content.decode()
    assert 'name="action-submit"' not in page
    assert 'name="action-ask-review"' not in page


def test_bootstrap_makes_one_workflow_and_retires_those_without_reviewers(database: None) -> None:
    sample = Workflow.objects.create(name="Moderators approval")
    WorkflowTask.objects.create(workflow=sample, task=GroupApprovalTask.objects.create(name="Moderators"))
    bootstrap_site()
    bootstrap_site()
    assert ReviewTask.objects.count() == 1
    assert not Workflow.objects.get(pk=sample.pk).active
    assert default_site().root_page.get_workflow().name == "確認を依頼する"


@pytest.fixture
def second_person(database: None) -> ReviewSettings:
    settings = ReviewSettings.for_site(default_site())
    settings.second_person = True
    settings.save()
    return settings


def test_marketing_publishes_at_once_unless_the_setting_says_otherwise(
    draft: CompanyPage, marketing: User, second_person: ReviewSettings
) -> None:
    bootstrap_site()
    assert not draft.permissions_for_user(User.objects.get(pk=marketing.pk)).can_publish()
    second_person.second_person = False
    second_person.save()
    assert draft.permissions_for_user(User.objects.get(pk=marketing.pk)).can_publish()
    assert publishing_rights().count() == 2


def test_with_the_setting_nobody_approves_their_own_text(
    draft: CompanyPage, marketing: User, colleague: User, second_person: ReviewSettings, signed_in: SignIn
) -> None:
    group = Group.objects.get(name=MARKETING)
    ask_for_review(page=draft, reviewer=None, group=group, note="", actor=marketing)
    page, task = stored(draft), stored(draft).current_workflow_task.specific
    assert "approve" not in {name for name, _label, _modal in task.get_actions(page, marketing)}
    decide(signed_in(marketing), draft)
    assert not stored(draft).live
    decide(signed_in(colleague), draft)
    assert stored(draft).live


def test_who_may_not_edit_the_page_asks_for_nothing(
    draft: CompanyPage, desk: User, signed_in: SignIn, visitor: Client
) -> None:
    assert signed_in(desk).get(ask_address(draft)).status_code in (302, 403)
    assert "/login/" in visitor.get(ask_address(draft)).headers["Location"]
