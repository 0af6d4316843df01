"""Item 8 of the policy: links that leave the site are marked and listed; the mark leads to the policy's sentence."""

from collections.abc import Callable

import pytest
from django.test import Client
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from cluster_cms.promises.html_parser import read_page
from cluster_cms.promises.outside_links import NoSuchLink, OutsideLinkCheck, check_link, outside_links
from cluster_cms.security.accounts import User
from cluster_cms.security.audit import AuditEntry
from home.models import CompanyPage
from tests.promises.mutations import Mutation

MUTATIONS = (
    Mutation("cluster_cms/blocks/rich_text.py", '<a class="external" href="{}"', '<a href="{}"'),
    Mutation("cluster_cms/blocks/rich_text.py", '<span class="sr-only">{}</span>', "<span>{}</span>"),
    Mutation(
        "cluster_cms/templates/cluster_cms/blocks/link.html", "{% if value.external %}<span", "{% if False %}<span"
    ),
    Mutation("cluster_cms/promises/outside_links.py", "*map(html.unescape, IN_TEXT.findall(value))", ""),
    Mutation("cluster_cms/promises/outside_links.py", "yield from addresses_in_value(part)", "pass"),
    Mutation("cluster_cms/promises/outside_links.py", "*links_of_redirects()", ""),
    Mutation("cluster_cms/promises/outside_links.py", "is_member(user, MARKETING, PRIVACY, LEGAL)", "True"),
    Mutation(
        "policy/public/views.py", "{register.addresses.current}#{anchors[number]}", "{register.addresses.current}"
    ),
)
TEXT = "https://text.example/?a=1&b=2"
BUTTON = "https://button.example/"
REPORT = "/admin/reports/outside-links/"
SignedIn = Callable[[User], Client]


@pytest.fixture
def page(home_page: Page) -> Page:
    """A live page that links to two other sites, in running text and in a block."""
    prose = f'<p>See <a href="{TEXT.replace("&", "&amp;")}">the standard</a> and <a href="/news/">our news</a>.</p>'
    call = {"title": "Call", "text": "", "link": {"text": "Order", "page": None, "address": BUTTON}}
    body = [{"type": "text", "value": prose}, {"type": "call", "value": call}]
    made = CompanyPage(title="Links", slug="links", locale=home_page.locale, body=body)
    home_page.add_child(instance=made)
    made.save_revision().publish()
    return made


def test_every_link_that_leaves_is_marked_for_eyes_and_ears(page: Page, visitor: Client) -> None:
    found = read_page(visitor.get(page.url).content.decode())
    assert set(found.outbound) == {TEXT, BUTTON}
    assert found.unmarked == []


def test_the_mark_is_explained_on_every_page_and_leads_to_the_sentence(visitor: Client, language: str) -> None:
    prefix = "/" if language == "ja" else "/en/"
    address = f"{prefix}privacy-policy/item/8/"
    footer = visitor.get(f"{prefix}corporate-profile/").content.decode().split("<footer", 1)[1]
    assert f'href="{address}"' in footer
    target = visitor.get(address)
    assert (target.status_code, target.headers["Location"]) == (302, f"{prefix}privacy-policy/#linked-sites")
    assert 'id="linked-sites"' in visitor.get(f"{prefix}privacy-policy/").content.decode()


def test_an_item_that_the_policy_does_not_have_is_no_address(visitor: Client) -> None:
    assert visitor.get("/privacy-policy/item/10/").status_code == 404


def test_the_report_lists_page_host_and_last_check(page: Page, marketing: User, signed_in: SignedIn) -> None:
    check_link(address=BUTTON, actor=marketing)
    report = signed_in(marketing).get(REPORT).content.decode()
    row = report.split("button.example</th>", 1)[1].split("</tr>", 1)[0]
    assert "Links" in row
    assert marketing.get_username() in row
    assert "text.example" in report


def test_links_in_settings_and_redirects_are_found_too(page: Page) -> None:
    Redirect.objects.create(old_path="/old", redirect_link="https://moved.example/")
    found = {link.host for link in outside_links()}
    assert {"moved.example", "text.example", "button.example"} <= found


def test_our_own_addresses_are_no_outside_links(page: Page) -> None:
    assert [link for link in outside_links() if not link.address.startswith("http")] == []
    assert "testserver" not in {link.host for link in outside_links()}


def test_a_click_notes_the_check(page: Page, marketing: User, signed_in: SignedIn) -> None:
    answer = signed_in(marketing).post(f"{REPORT}checked/", {"address": TEXT})
    check, entry = OutsideLinkCheck.objects.get(), AuditEntry.objects.get(action="linked_site.checked")
    assert answer.headers["Location"] == REPORT
    assert (check.address, check.checked_by) == (TEXT, marketing)
    assert (entry.subject, entry.actor_id) == ("text.example", marketing.pk)


def test_an_address_that_the_site_does_not_link_to_is_not_noted(page: Page, marketing: User) -> None:
    with pytest.raises(NoSuchLink):
        check_link(address="https://elsewhere.example/", actor=marketing)
    assert not OutsideLinkCheck.objects.exists()


def test_the_desk_and_strangers_do_not_look_after_links(
    page: Page, desk: User, signed_in: SignedIn, visitor: Client
) -> None:
    assert signed_in(desk).get(REPORT).status_code in (302, 403)
    assert signed_in(desk).post(f"{REPORT}checked/", {"address": TEXT}).status_code in (302, 403)
    assert "/admin/account/login/" in visitor.get(REPORT).headers["Location"]
    assert not OutsideLinkCheck.objects.exists()
