"""A working day of the desk that ends: what the person does is seen, every inquiry closes, no reply is lost unseen."""

from collections.abc import Callable
from datetime import timedelta
from smtplib import SMTPRecipientsRefused
from typing import Any

import pytest
from django.core.mail.backends.locmem import EmailBackend
from django.test import Client
from playwright.sync_api import Page, expect

from cluster_cms import clock as site_clock
from cluster_cms.mail.outbox import MailState, OutboxMail
from cluster_cms.mail.sending import send_due_mails
from cluster_cms.security.audit import AuditEntry
from contact.inquiries.closing import close_quiet_inquiries
from contact.inquiries.history import open_inquiry
from contact.mails.reply_mail import REPLY
from contact.models import Incident, Inquiry, Status, Transfer
from tests.contact.conftest import inquiry
from tests.contact.privacy.person import Writer
from tests.contact.visit import WRITTEN
from tests.infrastructure.cast import SAME_ORIGIN, Clock

__all__ = ["inquiry"]  # the fixture of what a visitor has just sent

pytestmark = pytest.mark.browser
Axe = Callable[[Page], None]
INBOX = "/admin/inquiries/"
ANSWER = "照会のありました件の回答です。"
ORDER = "捜査関係事項照会書 2026年12月1日 例示警察署"
HANDED_OVER = {
    "other": "police@example.jp",
    "to_name": "例示警察署",
    "to_basis": "刑事訴訟法第197条第2項",
    "to_withheld_basis": ORDER,
    "to_note": "署長の照会書、管理責任者が決定",
}
REPORTED = {"description": "宛先を誤って送信", "people": "3", "cause": "入力の誤り", "measures": "送信前の確認を追加"}


@pytest.fixture
def clerk(staff_page: Callable[[Any], Page], desk: Any) -> Page:
    return staff_page(desk)


@pytest.fixture
def officer(staff_page: Callable[[Any], Page], privacy_officer: Any) -> Page:
    return staff_page(privacy_officer)


def now(inquiry: Inquiry) -> Inquiry:
    return Inquiry.objects.get(pk=inquiry.pk)


def row(page: Page, inquiry: Inquiry, query: str = "") -> Any:
    """Go to the list and return the row of an inquiry, which it may have or not."""
    page.goto(f"{INBOX}{query}")
    return page.locator("main tr", has_text=inquiry.reference)


def reply(page: Page, inquiry: Inquiry, button: str = "返信を送信する") -> None:
    page.goto(f"{INBOX}{inquiry.reference}/")
    page.locator("#reply-body").press_sequentially("試料をお送りします。")
    page.get_by_role("button", name=button).click()
    expect(page.locator("#said")).to_contain_text("まもなく送信されます")


def see_own_data(page: Page, inquiry: Inquiry) -> None:
    """Open the page of one's own data by the mailed link, and the inquiry on it by its reference."""
    page.goto(Writer(Client(headers=SAME_ORIGIN), WRITTEN["mail"]).link())
    page.locator("main form button").click()
    page.get_by_label("受付番号").fill(inquiry.reference)
    page.get_by_role("button", name="本文を表示する").click()
    expect(page.locator("main")).to_contain_text("CX-210")


def test_what_the_person_adds_is_unread_and_open_again_until_the_clerk_has_read_it(
    inquiry: Inquiry, clerk: Page, desk: Any, browser_page: Page
) -> None:
    open_inquiry(inquiry=inquiry, actor=desk)
    Inquiry.objects.filter(pk=inquiry.pk).update(status=Status.ANSWERED, assignee=desk)
    expect(row(clerk, inquiry)).not_to_contain_text("未読")
    see_own_data(browser_page, inquiry)
    browser_page.locator("button[value=correct]").first.click()
    browser_page.locator("[name=addition]").fill("納期も教えてください。")
    browser_page.locator("button[value=correct-now]").click()
    expect(browser_page.locator("h1")).to_contain_text("訂正しました")
    expect(row(clerk, inquiry)).to_contain_text("未読")
    expect(row(clerk, inquiry)).to_contain_text("対応中")
    assert (now(inquiry).status, now(inquiry).read_at) == (Status.OPEN, None)
    clerk.get_by_role("link", name=inquiry.reference).click()
    expect(clerk.locator("#answers-section")).to_contain_text("納期も教えてください。")
    expect(row(clerk, inquiry)).not_to_contain_text("未読")
    assert now(inquiry).read_at is not None


