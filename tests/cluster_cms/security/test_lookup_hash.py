"""Look-up hashes: equal values are found again, and nothing is read from them."""

import pytest
from pytest_django import Settings

from cluster_cms.security.crypto import lookup_hash


@pytest.mark.parametrize("other", ["jiro@example.com", "TARO@example.com", "taro@example.com ", "taro@ﬁ.com"])
def test_different_values_have_different_hashes(other: str) -> None:
    assert lookup_hash("taro@example.com", purpose="mail") != lookup_hash(other, purpose="mail")


def test_one_purpose_cannot_be_joined_with_another() -> None:
    assert lookup_hash("taro@example.com", purpose="mail") != lookup_hash("taro@example.com", purpose="limit")


def test_a_hash_depends_on_its_own_key_and_not_on_the_ring(settings: Settings) -> None:
    before = lookup_hash("taro@example.com", purpose="mail")
    settings.INQUIRY_KEYS = {"other": bytes(32)}
    assert lookup_hash("taro@example.com", purpose="mail") == before
    settings.LOOKUP_KEY = bytes(32)
    assert lookup_hash("taro@example.com", purpose="mail") != before
