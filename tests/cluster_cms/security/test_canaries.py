"""Whatever is written into whatever field: no page shows an element, attribute or scheme that its text made."""

from collections.abc import Callable

import pytest
from django.test import Client

from cluster_cms.models import User
from tests.contact.conftest import visit
from tests.contact.visit import Visit
from tests.infrastructure.canaries import LONG, Garden

__all__ = ["visit"]
PUBLIC = ["/", "/en/", "/search/?q=zq", "/en/search/?q=zq", f"/search/?q={LONG}", "/promises/", "/your-data/"]
STAFF = ["/admin/"]
FIELDS, PUBLIC_OUTPUTS, STAFF_OUTPUTS = 60, 25, 120  # at least: an empty walk proves nothing


@pytest.fixture
def garden(database: None, visit: Callable[..., Visit]) -> Garden:
    """The site with a canary in every text, and an inquiry that is made of them."""
    visit().send_all(name=LONG, company=f"=1+1{LONG}", message=f"{LONG}\n{LONG}")
    planted = Garden()
    planted.plant()
    return planted


def test_no_public_page_takes_a_text_for_html(garden: Garden, visitor: Client) -> None:
    found = garden.crawl(visitor, PUBLIC, per_route=2).post_forms(visitor)
    assert found.problems == []
    assert len(found.fields) >= FIELDS, sorted(found.fields)
    assert sum(found.outputs.values()) >= PUBLIC_OUTPUTS


def test_no_page_of_staff_takes_a_text_for_html(
    garden: Garden, signed_in: Callable[[User], Client], admin: User
) -> None:
    client = signed_in(admin)
    found = garden.crawl(client, STAFF, per_route=1).post_forms(client)
    print(len(found.fields), "fields", sum(found.outputs.values()), "outputs", sorted(found.closed))
    print(len(found.forms), "forms", dict(found.tables))
    assert found.problems == []
    assert sum(found.outputs.values()) >= STAFF_OUTPUTS, found.outputs


def test_no_file_for_a_spreadsheet_or_a_program_takes_a_text_for_more(
    garden: Garden, signed_in: Callable[[User], Client], desk: User
) -> None:
    client = signed_in(desk)
    garden.crawl(client, ["/admin/inquiries/export/"], per_route=1)
    for form in ("csv", "xlsx", "json"):
        for view, (address, fields) in list(garden.forms.items()):
            if "export" in view:
                garden.look(
                    address, client.post(address, {**fields, "form": form, "to_withheld": "", "to_review_on": ""})
                )
    assert garden.problems == []
    assert sum(garden.tables.values()) >= 2
