"""Many servers at once share one limit: not one post more gets through, and none fails."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection

from contact.models import RateCounter
from contact.rate_limits import limits as limits_module
from contact.rate_limits.limits import CountedPost, LimitReached

SERVERS, POSTS, MOST = 4, 12, 20


def count_passed(*addresses: str) -> int:
    """Post from each address at once, each in a thread with a connection of its own; count what gets through."""
    with ThreadPoolExecutor(len(addresses)) as pool:
        return sum(pool.map(post_often, addresses))


def post_often(address: str) -> int:
    try:
        return sum(
            passes(CountedPost((address, "192.0.2.0/24", "192.0.0.0/16"), sending=True)) for _post in range(POSTS)
        )
    finally:
        connection.close()


def passes(post: CountedPost) -> bool:
    try:
        post.check()
        post.count_alone()
    except LimitReached:
        return False
    return True


def test_servers_at_once_share_the_limit_of_a_network(committed_db: None, limits: Any) -> None:
    limits(sends=MOST)
    assert count_passed(*["192.0.2.1"] * SERVERS) == MOST


def test_servers_at_once_share_the_ceiling_of_all(
    committed_db: None, limits: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits_module, "FORM_RESERVES", (0, 0, 0, 0))
    limits(all_sends=MOST)
    assert count_passed(*[f"192.0.2.{number}" for number in range(SERVERS)]) == MOST


def test_counts_at_once_lose_none(committed_db: None, limits: Any) -> None:
    limits()
    assert count_passed(*[f"192.0.2.{number}" for number in range(SERVERS)]) == SERVERS * POSTS
    assert max(RateCounter.objects.values_list("count", flat=True)) == SERVERS * POSTS
