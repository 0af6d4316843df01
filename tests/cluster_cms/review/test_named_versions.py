"""A version can have a name: the history tells it, nothing writes over it, and it is deleted with its page alone."""

from collections.abc import Callable

from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from wagtail.models import Page, Revision

from cluster_cms.review.version_names import VersionName, name_version
from cluster_cms.security.accounts import User
from home.models import CompanyPage
from tests.cluster_cms.review.conftest import LATER


def address(page: Page) -> str:
    return reverse("review_versions", args=[page.pk])


def test_marketing_names_the_draft_and_finds_it_in_the_history(draft: CompanyPage, editor: Client) -> None:
    editor.post(address(draft), {"name": "展示会用", "version": draft.latest_revision_id})
    draft.save_revision(log_action=True)
    history = reverse("wagtailadmin_pages:history", args=[draft.pk])
    everything = editor.get(history).content.decode()
    named = editor.get(history, {"action": "version.named"}).content.decode()
    assert "版に「展示会用」という名前を付けました" in named
    assert "名前の付いた版" in everything
    assert named.count("data-row") <= everything.count("data-row")


def test_saving_by_itself_does_not_write_over_it(draft: CompanyPage, marketing: User) -> None:
    named = draft.get_latest_revision()
    name_version(page=draft, revision=named, name="公開前の版", actor=marketing)
    draft.lead = LATER
    saved = draft.save_revision(user=marketing, overwrite_revision=named)
    assert saved.pk != named.pk
    assert draft.save_revision(user=marketing, overwrite_revision=saved).pk == saved.pk


def test_tidying_passes_over_it_and_deletes_the_others(draft: CompanyPage, marketing: User) -> None:
    named = draft.get_latest_revision()
    name_version(page=draft, revision=named, name="公開前の版", actor=marketing)
    other = draft.save_revision(user=marketing)
    draft.save_revision(user=marketing)
    call_command("purge_revisions", pages=True, verbosity=0)
    assert Revision.objects.filter(pk=named.pk).exists()
    assert not Revision.objects.filter(pk=other.pk).exists()


def test_with_its_page_it_goes(draft: CompanyPage, marketing: User) -> None:
    name_version(page=draft, revision=draft.get_latest_revision(), name="公開前の版", actor=marketing)
    draft.delete()
    assert not VersionName.objects.exists()


def test_another_name_takes_the_place_of_the_first(draft: CompanyPage, marketing: User) -> None:
    revision = draft.get_latest_revision()
    for name in ("仮の名前", "公開前の版"):
        name_version(page=draft, revision=revision, name=name, actor=marketing)
    assert VersionName.objects.get().name == "公開前の版"


def test_a_version_of_another_page_is_refused_and_the_typed_name_kept(
    draft: CompanyPage, editor: Client, home_page: Page, marketing: User
) -> None:
    other = home_page.save_revision(user=marketing)
    answer = editor.post(address(draft), {"name": "展示会用", "version": other.pk})
    assert answer.status_code == 422
    assert "展示会用" in answer.content.decode()
    assert not VersionName.objects.exists()


def test_who_may_not_edit_the_page_names_nothing(
    draft: CompanyPage, desk: User, signed_in: Callable[[User], Client], visitor: Client
) -> None:
    data = {"name": "x", "version": draft.latest_revision_id}
    assert signed_in(desk).post(address(draft), data).status_code in (302, 403)
    assert "/login/" in visitor.get(address(draft)).headers["Location"]
    assert not VersionName.objects.exists()
