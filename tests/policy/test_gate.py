"""The gate: every reason by itself, in the language of the person who asks."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import translation

from cluster_cms import clock as tokyo
from cluster_cms.site_settings import CompanySettings, DeskSettings
from policy import publishing
from policy.pages import PolicyPage
from policy.refusal import PublicationRefused
from tests.policy.drafting import good_draft, saved, source

Spoil = Callable[[PolicyPage], None]


def codes(page: PolicyPage) -> set[str]:
    return {reason.code for reason in publishing.obstacles(page)}


def clause(page: PolicyPage, index: int = 0) -> Any:
    return page.clauses[index].value


SPOILT: dict[str, tuple[str, Spoil]] = {
    "heading empty": ("incomplete", lambda page: clause(page)["heading"].update(ja="", en="")),
    "heading in one language": ("language", lambda page: clause(page)["heading"].update(en="  ")),
    "text in one language": ("language", lambda page: clause(page)["lead"].update(ja="")),
    "no text": ("incomplete", lambda page: clause(page)["lead"].update(ja="", en="")),
    "item in one language": ("language", lambda page: clause(page, 1)["items"][0]["text"].update(en="")),
    "sub-item empty": ("incomplete", lambda page: clause(page, 1)["items"][3]["subitems"][0].update(ja="", en="")),
    "anchor twice": ("anchor_twice", lambda page: clause(page).update(anchor="security")),
    "anchor of wrong form": ("anchor", lambda page: clause(page).update(anchor="no anchor")),
    "title in one language": ("language", lambda page: setattr(page, "title_en", "")),
    "introduction in one language": ("language", lambda page: setattr(page, "intro_ja", "")),
    "no clause": ("no_clause", lambda page: setattr(page, "clauses", [])),
    "summary missing": ("summary", lambda page: setattr(page, "summary_en", " ")),
    "kind missing": ("kind", lambda page: setattr(page, "change_kind", "")),
    "date of establishment missing": ("established", lambda page: setattr(page, "established_on", None)),
    "date of establishment changed": ("established", lambda page: setattr(page, "established_on", date(2006, 1, 1))),
    "effective yesterday": (
        "past",
        lambda page: setattr(page, "effective_on", tokyo.today() - timedelta(days=1)),
    ),
}


def test_a_good_draft_passes(policy_page: PolicyPage) -> None:
    assert codes(good_draft()) == set()


@pytest.mark.parametrize("case", SPOILT)
def test_what_is_wrong_is_named(case: str, policy_page: PolicyPage) -> None:
    code, spoil = SPOILT[case]
    page = good_draft()
    spoil(page)
    assert codes(page) == {code}


def test_nothing_new_is_refused(policy_page: PolicyPage) -> None:
    page = good_draft()
    page.clauses = source().clauses
    assert codes(page) == {"same"}


def test_a_change_of_the_desk_alone_is_something_new(policy_page: PolicyPage) -> None:
    page = good_draft()
    page.clauses = source().clauses
    DeskSettings.objects.update(phone="03-0000-0001")
    assert codes(page) == set()


def test_the_summary_of_the_last_revision_is_not_enough(policy_page: PolicyPage) -> None:
    page, last = good_draft(), publishing.newest(source())
    assert last is not None
    page.summary_ja = last.summary_ja
    assert codes(page) == {"summary_old"}


@pytest.mark.parametrize("field", ["name_en", "phone", "email"])
def test_an_incomplete_desk_is_refused(field: str, policy_page: PolicyPage) -> None:
    DeskSettings.objects.update(**{field: ""})
    assert codes(good_draft()) == {"desk"}


def test_an_operator_without_name_is_refused(policy_page: PolicyPage) -> None:
    CompanySettings.objects.update(name_ja="")
    assert codes(good_draft()) == {"operator"}


def test_nothing_overtakes_an_announced_revision(policy_page: PolicyPage) -> None:
    announced = good_draft("Announced.")
    announced.effective_on = tokyo.today() + timedelta(days=30)
    saved(announced).publish()
    page = good_draft("Sooner.")
    page.effective_on = tokyo.today() + timedelta(days=29)
    assert codes(page) == {"before_announced"}
    page.effective_on = tokyo.today() + timedelta(days=30)
    assert codes(page) == set()


def test_all_reasons_come_at_once(policy_page: PolicyPage) -> None:
    page = good_draft()
    page.title_en, page.change_kind, page.summary_ja = "", "", ""
    with pytest.raises(PublicationRefused) as refusal:
        saved(page).publish()
    assert {reason.code for reason in refusal.value.reasons} == {"language", "kind", "summary"}


@pytest.mark.parametrize(
    "language, sentence",
    [("ja", "第1項の見出しの英語がありません。"), ("en", "The heading of item 1 is missing in English.")],
)
def test_reasons_speak_the_language_of_the_editor(language: str, sentence: str, policy_page: PolicyPage) -> None:
    page = good_draft()
    clause(page)["heading"].update(en="")
    with translation.override(language):
        assert [str(reason) for reason in publishing.obstacles(page)] == [sentence]
