"""What visitors read, in both languages."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from cluster_cms.clock import today
from policy.models.revisions import PolicyRevision
from tests.policy.drafting import good_draft, promulgated

BASE = {"ja": "/privacy-policy/", "en": "/en/privacy-policy/"}
WORDS = {
    "ja": ("プライバシーポリシー", "施行中", "個人情報の利用目的", "第3版"),
    "en": ("Privacy policy", "In force", "Purpose of use", "Revision 3"),
}


def test_the_policy_shows_the_text_in_force_with_its_dates(language: str, visitor: Client) -> None:
    answer = visitor.get(BASE[language])
    assert answer.status_code == 200
    for word in (*WORDS[language], "2005年7月1日" if language == "ja" else "1 July 2005"):
        assert word in answer.text
    assert PolicyRevision.objects.get(number=3).html(language) in answer.text


def test_an_english_page_shows_no_japanese_text(visitor: Client) -> None:
    text = visitor.get("/en/privacy-policy/").text.replace("日本語", "")
    assert not re.search(r"[\u3040-\u30ff\u4e00-\u9fff]", text)


def test_the_history_lists_all_revisions_newest_first(language: str, visitor: Client) -> None:
    text = visitor.get(f"{BASE[language]}history/").text
    numbers = re.findall(r"<h2>(?:第|Revision )(\d)", text)
    assert numbers == ["3", "2", "1"]
    for row in PolicyRevision.objects.all():
        assert row.row_hash[:16] in text
        assert row.summary(language) in text
    assert text.count('class="lit"') == 1


@pytest.mark.parametrize("number", [1, 2, 3])
def test_each_revision_keeps_its_address(number: int, language: str, visitor: Client) -> None:
    row = PolicyRevision.objects.get(number=number)
    assert row.address(language) == f"{BASE[language]}v/{number}/"
    answer = visitor.get(row.address(language))
    assert answer.status_code == 200
    assert row.html(language) in answer.text
    assert row.row_hash in answer.text


@pytest.mark.parametrize("number", [0, 4, 99])
def test_an_unknown_revision_is_not_found(number: int, language: str, visitor: Client) -> None:
    assert visitor.get(f"{BASE[language]}v/{number}/").status_code == 404


def test_an_old_revision_says_so_and_is_not_indexed(language: str, visitor: Client) -> None:
    text = visitor.get(f"{BASE[language]}v/1/").text
    assert "notice--past" in text
    assert '<meta name="robots" content="noindex">' in text
    assert f'<link rel="canonical" href="http://testserver{BASE[language]}">' in text
    assert ("2017年5月29日" if language == "ja" else "29 May 2017") in text


def test_the_revision_in_force_is_indexed_under_the_present_address(language: str, visitor: Client) -> None:
    text = visitor.get(f"{BASE[language]}v/3/").text
    assert "noindex" not in text
    assert "notice--past" not in text
    assert f'<link rel="canonical" href="http://testserver{BASE[language]}">' in text


def test_the_language_switch_keeps_to_the_same_revision(language: str, visitor: Client) -> None:
    other = BASE["en" if language == "ja" else "ja"]
    assert f'href="{other}v/2/"' in visitor.get(f"{BASE[language]}v/2/").text
    assert f'href="{other}history/"' in visitor.get(f"{BASE[language]}history/").text


def test_breadcrumbs_lead_from_a_revision_to_its_history(language: str, visitor: Client) -> None:
    text = visitor.get(f"{BASE[language]}v/2/").text
    crumbs = text[text.index('class="breadcrumbs"') : text.index("</nav>", text.index('class="breadcrumbs"'))]
    assert f'href="{BASE[language]}"' in crumbs
    assert f'href="{BASE[language]}history/"' in crumbs


def test_every_footer_leads_to_the_policy_and_its_history(language: str, visitor: Client) -> None:
    text = visitor.get("/" if language == "ja" else "/en/").text
    footer = text[text.index("<footer") :]
    assert f'href="{BASE[language]}"' in footer
    assert f'href="{BASE[language]}history/"' in footer


def test_an_announced_revision_is_shown_beside_the_one_in_force(language: str, visitor: Client) -> None:
    page = good_draft("Soon.")
    page.effective_on = today() + timedelta(days=10)
    promulgated(page)
    current, announced = visitor.get(BASE[language]).text, visitor.get(f"{BASE[language]}v/4/").text
    assert "Soon." not in current[current.index("</h1>") :].split('class="clauses"')[1]
    assert f'href="{BASE[language]}upcoming/"' in current
    assert "Soon." in announced
    assert "noindex" in announced


def test_no_cookie_is_set_and_the_page_may_be_shared(language: str, visitor: Client) -> None:
    for below in ("", "history/", "v/1/"):
        answer = visitor.get(f"{BASE[language]}{below}")
        assert not answer.cookies
        assert "Cookie" not in answer.get("Vary", "")
        assert "public" in answer["Cache-Control"]
