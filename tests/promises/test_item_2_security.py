"""Item 2 of the policy: personal data are managed securely: somebody is named, rules and measures are on record."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.test import Client
from pytest_django import Settings
from wagtail.log_actions import LogContext

from cluster_cms.clock import today
from cluster_cms.pages.media import CustomImage
from cluster_cms.privacy.models import Administrator, Contractor, InternalRule, MeasureKind, SecurityMeasure
from cluster_cms.privacy.register_changes import save_record
from cluster_cms.promises.crawl_report import contractor_evidence
from cluster_cms.promises.evidence import State
from cluster_cms.security.audit import AuditEntry
from tests.infrastructure.camera import OWNER, exif, jpeg, scene

SignIn = Callable[[Any], Client]

# What turns this module red: file, words there, words in their place.
MUTATIONS = (
    ("cluster_cms/privacy/register_changes.py", 'if action != "view":', "if False:"),
    ("cluster_cms/oversight/recording.py", "    for entry in entries:\n        entry.save()\n", ""),
    ("cluster_cms/privacy/models/registers.py", "review_due_on__lt=clock.today()", "review_due_on__lt=None"),
    ("cluster_cms/privacy/models/registers.py", "if self.is_abroad and not self.legal_basis:", "if False:"),
    (
        "cluster_cms/privacy/models/security_measures.py",
        "since__lte=clock.today()).first()",
        "since__gt=clock.today()).first()",
    ),
    (
        "cluster_cms/pages/pictures/stored_pictures.py",
        "        super().save(picture.name, picture, save)",
        "        super().save(name, content, save)",
    ),
    ("cluster_cms/pages/pictures/audience.py", 'return Filter(f"{wanted.spec}|{MARK}")', "return wanted"),
)


def test_somebody_is_named_who_answers_for_the_data(database: None) -> None:
    assert Administrator.current() == Administrator.objects.first()


def test_measures_of_every_kind_and_a_rule_with_its_review_are_on_record(database: None) -> None:
    assert set(SecurityMeasure.objects.values_list("kind", flat=True)) == set(MeasureKind)
    assert InternalRule.objects.exclude(reviewed_on=None).exists()


@pytest.mark.parametrize("role", ["admin", "legal", "desk", "marketing", "approver"])
def test_the_privacy_officer_alone_keeps_the_registers(
    role: str, person: Callable[[str], Any], signed_in: SignIn
) -> None:
    found = Contractor.objects.get()
    client = signed_in(person(role))
    for action in ("new", f"edit/{found.pk}", f"delete/{found.pk}"):
        assert client.get(f"/admin/privacy/contractors/{action}/").status_code == 302
    assert Contractor.objects.get() == found


def test_every_change_of_a_register_is_an_entry_in_the_chain(privacy_officer: Any) -> None:
    found = Contractor.objects.get()
    found.task_en = "Another task"
    with LogContext(user=privacy_officer):  # what a request brings
        save_record(record=found, actor=privacy_officer)
    entry = AuditEntry.objects.get(action="privacy.contractor_changed")
    assert (entry.subject, entry.actor_id) == (f"contractor:{found.pk}", privacy_officer.pk)


def test_a_contractor_abroad_needs_a_legal_basis(privacy_officer: Any) -> None:
    found = Contractor.objects.get()
    found.country = "US"
    with pytest.raises(ValidationError):
        save_record(record=found, actor=privacy_officer)
    assert Contractor.objects.get().country == "JP"


def test_a_contractor_who_was_not_reviewed_in_time_is_counted_on_the_dashboard(
    privacy_officer: Any, signed_in: SignIn
) -> None:
    Contractor.objects.update(review_due_on=today() - timedelta(days=1))
    assert "委託先の点検が1件" in signed_in(privacy_officer).get("/admin/").content.decode()


def test_no_public_picture_says_where_and_by_whom_it_was_taken(
    person: Callable[[str], Any], signed_in: SignIn, visitor: Client, settings: Settings, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    photo = jpeg(scene(), exif=exif())
    picture = CustomImage.objects.create(title="a", file=ContentFile(photo, "photo.jpg"))
    signed_in(person("marketing")).get("/admin/images/")
    assert OWNER in photo
    assert OWNER not in b"".join(file.read_bytes() for file in tmp_path.rglob("*.jpg"))
    assert (tmp_path / picture.file.name).exists()
    assert visitor.get("/media/images/photo.max-165x165.jpg").status_code == 404


def test_the_page_of_promises_counts_contractors_and_says_when_a_review_is_late(database: None) -> None:
    [kept] = contractor_evidence()
    assert (kept.figure, kept.state) == (1, State.PASSED)
    Contractor.objects.update(review_due_on=today() - timedelta(days=1))
    [late] = contractor_evidence()
    assert late.state == State.FAILED
