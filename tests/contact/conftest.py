"""A visitor at the contact form, and inquiries that have arrived."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from contact.models import Inquiry
from contact.pages import ContactPage
from tests.contact.visit import Visit, received


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
