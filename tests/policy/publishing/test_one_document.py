"""Both languages are one document: the English page is an alias that follows, and is edited at the source."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.test import Client
from django.urls import reverse
from wagtail.models import Locale

from cluster_cms.operations.bootstrap import bootstrap_site
from policy.models.revisions import PolicyRevision
from policy.pages import PolicyPage
from policy.text.refusal import PublicationRefused
from tests.policy.drafting import alias, good_draft, promulgated, saved, source

SignIn = Callable[[AbstractBaseUser], Client]


def test_one_publication_changes_both_languages(policy_page: PolicyPage, visitor: Client) -> None:
    promulgated(good_draft("Both at once."))
    assert "Both at once." in visitor.get("/privacy-policy/").text
    assert "Both at once." in visitor.get("/en/privacy-policy/").text
    assert alias().live


def test_each_language_has_its_title(policy_page: PolicyPage) -> None:
    assert (source().display_title(), alias().display_title()) == ("プライバシーポリシー", "Privacy policy")
    assert (alias().display_title("ja"), source().display_title("en")) == ("プライバシーポリシー", "Privacy policy")


def test_a_new_title_shows_from_the_day_it_is_in_force(policy_page: PolicyPage, clock: Any) -> None:
    clock.set("2027-12-01 10:00")
    page = good_draft()
    page.title, page.title_en = "個人情報保護方針", "Personal information policy"
    page.effective_on = clock.set("2027-12-01 10:00").date().replace(month=12, day=24)
    promulgated(page)
    assert alias().display_title() == "Privacy policy"
    clock.set("2027-12-24 00:00")
    assert (source().display_title(), alias().display_title()) == ("個人情報保護方針", "Personal information policy")


def test_editing_the_english_page_leads_to_the_document(legal: Any, signed_in: SignIn) -> None:
    answer = signed_in(legal).get(reverse("wagtailadmin_pages:edit", args=[alias().pk]))
    assert answer["Location"] == reverse("wagtailadmin_pages:edit", args=[source().pk])


def test_the_alias_cannot_become_a_page_of_its_own(approver: Any, signed_in: SignIn) -> None:
    answer = signed_in(approver).post(reverse("wagtailadmin_pages:convert_alias", args=[alias().pk]))
    assert answer.status_code == 409
    assert alias().alias_of_id == source().pk


def test_code_cannot_cut_the_alias_loose(policy_page: PolicyPage) -> None:
    page = alias()
    page.alias_of = None
    with pytest.raises(PublicationRefused) as refusal, transaction.atomic():
        page.save()
    assert refusal.value.reasons[0].code == "alias"


def test_it_is_never_translated(policy_page: PolicyPage) -> None:
    with pytest.raises(PublicationRefused):
        source().copy_for_translation(Locale.objects.get(language_code="en"))
    assert PolicyPage.objects.count() == 2


def test_bootstrapping_again_changes_nothing(policy_page: PolicyPage) -> None:
    before = list(PolicyPage.objects.values_list("pk", "live", "latest_revision_id"))
    bootstrap_site()
    assert list(PolicyPage.objects.values_list("pk", "live", "latest_revision_id")) == before
    assert PolicyRevision.objects.count() == 3


def test_the_preview_shows_the_draft_in_both_languages(legal: Any, signed_in: SignIn, language: str) -> None:
    saved(good_draft("Only a draft."), legal)
    client = signed_in(legal)
    answer = client.get(reverse("wagtailadmin_pages:view_draft", args=[source().pk]), {"mode": language})
    assert "Only a draft." in answer.text
    assert ("個人情報の利用目的" if language == "ja" else "Purpose of use") in answer.text


def test_no_draft_is_saved_under_the_english_address(policy_page: PolicyPage) -> None:
    with pytest.raises(PublicationRefused) as refusal:
        alias().save_revision()
    assert [reason.code for reason in refusal.value.reasons] == ["alias"]