def test_one_click_sends_and_closes(inquiry: Inquiry, clerk: Page) -> None:
    reply(clerk, inquiry, "送って完了にする")
    expect(row(clerk, inquiry)).to_contain_text("完了")
    assert (now(inquiry).status, OutboxMail.objects.filter(kind=REPLY).count()) == (Status.CLOSED, 1)


def test_an_answered_one_closes_after_quiet_days(inquiry: Inquiry, clerk: Page, clock: Clock) -> None:
    reply(clerk, inquiry)
    send_due_mails()
    expect(row(clerk, inquiry)).to_contain_text("対応済み")
    clock.forward(days=13)
    close_quiet_inquiries()
    assert now(inquiry).status == Status.ANSWERED
    clock.forward(days=2)
    close_quiet_inquiries()
    expect(row(clerk, inquiry)).to_contain_text("完了")
    clerk.goto(f"{INBOX}{inquiry.reference}/")
    expect(clerk.locator("#history-section")).to_contain_text("サイト（自動）")
    assert now(inquiry).status == Status.CLOSED


def test_a_waiting_one_comes_up_again_on_its_day(inquiry: Inquiry, clerk: Page, clock: Clock, axe: Axe) -> None:
    day = site_clock.today() + timedelta(days=3)
    reply(clerk, inquiry)
    clerk.locator("select[name=status]").select_option("open")
    clerk.get_by_role("button", name="状態を変更する").click()
    clerk.locator("select[name=status]").select_option("waiting")
    clerk.locator("[name=follow_up_on]").fill(day.isoformat())
    clerk.get_by_role("button", name="状態を変更する").click()
    expect(clerk.locator(".w-status").first).to_contain_text("返事待ち")
    expect(row(clerk, inquiry, "?only=follow-up")).to_have_count(0)
    clock.forward(days=3)
    expect(row(clerk, inquiry, "?only=follow-up")).to_contain_text("再連絡")
    clerk.wait_for_load_state("networkidle")
    axe(clerk)
    assert (now(inquiry).status, now(inquiry).follow_up_on) == (Status.WAITING, day)


def refuse(mails: pytest.MonkeyPatch) -> None:
    """Have the worker try what is due, at a server that takes none of it."""

    def no_such_mailbox(*_args: Any) -> int:
        raise SMTPRecipientsRefused({WRITTEN["mail"]: (550, b"no such mailbox")})

    with mails.context() as server:
        server.setattr(EmailBackend, "send_messages", no_such_mailbox)
        send_due_mails()


def test_a_refused_reply_is_seen_resent_and_settled(
    inquiry: Inquiry, clerk: Page, axe: Axe, monkeypatch: pytest.MonkeyPatch
) -> None:
    reply(clerk, inquiry)
    refuse(monkeypatch)
    expect(row(clerk, inquiry, "?only=undelivered")).to_contain_text("未送達")
    clerk.get_by_role("link", name=inquiry.reference).click()
    clerk.wait_for_load_state("networkidle")
    axe(clerk)
    clerk.get_by_role("button", name="もう一度送信する").click()
    expect(clerk.get_by_role("button", name="もう一度送信する")).to_have_count(0)
    send_due_mails()
    expect(row(clerk, inquiry)).not_to_contain_text("未送達")
    assert OutboxMail.objects.get(kind=REPLY).state == MailState.SENT


