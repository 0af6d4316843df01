"""What was promulgated stays as it was, whatever happens around it."""

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client, override_settings

from cluster_cms.pages.site_settings import CompanySettings, DeskSettings
from policy.models.revisions import PolicyRevision
from policy.pages import PolicyPage
from policy.text import rendering
from tests.policy.drafting import good_draft, promulgated


def test_the_old_text_names_the_desk_of_its_day(policy_page: PolicyPage, visitor: Client) -> None:
    before = DeskSettings.objects.get().phone
    DeskSettings.objects.update(phone="06-9999-9999")
    CompanySettings.objects.update(name_en="Another Company Ltd.")
    text = visitor.get("/en/privacy-policy/v/3/").text
    frozen = text[text.index('class="clauses"') : text.index('class="hash"')]
    assert before in frozen
    assert "06-9999-9999" not in frozen
    assert "Another Company" not in frozen


def test_another_template_leaves_the_old_text_untouched(
    policy_page: PolicyPage, tmp_path: Path, visitor: Client
) -> None:
    row = PolicyRevision.objects.get(number=3)
    (tmp_path / "policy").mkdir()
    (tmp_path / "policy" / "fragment.html").write_text("<p>A new look.</p>")
    templates = [{**settings.TEMPLATES[0], "DIRS": [tmp_path]}]
    with override_settings(TEMPLATES=templates):
        assert rendering.fragment(row.content, "ja") == "<p>A new look.</p>"
        assert row.html_ja in visitor.get("/privacy-policy/v/3/").text
        assert "A new look." not in visitor.get("/privacy-policy/").text


def test_a_fragment_is_made_from_the_canonical_text_alone(policy_page: PolicyPage, language: str) -> None:
    row = PolicyRevision.objects.get(number=3)
    DeskSettings.objects.update(phone="06-9999-9999")
    assert rendering.fragment(row.content, language) == row.html(language)


HOSTILE = "<script>alert(1)</script>\"'&"


@pytest.mark.parametrize("field", ["heading", "lead", "closing"])
def test_a_script_in_any_field_stays_text(field: str, policy_page: PolicyPage, visitor: Client, language: str) -> None:
    page = good_draft()
    page.clauses[1].value[field].update(ja=HOSTILE, en=HOSTILE)
    page.clauses[1].value["items"][0]["text"].update(ja=HOSTILE, en=HOSTILE)
    page.summary_ja = page.summary_en = HOSTILE
    promulgated(page)
    base = "/privacy-policy/" if language == "ja" else "/en/privacy-policy/"
    for below in ("", "history/", "v/4/"):
        assert "<script>" not in visitor.get(f"{base}{below}").text
    assert "&lt;script&gt;" in visitor.get(base).text


def test_numbers_are_words_of_the_frozen_text(policy_page: PolicyPage) -> None:
    row = PolicyRevision.objects.get(number=3)
    assert '<span class="no">(1)\u3000</span>' in row.html_ja
    assert '<span class="no">ア\u3000</span>' in row.html_ja
    assert '<span class="no">(a) </span>' in row.html_en
    assert '<span class="no">ii. </span>' in row.html_en


def test_text_is_kept_as_typed(policy_page: Any) -> None:
    page = good_draft("組織的な措置　責任者を定めます。")
    promulgated(page)
    assert "組織的な措置　責任者を定めます。" in PolicyRevision.objects.get(number=4).html_ja
