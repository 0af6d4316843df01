"""The rules of publication: every reason by itself, in the language of the person who asks."""

from datetime import timedelta

import pytest
from django.utils import translation

from cluster_cms import clock as tokyo
from cluster_cms.pages.site_settings import DeskSettings
from policy.pages import PolicyPage
from policy.publishing import promulgation
from policy.text.refusal import PublicationRefused
from tests.policy.drafting import good_draft, promulgated, source
from tests.policy.publishing.invalid_drafts import INVALID_DRAFTS, clause


def codes(page: PolicyPage) -> set[str]:
    return {reason.code for reason in promulgation.blocking_reasons(page)}


def test_a_good_draft_passes(policy_page: PolicyPage) -> None:
    assert codes(good_draft()) == set()


@pytest.mark.parametrize("case", INVALID_DRAFTS)
def test_what_is_wrong_is_named(case: str, policy_page: PolicyPage) -> None:
    code, change = INVALID_DRAFTS[case]
    page = good_draft()
    change(page)
    assert codes(page) == {code}


def test_a_change_of_the_desk_alone_is_something_new(policy_page: PolicyPage) -> None:
    page = good_draft()
    page.clauses = source().clauses
    DeskSettings.objects.update(phone="03-0000-0001")
    assert codes(page) == set()


def test_nothing_overtakes_an_announced_revision(policy_page: PolicyPage) -> None:
    announced = good_draft("Announced.")
    announced.effective_on = tokyo.today() + timedelta(days=30)
    promulgated(announced)
    page = good_draft("Sooner.")
    page.effective_on = tokyo.today() + timedelta(days=29)
    assert codes(page) == {"before_announced"}
    page.effective_on = tokyo.today() + timedelta(days=30)
    assert codes(page) == set()


def test_all_reasons_come_at_once(policy_page: PolicyPage) -> None:
    page = good_draft()
    page.title_en, page.change_kind, page.summary_ja = "", "", ""
    with pytest.raises(PublicationRefused) as refusal:
        promulgated(page)
    assert {reason.code for reason in refusal.value.reasons} == {"language", "kind", "summary"}


@pytest.mark.parametrize(
    "language, sentence",
    [("ja", "第1項の見出しの英語がありません。"), ("en", "The heading of Item 1 is missing in English.")],
)
def test_reasons_speak_the_language_of_the_editor(language: str, sentence: str, policy_page: PolicyPage) -> None:
    page = good_draft()
    clause(page)["heading"].update(en="")
    with translation.override(language):
        assert [str(reason) for reason in promulgation.blocking_reasons(page)] == [sentence]


def test_a_purpose_that_is_added_is_refused_without_notice(policy_page: PolicyPage) -> None:
    page = good_draft()
    lead = page.clauses[0].value["lead"]
    lead["ja"], lead["en"] = (
        f"{lead['ja']}\n製品のご案内のために使います。",
        f"{lead['en']}\nWe use it to send you news.",
    )
    assert codes(page) == {"purpose"}
    page.effective_on = tokyo.today() + timedelta(days=30)
    page.notified_how_ja, page.notified_how_en = "メールで知らせます。", "Told by email."
    assert codes(page) == set()


def test_a_revision_that_would_leave_an_announced_one_no_day_is_warned_of(policy_page: PolicyPage) -> None:
    announced = good_draft("Announced.")
    announced.effective_on = tokyo.today() + timedelta(days=30)
    promulgated(announced)
    page = good_draft("The same day.")
    page.effective_on = announced.effective_on
    assert {warning.code for warning in promulgation.warnings(page)} == {"same_day"}
