"""Own data and consents hang on no page: they outlive every contact page, and old addresses lead to the new ones."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import resolve
from wagtail.models import Locale, Page

from contact.models import Inquiry
from contact.privacy.consents import ask_consent
from tests.contact.privacy.person import PLACES, Writer
from tests.contact.privacy.test_consents import newest_link
from tests.contact.transfers.giving import informing
from tests.contact.visit import texts
from tests.infrastructure.cast import SAME_ORIGIN

TOKEN = "t0-_" * 10 + "abc"
OLD = {
    "contact-us/your-data/": "your-data/",
    "contact-us/your-data": "your-data/",
    "your-data": "your-data/",
    "contact-us/your-data/asked/": "your-data/asked/",
    "contact-us/your-data/open/": "your-data/open/",
    f"contact-us/your-data/link/{TOKEN}/": f"your-data/link/{TOKEN}/",
    f"contact-us/your-data/link/{TOKEN}": f"your-data/link/{TOKEN}/",
    f"your-data/link/{TOKEN}": f"your-data/link/{TOKEN}/",
    f"お問い合わせ/your-data/link/{TOKEN}/": f"your-data/link/{TOKEN}/",
    f"about/us/contact/consent/{TOKEN}/": f"your-data/consent/{TOKEN}/",
    f"contact-us/consent/withdraw/{TOKEN}/": f"your-data/consent/withdraw/{TOKEN}/",
    f"your-data/consent/{TOKEN}": f"your-data/consent/{TOKEN}/",
    f"your-data/consent/withdraw/{TOKEN}": f"your-data/consent/withdraw/{TOKEN}/",
}


@pytest.fixture
def without_form(database: None) -> None:
    """No page of the English tree, and no contact page: neither links nor their pages need one."""
    Page.objects.filter(content_type__model="contactpage").update(live=False, slug="gone", url_path="/gone/")
    Page.objects.filter(locale__language_code="en").update(live=False)


@pytest.mark.parametrize("method, status", [("get", 301), ("head", 301), ("post", 308)])
@pytest.mark.parametrize("prefix", ["/", "/en/"])
def test_an_old_address_leads_to_the_new_one_at_once(visitor: Client, prefix: str, method: str, status: int) -> None:
    for old, new in OLD.items():
        response = getattr(visitor, method)(prefix + old)
        assert (response.status_code, response.headers["Location"]) == (status, prefix + new), old
        assert (response.headers["Cache-Control"] == "no-store") == (TOKEN in old or method == "post"), old
        assert TOKEN not in old or response.headers["Referrer-Policy"] == "no-referrer"


def test_no_page_of_the_tree_is_shadowed_by_an_old_address() -> None:
    for address in ("/consent/", "/about/consent/", "/your-datas/", "/about/my-your-data/", "/about/consents/abc/"):
        assert resolve(address).url_name == "wagtail_serve", address


def test_everything_is_done_without_any_contact_page(
    inquiry: Inquiry, without_form: None, writer_of: Callable[..., Writer], language: str
) -> None:
    writer = writer_of(language=language)
    Inquiry.objects.filter(pk=inquiry.pk).update(language=language)
    assert PLACES[language] in writer.link()
    assert writer.sees(writer.open(), inquiry.reference) == [inquiry.reference]  # before it is named
    assert writer.sees(writer.act("reference", reference=inquiry.reference), "CX-210") == []
    assert writer.act("delete-now", sure="on", also_open="on").status_code == 200
    assert not Inquiry.objects.filter(pk=inquiry.pk).exists()


def test_a_page_that_is_open_while_the_addresses_move_goes_on(inquiry: Inquiry, writer: Writer) -> None:
    old = f"/contact-us{writer.link()}"
    writer.take(writer.client.post(old, follow=True))
    assert writer.secret
    data = {"opened": writer.secret, "act": "reference", "reference": inquiry.reference}
    response = writer.client.post("/contact-us/your-data/open/", data, follow=True)
    assert writer.sees(response, "CX-210") == []


def test_a_consent_is_answered_from_an_old_link_and_from_another_site(inquiry: Inquiry, desk: Any) -> None:
    consent = ask_consent(inquiry=inquiry, purpose=informing(), actor=desk)
    Page.objects.filter(content_type__model="contactpage").update(live=False)
    old = newest_link().replace("/your-data/", "/contact-us/")
    webmail = Client(enforce_csrf_checks=True, headers={"Sec-Fetch-Site": "cross-site"})
    assert webmail.post(old, {"answer": "no"}, follow=True).status_code == 200
    consent.refresh_from_db()
    assert consent.answer == "refused"


def test_the_footer_names_it_whatever_becomes_of_the_form(visitor: Client, without_form: None) -> None:
    assert 'href="/your-data/"' in texts(visitor.get("/"))


def test_it_stays_when_a_language_has_no_locale_any_more(visitor: Client, without_form: None) -> None:
    assert Locale.objects.filter(language_code="en").update(language_code="fr") == 1
    assert visitor.get("/en/your-data/").status_code == 200


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_other_methods_are_refused(visitor: Client, method: str) -> None:
    for address in ("/your-data/", f"/your-data/link/{TOKEN}/", f"/your-data/consent/{TOKEN}/"):
        assert getattr(visitor, method)(address, headers=SAME_ORIGIN).status_code == 405
