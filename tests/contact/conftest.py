"""Fixtures of the contact app: inquiries in every state, the desk signed in, and forms filled in."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from cluster_cms.security.audit import AuditEntry
from contact.models import Inquiry
from contact.pages import ContactPage
from tests.contact.visit import Visit, received
from tests.infrastructure.cast import SAME_ORIGIN, Clock


@pytest.fixture
def hour(clock: Clock) -> Clock:
    """The clock, stopped at the beginning of all windows."""
    clock.set("2026-12-01 12:00")
    return clock


@pytest.fixture
def limits(settings: Any, hour: Clock) -> Callable[..., None]:
    """Sets the limits: posts and sends of a network, posts and sends of all."""

    def set_limits(posts: int = 1000, sends: int = 1000, all_posts: int = 1000, all_sends: int = 1000) -> None:
        settings.FORM_POSTS_PER_NETWORK, settings.FORM_SENDS_PER_NETWORK = posts, sends
        settings.FORM_POSTS_PER_MINUTE, settings.FORM_SENDS_PER_HOUR = all_posts, all_sends

    return set_limits


@pytest.fixture
def visit_from(visit: Callable[..., Visit]) -> Callable[..., Visit]:
    """Opens the form from an address."""

    def open_form(address: str, language: str = "ja", **headers: str) -> Visit:
        client = Client(enforce_csrf_checks=True, headers={**SAME_ORIGIN, **headers}, REMOTE_ADDR=address)
        return visit(language, client)

    return open_form


@dataclass
class AtInquiry:
    """A person of the desk at one inquiry."""

    client: Client
    inquiry: Inquiry

    @property
    def address(self) -> str:
        return f"/admin/inquiries/{self.inquiry.reference}/"

    def post(self, form: str, query: str = "", **data: Any) -> Any:
        """Send one of the forms, written at the present version and with a new key unless told otherwise."""
        self.inquiry.refresh_from_db()
        newest = self.inquiry.messages.order_by("recorded_at", "pk").last()
        hidden = {"version": self.inquiry.version, "key": str(uuid4()), "seen": newest.pk if newest else ""}
        return self.client.post(f"{self.address}{form}/{query}", hidden | data, follow=True)

    def acts(self) -> list[str]:
        found = AuditEntry.objects.filter(subject=self.inquiry.reference).order_by("position")
        return [act for act in found.values_list("action", flat=True) if act != "inquiry.opened"]


@pytest.fixture
def at_inquiry(desk: Any, signed_in: Callable[[Any], Client], inquiry: Inquiry) -> AtInquiry:
    return AtInquiry(signed_in(desk), inquiry)


@pytest.fixture
def visit(visitor: Client) -> Callable[..., Visit]:
    """Opens the form in a language; `client` stands for another browser."""

    def open_form(language: str = "ja", client: Client | None = None) -> Visit:
        return Visit(client or visitor, "/en/contact-us/" if language == "en" else "/contact-us/")

    return open_form


@pytest.fixture
def inquiry(contact_page: ContactPage) -> Inquiry:
    """An inquiry that a visitor has just sent."""
    return received(contact_page)


@pytest.fixture
def grant() -> Callable[..., None]:
    """Gives somebody rights on inquiries, and takes all others."""

    def give(user: Any, *rights: str) -> None:
        user.user_permissions.set(Permission.objects.filter(codename__in=rights, content_type__app_label="contact"))

    return give
