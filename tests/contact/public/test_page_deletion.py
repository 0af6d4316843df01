"""Deleting a contact page deletes no inquiry, and tells so without saying whether there is one."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from contact.models import Inquiry
from contact.pages import ContactPage
from tests.contact.visit import texts
from tests.home.making import company_page


@pytest.fixture
def another(contact_page: ContactPage) -> ContactPage:
    """A second contact page in the same language, below a company page: the first may then go."""
    page: ContactPage = contact_page.copy(to=company_page(slug="above"), update_attrs={"slug": "contact-too"})
    return page


def test_inquiries_outlive_their_page(inquiry: Inquiry, contact_page: ContactPage, another: ContactPage) -> None:
    title, before = contact_page.title, Inquiry.objects.count()
    contact_page.delete()
    inquiry.refresh_from_db()
    assert Inquiry.objects.count() == before
    assert inquiry.page is None
    assert inquiry.page_title == title
    assert inquiry.answers


def test_who_deletes_the_page_is_told_that_inquiries_stay(
    inquiry: Inquiry, contact_page: ContactPage, another: ContactPage, admin: Any, signed_in: Callable[[Any], Client]
) -> None:
    page = texts(signed_in(admin).get(f"/admin/pages/{contact_page.pk}/delete/"))
    assert "窓口に残ります" in page
    assert inquiry.reference not in page


def test_deleting_a_page_above_tells_it_too(
    another: ContactPage, admin: Any, signed_in: Callable[[Any], Client]
) -> None:
    above = another.get_parent()
    assert "窓口に残ります" in texts(signed_in(admin).get(f"/admin/pages/{above.pk}/delete/"))


def test_deleting_in_bulk_tells_it_too(
    contact_page: ContactPage, another: ContactPage, admin: Any, signed_in: Callable[[Any], Client]
) -> None:
    address = f"/admin/bulk/wagtailcore/page/delete/?next=/admin/&id={contact_page.pk}"
    page = signed_in(admin).post(address, follow=True)
    assert "窓口に残ります" in texts(page)
    assert not ContactPage.objects.filter(pk=contact_page.pk).exists()
