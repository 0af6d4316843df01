"""The registers: kept by the privacy officer alone, read by legal, every change in the audit chain."""

from collections.abc import Callable
from datetime import date, timedelta
from html import unescape
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import translation

from cluster_cms.clock import today
from cluster_cms.privacy.models import REGISTERS, Administrator, Contractor, Purpose, Register
from cluster_cms.privacy.register_changes import StillUsed, remove_record, save_record
from cluster_cms.security.audit import AuditEntry

SignIn = Callable[[Any], Client]
NAMES = ["purposes", "measures", "rules", "administrators", "contractors"]
CONTRACTOR = {
    "name_ja": "例示運送株式会社",
    "name_en": "Reiji Express",
    "task_ja": "試料の発送",
    "task_en": "Sending samples",
    "country": "JP",
    "legal_basis": "",
    "contract_on": "2026-04-01",
    "ended_on": "",
    "reviewed_on": "",
    "review_due_on": "2027-04-01",
}


@pytest.fixture
def officer(privacy_officer: Any, signed_in: SignIn) -> Client:
    return signed_in(privacy_officer)


def contractor(**changes: Any) -> Contractor:
    texts = {name: text for name, text in CONTRACTOR.items() if not name.endswith("_on")}
    return Contractor(**texts | {"contract_on": date(2026, 4, 1), "review_due_on": date(2027, 4, 1)} | changes)


@pytest.mark.parametrize("name", NAMES)
def test_the_privacy_officer_opens_every_list_and_every_form(name: str, officer: Client) -> None:
    for address in (f"/admin/privacy/{name}/", f"/admin/privacy/{name}/new/"):
        assert officer.get(address).status_code == 200, address


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    "role, reads", [("legal", True), ("admin", True), ("marketing", False), ("desk", False), ("approver", False)]
)
def test_legal_reads_nobody_else_keeps(
    role: str, reads: bool, name: str, person: Callable[[str], Any], signed_in: SignIn
) -> None:
    client, model = signed_in(person(role)), REGISTERS[NAMES.index(name)]
    first = model._default_manager.order_by("pk").first()
    opened = [client.get(f"/admin/privacy/{name}/{one}").status_code == 200 for one in ("", f"inspect/{first.pk}/")]
    assert opened == [reads, reads]
    for action in ("new/", f"edit/{first.pk}/", f"delete/{first.pk}/"):
        assert client.post(f"/admin/privacy/{name}/{action}", CONTRACTOR).headers["Location"] == "/admin/"
    assert not AuditEntry.objects.filter(action__startswith="privacy.", actor_id=person(role).pk).exists()


def test_adding_changing_and_removing_are_entries_in_the_chain(officer: Client, privacy_officer: Any) -> None:
    officer.post("/admin/privacy/contractors/new/", CONTRACTOR)
    new = Contractor.objects.get(name_en="Reiji Express")
    officer.post(
        f"/admin/privacy/contractors/edit/{new.pk}/", CONTRACTOR | {"country": "DE", "legal_basis": "adequate"}
    )
    officer.post(f"/admin/privacy/contractors/delete/{new.pk}/")
    entries = AuditEntry.objects.filter(subject=f"contractor:{new.pk}").order_by("position")
    verbs = ["privacy.contractor_created", "privacy.contractor_changed", "privacy.contractor_deleted"]
    assert [(entry.action, entry.actor_id) for entry in entries] == [(verb, privacy_officer.pk) for verb in verbs]
    assert not Contractor.objects.filter(pk=new.pk).exists()


def test_errors_are_shown_and_what_was_typed_is_kept(officer: Client) -> None:
    page = unescape(officer.post("/admin/privacy/contractors/new/", CONTRACTOR | {"country": "US"}).content.decode())
    assert "この国に渡せる理由" in page
    assert "Reiji Express" in page
    assert not Contractor.objects.filter(name_en="Reiji Express").exists()


@pytest.mark.parametrize("changes", [{"country": "US"}, {"reviewed_on": date(2026, 3, 31)}, {"name_en": ""}])
def test_the_verb_takes_nothing_that_the_form_would_refuse(changes: dict[str, Any], privacy_officer: Any) -> None:
    record, before = contractor(**changes), AuditEntry.objects.count()
    with pytest.raises(ValidationError):
        save_record(record=record, actor=privacy_officer)
    assert AuditEntry.objects.count() == before


def test_a_review_that_is_overdue_stands_on_the_dashboard(officer: Client) -> None:
    overdue_review = "委託先の点検が1件、期限を過ぎています"
    for due, overdue in ((today(), False), (today() - timedelta(days=1), True)):
        Contractor.objects.update(review_due_on=due)
        assert (overdue_review in officer.get("/admin/").content.decode()) == overdue


def test_a_contractor_whose_contract_has_ended_is_never_overdue(clock: Any, database: None) -> None:
    found = Contractor.objects.get()
    found.ended_on = found.review_due_on
    found.save()
    clock.set(f"{found.review_due_on} 12:00")
    clock.forward(days=2)
    assert not Contractor.objects.overdue().exists()
    assert not found.is_overdue


def test_the_administrator_is_the_newest_who_has_begun(clock: Any, database: None) -> None:
    now = clock.set("2027-01-01 09:00").date()
    for name, since in (("Next", date(2027, 1, 2)), ("Now", now)):
        Administrator.objects.create(name_ja=name, name_en=name, office_ja="-", office_en="-", since=since)
    current = Administrator.current()
    assert current is not None
    assert current.name_en == "Now"


def used_purpose() -> Purpose:
    return Purpose.objects.earliest("order")


def test_what_is_in_use_is_not_removed_and_the_reason_is_shown(officer: Client) -> None:
    used = used_purpose()
    page = officer.post(f"/admin/privacy/purposes/delete/{used.pk}/", follow=True)
    assert "使用中のため、削除できません" in unescape(page.content.decode())
    assert Purpose.objects.filter(pk=used.pk).exists()


def test_the_verb_removes_nothing_that_is_in_use(privacy_officer: Any) -> None:
    with pytest.raises(StillUsed):
        remove_record(record=used_purpose(), actor=privacy_officer)
    assert not AuditEntry.objects.filter(action="privacy.purpose_deleted").exists()


def test_what_nothing_refers_to_can_be_removed(officer: Client) -> None:
    unused = Purpose.objects.latest("order")
    officer.post(f"/admin/privacy/purposes/delete/{unused.pk}/")
    assert not Purpose.objects.filter(pk=unused.pk).exists()


def test_a_purpose_that_a_page_names_cannot_end(privacy_officer: Any) -> None:
    used = used_purpose()
    used.until = date(2030, 1, 1)
    with pytest.raises(ValidationError, match=r"お問い合わせ|Contact us"):
        save_record(record=used, actor=privacy_officer)


@pytest.mark.parametrize("model", REGISTERS)
def test_every_record_speaks_both_languages(model: type[Register], database: None) -> None:
    record = model._default_manager.first()
    spoken = set()
    for language in ("ja", "en"):
        with translation.override(language):
            spoken.add(str(record))
    assert len(spoken) == 2
