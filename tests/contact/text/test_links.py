"""The tokens of mailed links: derived from two secrets, and found again after one of them was renewed."""

from uuid import UUID

import pytest
from pytest_django import Settings

from contact.text.links import QUESTION, WITHDRAWAL, consent_token, magic_link_token, token_hash

RECORD = UUID(int=7)
OLD, NEW = "an older secret key", "a newer secret key"


@pytest.mark.parametrize("name, other", [("LOOKUP_KEY", b"2" * 32), ("SECRET_KEY", NEW)])
def test_neither_secret_alone_makes_a_token(settings: Settings, name: str, other: object) -> None:
    token = magic_link_token(RECORD)
    setattr(settings, name, other)
    assert magic_link_token(RECORD) != token


def test_each_link_of_a_record_has_a_token_of_its_own() -> None:
    tokens = {magic_link_token(RECORD), consent_token(RECORD, QUESTION), consent_token(RECORD, WITHDRAWAL)}
    assert len(tokens) == 3
    assert {len(token) for token in tokens} == {43}


def test_a_mail_written_after_the_secret_key_was_renewed_carries_the_token_that_is_stored(settings: Settings) -> None:
    settings.SECRET_KEY = OLD
    token = magic_link_token(RECORD)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = NEW, [OLD]
    assert magic_link_token(RECORD, token_hash(token)) == token
    assert magic_link_token(RECORD) != token, "new links are made under the new key"
