"""The desk at an inquiry, its forms filled in, and the chain read back."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from cluster_cms.security.audit import AuditEntry
from contact.models import Inquiry


@dataclass
class AtInquiry:
    """A person of the desk at one inquiry."""

    client: Client
    inquiry: Inquiry

    @property
    def address(self) -> str:
        return f"/admin/inquiries/{self.inquiry.reference}/"

    def post(self, form: str, **data: Any) -> Any:
        """Send one of the forms, written at the present version and with a new key unless told otherwise."""
        self.inquiry.refresh_from_db()
        hidden = {"version": self.inquiry.version, "key": str(uuid4())}
        return self.client.post(f"{self.address}{form}/", hidden | data, follow=True)

    def acts(self) -> list[str]:
        found = AuditEntry.objects.filter(subject=self.inquiry.reference).order_by("position")
        return [act for act in found.values_list("action", flat=True) if act != "inquiry.opened"]


@pytest.fixture
def at_inquiry(desk: Any, signed_in: Callable[[Any], Client], inquiry: Inquiry) -> AtInquiry:
    return AtInquiry(signed_in(desk), inquiry)
