"""Nothing that the staff area offers a role leads to a refusal or nowhere, and addresses are shown as people read them.

Begins with the dashboard, the explorer and the editors, and follows each kind of address once: links, forms, menus.
"""

import html
import re
from collections.abc import Callable

import pytest
from django.test import Client
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from cluster_cms.security.accounts import User
from tests.home.making import company_page, home
from tests.infrastructure.role_walk.walk import FAILED, LEADING, NOT_FOUND, REFUSED, client_as, undone, word

ROLES = ("marketing", "legal", "approver", "desk", "privacy", "admin")
QUOTE = r"""(?:"|&quot;)"""
LINK = re.compile(rf"""(?:href=|action=|{QUOTE}url{QUOTE}:\s*){QUOTE}([^"&]*(?:&amp;[^"&]*)*){QUOTE}""")
LISTED = re.compile(r'data-object-id="(\d+)"')
NUMBER = re.compile(r"(?<=/)[0-9a-f-]{36}(?=/)|(?<=/)\d+(?=/)|(?<=/)[2-9A-Z]{4}-[2-9A-Z]{4}(?=/)")
SHOWN = re.compile(r'>([^<>{]+)<(?!/script|/template)|<input(?![^>]*type="hidden")[^>]*value="([^"{]*)"')
ENCODED = re.compile(r"%E[0-9A-F]%[89AB]", re.IGNORECASE)
ENCODED_PATH = "/%E3%81%8A%E7%9F%A5%E3%82%89%E3%81%9B/"
BY_ADDRESS = ("/admin/choose-page/", "/admin/reports/outside-links/", "/admin/reports/upkeep/", "/admin/redirects/")
# The chooser of a workflow offers superusers to edit each of its pages; the policy is for legal and approver alone.
KNOWN = ("/admin/workflows/edit/N/",)
FEWEST = 30  # screens


class Walk:
    """Follows what each screen offers; notes what is refused, on which screen it stood, and encoded texts."""

    def __init__(self, client: Client, kept: set[str]) -> None:
        self.kept = kept
        self.client, self.offered, self.encoded = client, set[tuple[str, str]](), set[tuple[str, str]]()
        self.closed = set[str]()
        self.seen = {self.kind(address) for address in LEADING}
        self.waiting: list[str] = []

    def begin(self, *addresses: str) -> None:
        for address in addresses:
            self.offer(address, "")
        while self.waiting:
            self.visit(self.waiting.pop(0))

    def offer(self, address: str, stands_on: str) -> None:
        if stands_on and stands_on not in KNOWN:
            self.offered.add((self.kind(address), stands_on))
        if address.startswith("/admin/") and self.kind(address) not in self.seen:
            self.seen.add(self.kind(address))
            self.waiting.append(address)

    def visit(self, address: str) -> None:
        with undone(self.client):
            response = self.client.get(address)
        if word(response) in (REFUSED, NOT_FOUND, FAILED):
            self.closed.add(self.kind(address))
            return
        if response.streaming or "html" not in response.headers.get("Content-Type", ""):
            return
        shown = response.content.decode()
        self.encoded |= {
            (self.kind(address), text) for text in map("".join, SHOWN.findall(shown)) if ENCODED.search(text)
        }
        listed = LISTED.search(shown)
        for found in map(html.unescape, LINK.findall(shown)):
            if not found.startswith("/admin/bulk/"):
                self.offer(found, self.kind(address))
            elif listed:  # a script adds the rows that were chosen
                self.offer(f"{found.partition('?')[0]}?id={listed[1]}", self.kind(address))

    def kind(self, address: str) -> str:
        """Return an address without query, references and numbers, but the pages kept: one of each is followed."""
        path = address.partition("?")[0].partition("#")[0]
        return NUMBER.sub(lambda number: number[0] if number[0] in self.kept else "N", path)


@pytest.mark.parametrize("role", ROLES)
def test_everything_that_is_offered_to_a_role_lets_it_in(
    role: str, person: Callable[[str], User], policy_page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = company_page(slug="お知らせの例", title="例")
    company_page(slug="子ページ", parent=page)
    Redirect.objects.create(old_path="/古い", redirect_page=page)
    Redirect.objects.create(old_path="/前の", redirect_link=f"https://example.com{ENCODED_PATH}")
    Redirect.objects.create(old_path="/先の", redirect_link=ENCODED_PATH)
    walk = Walk(client_as(person(role), monkeypatch), {str(page.pk), str(policy_page.pk)})
    pages = f"/admin/pages/{home().pk}/", f"/admin/pages/{page.pk}/", f"/admin/pages/{page.pk}/edit/"
    walk.begin("/admin/", *pages, *BY_ADDRESS)
    refused = sorted(one for one in walk.offered if one[0] in walk.closed)
    assert len(walk.seen) >= FEWEST
    assert not refused, "\n".join(map(str, refused))
    assert not walk.encoded, "\n".join(map(str, sorted(walk.encoded)))
