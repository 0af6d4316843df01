"""When the settings name another desk or operator than the text in force: it is said, and mended by a click."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import AbstractBaseUser
from django.test import Client
from django.urls import reverse
from wagtail.log_actions import log

from cluster_cms import clock as tokyo
from cluster_cms.operations.health import examine
from cluster_cms.pages.site_settings import CompanySettings, DeskSettings
from cluster_cms.security.audit import AuditEntry
from policy.models.revisions import PolicyRevision
from policy.pages import PolicyPage
from policy.publishing import promulgation
from policy.publishing.identity import describe, difference, prepare_revision
from policy.text.refusal import PublicationRefused
from tests.policy.drafting import good_draft, promulgated, source
from tests.policy.public.announcing import BASE

SignIn = Callable[[AbstractBaseUser], Client]
PHONE = "06-9999-0000"


@pytest.fixture
def moved(policy_page: Any) -> None:
    """The desk has another telephone, the company another address."""
    DeskSettings.objects.update(phone=PHONE)
    CompanySettings.objects.update(address_ja="大阪府見本市\n新町1", address_en="1 Shinmachi\nMihon")


def doctor() -> tuple[bool, str]:
    return next((one.ok, one.message) for one in examine() if one.name == "policy desk")


def frame(visitor: Client, language: str) -> tuple[str, str]:
    """Return the policy page before and after the beginning of the frozen text."""
    text = visitor.get(BASE[language]).text
    row = promulgation.policy_in_force()
    assert row is not None
    assert row.html(language) in text
    return text.split(row.html(language))[0], row.html(language)


def test_nothing_is_said_while_they_agree(policy_page: PolicyPage, visitor: Client, legal: Any, signed_in: Any) -> None:
    assert difference(policy_page) is None
    assert doctor() == (True, "the policy in force names operator and desk as the settings do")
    assert PHONE not in visitor.get("/en/privacy-policy/").text
    assert reverse("policy_prepare") not in signed_in(legal).get(reverse("wagtailadmin_home")).text


def test_doctor_names_what_differs(moved: None) -> None:
    healthy, message = doctor()
    assert not healthy
    assert message == ("revision 3 differs from the settings (Address, Telephone): promulgate an editorial revision")


def test_the_page_shows_the_present_desk_beside_the_frozen_text(moved: None, visitor: Client, language: str) -> None:
    before, frozen = frame(visitor, language)
    assert PHONE in before
    assert PHONE not in frozen
    assert ("新町1" if language == "ja" else "1 Shinmachi<br>Mihon") in before
    body = visitor.get(f"{BASE[language]}v/3/").text.partition("<body")[2]  # the head speaks of the company today
    assert PHONE not in body.split("<footer")[0]


def test_it_names_the_day_of_the_change(policy_page: Any, visitor: Client, clock: Any) -> None:
    clock.set("2027-03-04 23:30")
    DeskSettings.objects.update(phone=PHONE)
    log(DeskSettings.objects.get(), "wagtail.edit")  # as the admin does for every setting that is saved
    clock.set("2027-04-01 10:00")
    before, _frozen = frame(visitor, "en")
    assert "as of 4 March 2027" in before


def test_only_the_language_that_reads_differently_says_so(policy_page: Any, visitor: Client) -> None:
    DeskSettings.objects.update(hours_en="Weekdays 10:00 to 16:00")
    assert "10:00 to 16:00" in frame(visitor, "en")[0]
    assert "notice__title" not in frame(visitor, "ja")[0].split("</h1>")[1]


def test_the_dashboard_prepares_the_revision_by_one_click(
    moved: None, legal: Any, marketing: Any, signed_in: SignIn
) -> None:
    client = signed_in(legal)
    assert f'action="{reverse("policy_prepare")}"' in client.get(reverse("wagtailadmin_home")).text
    assert PHONE not in signed_in(marketing).get(reverse("wagtailadmin_home")).text
    answer = client.post(reverse("policy_prepare"))
    assert answer["Location"] == reverse("wagtailadmin_pages:edit", args=[source().pk])
    assert reverse("policy_prepare") in client.get(answer["Location"]).text


def test_the_prepared_revision_lacks_nothing_but_its_approval(moved: None, legal: Any) -> None:
    prepare_revision(page=source(), actor=legal)
    draft = source().get_latest_revision_as_object()
    assert (draft.change_kind, draft.effective_on) == ("editorial", tokyo.today())
    assert draft.summary_ja == f"次のとおり改めました。所在地：大阪府見本市 新町1、電話：{PHONE}。"
    assert draft.summary_en == f"Brought up to date: Address: 1 Shinmachi Mihon; Telephone: {PHONE}."
    assert [reason.code for reason in promulgation.blocking_reasons(draft)] == ["approval"]
    assert AuditEntry.objects.latest("position").action == "policy.revision_prepared"


def test_once_promulgated_all_is_well(moved: None, legal: Any, visitor: Client, language: str) -> None:
    prepare_revision(page=source(), actor=legal)
    row = promulgated(source().get_latest_revision_as_object())
    assert difference(source()) is None
    assert PHONE in row.html(language)
    assert doctor()[0]
    assert "notice__title" not in frame(visitor, language)[0].split("</h1>")[1]


def test_an_announced_revision_that_corrects_it_is_enough(moved: None, clock: Any, legal: Any, signed_in: Any) -> None:
    clock.set("2027-12-01 10:00")
    page = good_draft()
    page.effective_on = date(2028, 1, 1)
    row = promulgated(page)
    found = difference(source())
    assert found is not None
    assert found.announced == row
    assert doctor() == (True, "revision 3 differs from the settings (Address, Telephone); revision 4 mends it")
    assert reverse("policy_prepare") not in signed_in(legal).get(reverse("wagtailadmin_home")).text
    with pytest.raises(PublicationRefused):
        prepare_revision(page=source(), actor=legal)


def test_it_is_prepared_on_top_of_what_is_announced(policy_page: Any, clock: Any, legal: Any) -> None:
    clock.set("2027-12-01 10:00")
    page = good_draft("In the new year.")
    page.effective_on = date(2028, 1, 1)
    promulgated(page)
    DeskSettings.objects.update(phone=PHONE)
    prepare_revision(page=source(), actor=legal)
    draft = source().get_latest_revision_as_object()
    assert draft.effective_on == date(2028, 1, 1)
    assert "In the new year." in str(draft.clauses.raw_data)
    assert [reason.code for reason in promulgation.blocking_reasons(draft)] == ["approval"]


@pytest.mark.parametrize("role", ["marketing", "admin", "desk"])
def test_nobody_else_prepares_one(role: str, moved: None, person: Any, signed_in: SignIn) -> None:
    before = source().latest_revision_id
    signed_in(person(role)).post(reverse("policy_prepare"))
    assert source().latest_revision_id == before


def test_a_summary_fits_its_field(policy_page: Any, legal: Any) -> None:
    DeskSettings.objects.update(hours_ja="長" * 100, hours_en="long " * 20, name_ja="名" * 100, name_en="n" * 100)
    CompanySettings.objects.update(address_ja="所" * 200, representative_ja="代" * 100, name_ja="社" * 100)
    prepare_revision(page=source(), actor=legal)
    draft = source().get_latest_revision_as_object()
    assert len(draft.summary_ja) == 500
    assert [reason.code for reason in promulgation.blocking_reasons(draft)] == ["approval"]


def test_a_tag_in_the_settings_stays_text(policy_page: Any, visitor: Client) -> None:
    DeskSettings.objects.update(hours_en="<script>alert(1)</script>")
    assert "<script>alert" not in visitor.get("/en/privacy-policy/").text
    assert describe(difference(source())).startswith("第3版")


def test_before_the_first_revision_there_is_nothing_to_differ(policy_page: PolicyPage, clock: Any) -> None:
    at = clock.set("2004-01-01 10:00")
    assert PolicyRevision.objects.effective(at).count() == 0
    assert difference(policy_page) is None
