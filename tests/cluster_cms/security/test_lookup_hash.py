"""Look-up hashes: equal values are found again, and nothing is read from them."""

import pytest
from pytest_django import Settings

from cluster_cms.security.crypto import lookup_hash


@pytest.mark.parametrize("spelling", ["Taro@Example.com", " taro@example.com ", "ｔａｒｏ＠ｅｘａｍｐｌｅ．ｃｏｍ"])
def test_width_case_and_blanks_around_do_not_matter(spelling: str) -> None:
    assert lookup_hash(spelling, purpose="mail") == lookup_hash("taro@example.com", purpose="mail")


def test_different_values_have_different_hashes() -> None:
    assert lookup_hash("taro@example.com", purpose="mail") != lookup_hash("jiro@example.com", purpose="mail")


def test_one_purpose_cannot_be_joined_with_another() -> None:
    assert lookup_hash("taro@example.com", purpose="mail") != lookup_hash("taro@example.com", purpose="limit")


def test_a_hash_depends_on_its_own_key_and_not_on_the_ring(settings: Settings) -> None:
    before = lookup_hash("taro@example.com", purpose="mail")
    settings.INQUIRY_KEYS = {"other": bytes(32)}
    assert lookup_hash("taro@example.com", purpose="mail") == before
    settings.LOOKUP_KEY = bytes(32)
    assert lookup_hash("taro@example.com", purpose="mail") != before
