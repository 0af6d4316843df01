"""A customer sends a drawing without JavaScript, the desk saves it and answers with a data sheet of the library."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from playwright.sync_api import Page, expect

from cluster_cms.mail.sending import send_due_mails
from contact.models import AttachedFile, Inquiry
from contact.pages import ContactPage
from tests.contact.visit import WRITTEN
from tests.library.samples import DXF, PDF, document, revision

pytestmark = pytest.mark.browser
FILES = "input[type=file]"


@pytest.fixture
def taken(committed_db: None) -> None:
    ContactPage.objects.update(takes_files=True)
    revision(document("cx-sheet", title_ja="CX-210 データシート"), content=PDF, name="CX-210.pdf")


def fill(form: Page) -> None:
    form.goto("/contact-us/")
    form.locator("[name=subject][value=products]").check()
    for name in ("name", "mail", "message"):
        form.locator(f"[name={name}]").fill(WRITTEN[name])
    form.locator("[name=agreement]").check()


def step(form: Page, name: str) -> None:
    form.locator(f"button[name=step][value={name}]").click()


def test_a_drawing_survives_an_error_and_is_sent(taken: None, without_javascript: Page, tmp_path: Path) -> None:
    tab = without_javascript
    (drawing := tmp_path / "部品 図面.dxf").write_bytes(DXF)
    (program := tmp_path / "setup.exe").write_bytes(b"MZ\x90\x00" + b"\0" * 100)
    fill(tab)
    tab.locator(FILES).set_input_files([drawing, program])
    step(tab, "confirm")
    expect(tab.locator("[data-error-summary]")).to_contain_text("setup.exe")
    expect(tab.get_by_label("部品 図面.dxf")).to_be_checked()
    step(tab, "confirm")
    expect(tab.locator("h1")).to_have_text("入力内容の確認")
    expect(tab.locator("main")).to_contain_text("部品 図面.dxf")
    step(tab, "send")
    expect(tab.locator(".reference")).to_be_visible()
    assert AttachedFile.objects.get().inquiry == Inquiry.objects.latest("received_at")


def test_the_desk_saves_it_and_answers_with_a_data_sheet(
    taken: None, staff_page: Callable[[Any], Page], desk: Any, axe: Callable[[Page], None]
) -> None:
    inquiry = Inquiry.objects.filter(status="new", language="ja").latest_first()[0]
    AttachedFile.objects.create(inquiry=inquiry, name="部品 図面.dxf", kind="dxf", size=len(DXF), content=DXF)
    tab = staff_page(desk)
    tab.goto(f"/admin/inquiries/{inquiry.reference}/")
    with tab.expect_download() as saved:
        tab.get_by_role("button", name="ダウンロード 部品 図面.dxf").click()
    assert saved.value.suggested_filename == "部品_図面.dxf"
    assert saved.value.path().read_bytes() == DXF
    tab.locator("#reply-body").press_sequentially("資料を添付します。")
    tab.get_by_text("資料ライブラリの資料を添付する").click()
    tab.get_by_label("CX-210 データシート").check()
    axe(tab)
    tab.get_by_role("button", name="返信を送信する").click()
    expect(tab.locator("#conversation-section")).to_contain_text("CX-210.pdf · PDF")
    mail.outbox.clear()
    send_due_mails()
    assert [one.attachments[0][0] for one in mail.outbox if one.attachments] == ["CX-210.pdf"]
