"""Comparing two versions of a page shows the blocks that were changed, and nothing around them."""

from collections.abc import Callable

from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from cluster_cms.security.accounts import User
from home.models import CompanyPage


def table(*rows: tuple[str, str]) -> dict[str, object]:
    values = [
        {
            "type": "item",
            "id": f"00000000-0000-4000-8000-00000000000{number}",
            "value": {"heading": heading, "text": text, "product": None, "quantity": ""},
        }
        for number, (heading, text) in enumerate(rows)
    ]
    return {"type": "table", "id": "t", "value": {"caption": "会社概要", "rows": values, "note": ""}}


def test_only_the_changed_row_is_shown(home_page: Page, marketing: User, signed_in: Callable[[User], Client]) -> None:
    page = CompanyPage(title="概要", slug="gaiyou")
    text = {"type": "text", "id": "x", "value": "<p>変わらない段落</p>"}
    page.body = [text, table(("設立", "1986年"), ("資本金", "1億円"))]
    home_page.add_child(instance=page)
    before = page.save_revision()
    page.body = [text, table(("設立", "1986年"), ("資本金", "2億円"))]
    after = page.save_revision()
    address = reverse("wagtailadmin_pages:revisions_compare", args=[page.pk, before.pk, after.pk])
    shown = signed_in(marketing).get(address).content.decode()
    changes = shown.partition("<tbody>")[2]
    assert "資本金" in changes
    assert "会社概要" in changes
    assert "設立" not in changes
    assert "変わらない段落" not in changes
