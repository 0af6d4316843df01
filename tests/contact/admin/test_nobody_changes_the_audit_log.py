"""Nobody can change or delete an entry: not by a screen, not through the model, not by SQL; nor a superuser."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import get_resolver
from wagtail.admin.viewsets import viewsets

from cluster_cms.security.append_only import AppendOnlyError
from cluster_cms.security.audit import AuditEntry
from contact.models import Inquiry
from tests.contact.admin.addresses import admin_patterns

SignIn = Callable[[Any], Client]
LIST = "/admin/inquiries/audit/"


@pytest.fixture
def entry(inquiry: Inquiry) -> AuditEntry:
    return AuditEntry.objects.get(subject=inquiry.reference)


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_the_list_takes_no_other_method_from_a_superuser(method: str, admin: Any, signed_in: SignIn) -> None:
    assert getattr(signed_in(admin), method)(LIST).status_code == 405


def test_no_screen_of_the_admin_edits_entries() -> None:
    assert not [one for one in viewsets.viewsets if getattr(one, "model", None) is AuditEntry]
    ours = {
        (names[-1], pattern.name) for names, pattern in admin_patterns(get_resolver(), (), under_admin=False) if names
    }
    assert {name for space, name in ours if space == "inquiry_audit"} == {"index", "file", "verify"}


def test_the_model_refuses_change_and_deletion(entry: AuditEntry) -> None:
    entry.action = "inquiry.answered"
    for act in (entry.save, entry.delete, AuditEntry.objects.all().delete):
        with pytest.raises(AppendOnlyError):
            act()
    with pytest.raises(AppendOnlyError):
        AuditEntry.objects.filter(pk=entry.pk).update(action="inquiry.answered")


@pytest.mark.parametrize("statement", ["UPDATE {} SET action = 'x' WHERE id = %s", "DELETE FROM {} WHERE id = %s"])
def test_the_database_refuses_too(statement: str, entry: AuditEntry) -> None:
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(AuditEntry._meta.db_table), [entry.pk])
    assert AuditEntry.objects.get(pk=entry.pk).action == "inquiry.received"
