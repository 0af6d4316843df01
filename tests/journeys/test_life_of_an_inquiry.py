"""The whole life of one inquiry: sent, acknowledged, answered, given to a contractor, disclosed, corrected, deleted."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from cluster_cms.backups.copying import make_copy
from cluster_cms.backups.restoring import restore_copy
from cluster_cms.mail.sending import send_due_mails
from contact.models import Inquiry, Status, Transfer
from contact.privacy.magic_links import delete_closed_links
from tests.cluster_cms.backups.conftest import Place, empty_place
from tests.infrastructure.decrypted_dump import places_of

__all__ = ["empty_place"]  # pytest finds the fixture here
pytestmark = pytest.mark.browser

NAME, COMPANY, MAIL = "命野 一生", "いのち製作所", "inochi.7f3a@example.com"
MESSAGE, REPLY, CORRECTED = "カナリア番号7f3aの件です。", "7f3aの件、承りました。", "いのち精機株式会社"
SECRETS = (NAME, COMPANY, MAIL, MESSAGE, REPLY, CORRECTED)


def test_of_an_inquiry_that_was_deleted_nothing_is_left(
    browser_page: Page,
    staff_page: Callable[[Any], Page],
    desk: Any,
    mailoutbox: list[Any],
    empty_place: Place,
    tmp_path: Path,
) -> None:
    inquiry = sent(browser_page)
    assert acknowledged(mailoutbox, inquiry)
    at_desk = staff_page(desk)
    answer(at_desk, inquiry)
    give_to_contractor(at_desk, inquiry)
    make_copy(tmp_path / "copy")
    assert all(places_of(secret) for secret in SECRETS if secret != CORRECTED)
    see_own_data(browser_page, mailoutbox)
    disclose(browser_page, inquiry)
    correct(browser_page)
    delete(browser_page, mailoutbox)
    assert [places_of(secret) for secret in SECRETS] == [set()] * len(SECRETS)
    with empty_place():
        assert restore_copy(tmp_path / "copy").erased_again == 1
        assert [places_of(secret) for secret in SECRETS] == [set()] * len(SECRETS)


def sent(page: Page) -> Inquiry:
    page.goto("/contact-us/")
    page.locator("[name=subject][value=products]").check()
    for name, text in (("name", NAME), ("company", COMPANY), ("mail", MAIL), ("message", MESSAGE)):
        page.locator(f"[name={name}]").fill(text)
    page.locator("[name=agreement]").check()
    page.locator("button[name=step][value=confirm]").click()
    page.locator("button[name=step][value=send]").click()
    return Inquiry.objects.get(reference=page.locator(".reference").inner_text())


def to_writer(mails: list[Any]) -> list[str]:
    """Return what the worker has brought to the writer's mailbox, oldest first."""
    send_due_mails()
    return [letter.body for letter in mails if letter.to == [MAIL]]


def acknowledged(mails: list[Any], inquiry: Inquiry) -> bool:
    [letter] = to_writer(mails)
    return inquiry.reference in letter and MESSAGE not in letter


def answer(page: Page, inquiry: Inquiry) -> None:
    page.goto(f"/admin/inquiries/{inquiry.reference}/")
    page.locator("#reply-body").fill(REPLY)
    page.get_by_role("button", name="返信を送信する").click()
    expect(page.locator("#conversation-section")).to_contain_text(REPLY)
    inquiry.refresh_from_db()
    assert inquiry.status == Status.ANSWERED


def give_to_contractor(page: Page, inquiry: Inquiry) -> None:
    page.goto("/admin/inquiries/")
    page.locator(f"input[name=inquiry][value='{inquiry.reference}']").check()
    page.get_by_role("button", name="選んだものを書き出す").click()
    page.locator("[name=to_recipient][value=contractor]").check()
    page.locator("[name=to_contractor]").select_option(index=1)
    page.locator("[name=purpose]").select_option(index=1)
    page.locator("[name=reason]").select_option("answering")
    with page.expect_download():
        page.get_by_role("button", name="書き出す", exact=True).click()
    assert Transfer.objects.filter(inquiries__reference=inquiry.reference).count() == 1


def see_own_data(page: Page, mails: list[Any]) -> None:
    page.goto("/your-data/")
    page.locator("[name=mail]").fill(MAIL)
    page.locator("main form button").click()
    expect(page).to_have_url(re.compile("/asked/$"))
    link = re.search(r"http://testserver(\S+/link/\S+)", to_writer(mails)[-1])
    assert link
    page.goto(link[1])
    page.locator("main form button").click()
    expect(page.locator("#inquiries")).to_be_visible()
    assert MESSAGE not in page.content()


def press(page: Page, act: str) -> None:
    page.locator(f"button[name=act][value={act}]").first.click()


def disclose(page: Page, inquiry: Inquiry) -> None:
    page.locator("[name=reference]").fill(inquiry.reference)
    press(page, "reference")
    for text in (MESSAGE, REPLY, NAME):
        expect(page.locator("main")).to_contain_text(text)
    expect(page.locator("#transfers")).to_be_visible()


def correct(page: Page) -> None:
    press(page, "correct")
    page.locator("[name=company]").fill(CORRECTED)
    press(page, "correct-now")
    press(page, "see")
    assert places_of(CORRECTED)
    assert not places_of(COMPANY)


def delete(page: Page, mails: list[Any]) -> None:
    press(page, "delete")
    page.locator("[name=sure]").check()
    press(page, "delete-now")
    expect(page.locator("main form")).to_have_count(0)
    assert "削除しました" in to_writer(mails)[-1]
    delete_closed_links()
