"""What people paste as their email address is read with certainty, or asked again at the half that is wrong."""

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from cluster_cms.text.email_address import InvalidAddress
from cluster_cms.text.pasted_address import parse_address
from tests.cluster_cms.text.addresses import AROUND, ASKED, HANAKO, READ


def read(text: str) -> str:
    """Return the address that is read, or the sentence that asks again."""
    try:
        return str(parse_address(text))
    except InvalidAddress as error:
        with override("en"):
            return str(error.sentence)


@pytest.mark.parametrize("address", [HANAKO, "a..b.@docomo.ne.jp", "h@xn--8pvz87e.example"])
def test_what_stands_around_an_address_is_left_out(address: str) -> None:
    assert {around: read(around.format(address)) for around in AROUND} == dict.fromkeys(AROUND, address)


def test_every_spelling_is_read_as_the_address_that_mails_go_to() -> None:
    found = {text: read(text) for texts in READ.values() for text in texts}
    assert found == {text: address for address, texts in READ.items() for text in texts}


@pytest.mark.parametrize("half", ASKED)
def test_what_is_uncertain_is_asked_again_at_the_half_that_is_wrong(half: str) -> None:
    assert [text for text in ASKED[half] if half not in read(text)] == []


@pytest.mark.parametrize(
    "one, other", [("straße", "strasse"), ("λογος", "λογοσ"), ("café", "cafe"), ("möhre", "moehre")]
)
def test_letters_that_old_rules_took_for_each_other_are_different_mailboxes(one: str, other: str) -> None:
    first, second = (parse_address(f"h@{name}.example").domain for name in (one, other))
    assert first != second


def test_only_the_case_of_ascii_letters_is_no_difference() -> None:
    assert parse_address("Hanako@Example.com").identity == parse_address("hANAKO@example.COM").identity
    assert parse_address("hanako@example.com").identity != parse_address("hanak0@example.com").identity


def test_the_domain_is_shown_in_the_letters_of_its_language() -> None:
    assert parse_address("h@xn--8pvz87e.example").in_unicode == "h@見本.example"


def test_words_behind_an_address_are_not_taken_for_letters_that_mislead() -> None:
    assert read("hanako@example.comです") == "Check the part after @ in your email address"


@given(st.text(max_size=80))
def test_any_text_is_read_or_asked_again_and_what_is_read_stays(text: str) -> None:
    for typed in (text, f"{text}@example.com", f"hanako@{text}"):
        try:
            found = parse_address(typed)
        except InvalidAddress:
            continue
        assert parse_address(str(found)) == parse_address(found.spec) == found
