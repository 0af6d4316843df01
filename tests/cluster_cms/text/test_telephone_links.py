"""Telephone numbers as links: dialled from anywhere, and shown as the reader dials them."""

import pytest
from django.utils.translation import override

from cluster_cms.templatetags.site_tags import email, telephone
from cluster_cms.text.telephone_numbers import dialled, international

NUMBERS = {
    "03-1234-5678": ("+81 3-1234-5678", "tel:+81312345678"),
    "(06) 1234-5678": ("+81 6 1234-5678", "tel:+81612345678"),
    "+81 6 0000 0001": ("+81 6 0000 0001", "tel:+81600000001"),
    "0120 000 000": ("+81 120 000 000", "tel:+81120000000"),
    "110": ("110", "tel:110"),
}


@pytest.mark.parametrize("number", NUMBERS)
def test_a_number_is_dialled_from_anywhere(number: str) -> None:
    assert (international(number), dialled(number)) == NUMBERS[number]


def test_each_language_shows_it_as_its_readers_dial_it() -> None:
    shown = []
    for language in ("ja", "en"):
        with override(language):
            shown.append(telephone("03-1234-5678"))
    assert shown == [
        '<a class="num" href="tel:+81312345678">03-1234-5678</a>',
        '<a class="num" href="tel:+81312345678">+81 3-1234-5678</a>',
    ]


def test_an_address_is_a_link_and_stays_text() -> None:
    assert email('a"b@example.com') == '<a href="mailto:a%22b@example.com">a&quot;b@example.com</a>'
