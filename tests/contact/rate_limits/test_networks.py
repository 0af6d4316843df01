"""A limit counts the network that the server knows, not what a header claims."""

from typing import Any

import pytest

pytestmark = pytest.mark.django_db


def test_a_forged_header_does_not_evade_the_limit(visit_from: Any, limits: Any) -> None:
    limits(posts=3)
    visits = [visit_from("198.51.100.7", **{"X-Forwarded-For": f"203.0.113.{number}"}) for number in range(4)]
    assert [here.check().status_code for here in visits] == [200, 200, 200, 429]


def test_all_addresses_of_one_ipv6_customer_share_a_limit(visit_from: Any, limits: Any) -> None:
    limits(posts=2)
    neighbours = [visit_from(f"2001:db8:0:1::{number:x}") for number in range(3)]
    assert [here.check().status_code for here in neighbours] == [200, 200, 429]
    assert visit_from("2001:db8:0:2::1").check().status_code == 200
