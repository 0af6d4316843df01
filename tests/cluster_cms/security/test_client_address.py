"""From where a request comes: the connection, or what our own proxies wrote, and nothing that a visitor claims."""

from typing import Any

import pytest
from django.test import RequestFactory

from cluster_cms.security.client_address import networks_of
from cluster_cms.settings.env import networks

PROXY = "10.0.0.1"
CASES = [
    # proxies, connection, X-Forwarded-For, network
    ("", "198.51.100.7", None, "198.51.100.7"),
    ("", "198.51.100.7", "203.0.113.9", "198.51.100.7"),
    ("", "2001:db8:1:2:3:4:5:6", None, "2001:db8:1:2::/64"),
    ("", "::ffff:198.51.100.7", None, "198.51.100.7"),
    (PROXY, "198.51.100.7", "203.0.113.9", "198.51.100.7"),
    (PROXY, PROXY, "203.0.113.9", "203.0.113.9"),
    (PROXY, PROXY, "192.0.2.66, 203.0.113.9", "203.0.113.9"),
    (PROXY, PROXY, "2001:db8:1:2:ffff::9", "2001:db8:1:2::/64"),
    (PROXY, PROXY, "[2001:db8:1:2::9]:443", "2001:db8:1:2::/64"),
    (PROXY, PROXY, "203.0.113.9:5123", "203.0.113.9"),
    (PROXY, PROXY, None, PROXY),
    (PROXY, PROXY, "", PROXY),
    (PROXY, PROXY, "203.0.113.9, unknown", PROXY),
    (PROXY, PROXY, "203.0.113.9, <script>", PROXY),
    ("10.0.0.0/8", PROXY, "192.0.2.66, 203.0.113.9, 10.9.9.9", "203.0.113.9"),
    ("10.0.0.0/8", PROXY, "10.1.1.1, 10.2.2.2", "10.1.1.1"),
    ("2001:db8:ff::/48", "2001:db8:ff::1", "203.0.113.9", "203.0.113.9"),
    ("127.0.0.1", "", "203.0.113.9", "203.0.113.9"),
    ("", "", "203.0.113.9", "127.0.0.1"),
]


@pytest.mark.parametrize("proxies, connection, claimed, network", CASES)
def test_the_network_of_a_request(
    proxies: str, connection: str, claimed: str | None, network: str, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRUSTED_PROXIES", proxies)
    settings.TRUSTED_PROXIES = networks("TRUSTED_PROXIES", ())
    headers = {} if claimed is None else {"X-Forwarded-For": claimed}
    own = networks_of(RequestFactory().post("/", REMOTE_ADDR=connection, headers=headers))[0]
    assert own == (network if "/" in network else f"{network}/32")


@pytest.mark.parametrize(
    "address, networks",
    [
        ("198.51.100.7", ("198.51.100.7/32", "198.51.100.0/24", "198.51.0.0/16")),
        ("2001:db8:1:2ff::9", ("2001:db8:1:2ff::/64", "2001:db8:1:200::/56", "2001:db8:1::/48", "2001:db8::/32")),
    ],
)
def test_the_networks_widen_from_the_visitor_to_the_provider(address: str, networks: tuple[str, ...]) -> None:
    assert networks_of(RequestFactory().post("/", REMOTE_ADDR=address)) == networks
