"""The checklist in the editor: every reason and warning for the saved draft, and the way to the field."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import AbstractBaseUser
from django.test import Client
from django.urls import reverse

from cluster_cms.pages.site_settings import CompanySettings
from tests.policy.drafting import good_draft, saved, source

SignIn = Callable[[AbstractBaseUser], Client]


@pytest.fixture
def shown(legal: Any, signed_in: SignIn) -> Callable[[str], str]:
    """Return what legal sees at an address, after a draft without English summary and kind was saved."""
    CompanySettings.objects.update(representative_en="")
    page = good_draft()
    page.summary_en, page.change_kind, page.warnings_reason = "", "", ""
    page.clauses[0].value["heading"]["en"] = ""
    saved(page, legal)
    client = signed_in(legal)
    return lambda address: client.get(address).text


def test_the_editor_shows_all_reasons_at_once(shown: Callable[[str], str]) -> None:
    text = shown(reverse("wagtailadmin_pages:edit", args=[source().pk]))
    for sentence in ("改定の要旨の英語がありません。", "改定の種類", "第1項の見出しの英語がありません。", "承認"):
        assert sentence in text


def test_reasons_lead_to_their_fields(shown: Callable[[str], str]) -> None:
    text = shown(reverse("policy_checklist"))
    for anchor in ("id_summary_en", "id_change_kind", "id_warnings_reason", f"block-{source().clauses[0].id}-section"):
        assert f'href="{reverse("policy_editor")}#{anchor}"' in text


def test_the_fragment_is_the_list_alone(shown: Callable[[str], str]) -> None:
    text = shown(f"{reverse('policy_checklist')}?fragment=1")
    assert "<html" not in text
    assert 'href="#id_summary_en"' in text


def test_only_legal_and_the_approver_see_it(marketing: Any, admin: Any, signed_in: SignIn) -> None:
    for person in (marketing, admin):
        assert signed_in(person).get(reverse("policy_checklist")).status_code == 302
