"""The privacy officer changes how long inquiries are kept; what is stored already keeps the longer time for a week."""

import json
from collections.abc import Callable

import pytest
from django.test import Client
from wagtail.models import Site

from cluster_cms.mail.outbox import OutboxMail
from cluster_cms.pages.site_settings import DeskSettings
from cluster_cms.security.accounts import User
from cluster_cms.security.audit import AuditEntry
from contact.retention.schedule import months_for_stored, retention_months
from tests.contact.visit import texts
from tests.infrastructure.cast import Clock

SCREEN = "/admin/inquiries/retention/period/"
SignIn = Callable[[User], Client]


def test_the_change_is_an_entry_and_a_mail(site: Site, privacy_officer: User, signed_in: SignIn) -> None:
    User.objects.filter(pk=privacy_officer.pk).update(email="officer@example.com")
    OutboxMail.objects.all().delete()
    officer = signed_in(User.objects.get(pk=privacy_officer.pk))
    assert (
        officer.post(SCREEN, {"months": "6", "quiet_days": "14"}).headers["Location"] == "/admin/inquiries/retention/"
    )
    entry = AuditEntry.objects.filter(action="desk_settings.changed").order_by("-position")[0]
    assert json.loads(entry.data) == {"retention_months.before": 12, "retention_months.after": 6}
    assert entry.actor_id == privacy_officer.pk
    assert OutboxMail.objects.get().record == f"account:{privacy_officer.pk}"


def test_a_shorter_time_counts_for_what_is_stored_after_a_week(site: Site, database: None, clock: Clock) -> None:
    DeskSettings.objects.filter(site=site).update(retention_months=6)
    assert (retention_months(), months_for_stored()) == (6, 12)
    clock.forward(days=6)
    assert months_for_stored() == 12
    clock.forward(days=2)
    assert months_for_stored() == 6


@pytest.mark.parametrize("months", ["", "0", "-1", "121", "6.5", "six", "９９９"])
def test_a_number_that_cannot_be_is_refused_at_the_field_and_kept(
    months: str, privacy_officer: User, signed_in: SignIn
) -> None:
    page = texts(signed_in(privacy_officer).post(SCREEN, {"months": months, "quiet_days": "14"}))
    assert f'value="{months}"' in page or not months
    assert "w-field__errors" in page
    assert DeskSettings.objects.get().retention_months == 12