def test_another_is_settled_for_a_reason(inquiry: Inquiry, clerk: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    reply(clerk, inquiry)
    refuse(monkeypatch)
    clerk.reload()
    settle = clerk.get_by_role("button", name="再送せずに処理済みにする")
    settle.click()  # the browser asks for the reason first
    assert OutboxMail.objects.get(kind=REPLY).state == MailState.DEAD_LETTERED
    clerk.get_by_label("再送しない理由").select_option("別の方法でお伝えしたため")
    settle.click()
    expect(settle).to_have_count(0)
    expect(row(clerk, inquiry)).not_to_contain_text("未送達")
    assert OutboxMail.objects.get(kind=REPLY).state == MailState.DISMISSED
    assert AuditEntry.objects.filter(action="mail.dismissed", subject=inquiry.reference).exists()


def hand_over(page: Page, inquiry: Inquiry) -> None:
    """Answer the police by mail, without the person being told."""
    page.goto(f"{INBOX}{inquiry.reference}/")
    page.locator("summary", has_text="別のアドレスに送る").click()
    page.locator("[name=to_recipient][value=third_party]").check()
    page.locator("[name=to_ground]").select_option("order")
    page.locator("[name=to_withheld]").select_option("crime")
    for name, text in HANDED_OVER.items():
        page.locator(f"[name={name}]").fill(text)
    page.locator("#reply-body").fill(ANSWER)
    page.get_by_role("button", name="返信を送信する").click()


def test_what_the_police_got_is_kept_from_the_person_and_shown_to_the_officer(
    inquiry: Inquiry, clerk: Page, officer: Page, browser_page: Page, axe: Axe
) -> None:
    hand_over(clerk, inquiry)
    expect(clerk.locator("#reply-section")).to_contain_text("見直す日")
    assert not Transfer.objects.exists()
    day = site_clock.today() + timedelta(days=30)
    clerk.locator("[name=to_review_on]").fill(day.isoformat())
    clerk.get_by_role("button", name="返信を送信する").click()
    expect(clerk.locator("#conversation-section")).to_contain_text(ANSWER)
    transfer = Transfer.objects.get()
    assert (transfer.withheld, transfer.withheld_basis, transfer.review_on) == ("crime", ORDER, day)
    see_own_data(browser_page, inquiry)
    expect(browser_page.locator("main")).not_to_contain_text("例示警察署")
    expect(browser_page.locator("main")).not_to_contain_text(ANSWER)
    officer.goto(f"/admin/privacy/transfers/{transfer.number}/")
    expect(officer.locator("main")).to_contain_text(ORDER)
    expect(officer.locator("main")).to_contain_text("施行令第11条")
    axe(officer)


def test_the_desk_changes_subject_and_language(inquiry: Inquiry, clerk: Page, axe: Axe) -> None:
    clerk.goto(f"{INBOX}{inquiry.reference}/")
    clerk.get_by_role("link", name="ご用件と言語").click()
    axe(clerk)
    clerk.get_by_label("ご用件").select_option("careers")
    clerk.get_by_label("言語").select_option("en")
    clerk.locator("main form button[type=submit]").last.click()
    expect(clerk.locator("#reply-body")).to_have_value(f"Dear {WRITTEN['name']},\n\n")
    expect(row(clerk, inquiry)).to_contain_text("採用")
    assert (now(inquiry).subject, now(inquiry).language) == ("careers", "en")


def test_an_incident_has_its_facts_and_the_notice_to_the_persons(officer: Page, axe: Axe) -> None:
    yesterday = site_clock.today() - timedelta(days=1)
    officer.goto("/admin/privacy/incidents/")
    axe(officer)
    for name, hour in {"begins_at": 9, "ends_at": 12, "learned_at": 13}.items():
        officer.locator(f"[name={name}]").fill(f"{yesterday} {hour:02}:00")
    officer.get_by_role("button", name="事故を登録する").click()
    for name, text in REPORTED.items():
        officer.locator(f"main [name={name}]").fill(text)
    officer.locator("form", has=officer.locator("textarea[name=description]")).get_by_role("button").click()
    officer.get_by_label("ご本人への通知の方法").select_option("お一人ずつ通知した")
    officer.get_by_label("通知した内容").fill("お詫びと状況をお知らせしました")
    officer.get_by_role("button", name="通知を記録する").click()
    expect(officer.locator("main table")).to_contain_text("お詫びと状況をお知らせしました")
    axe(officer)
    found = Incident.objects.get()
    assert {name: str(getattr(found, name)) for name in REPORTED} == REPORTED
    assert (found.notice, found.notice_text) == ("each", "お詫びと状況をお知らせしました")
