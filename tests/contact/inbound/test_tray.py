"""Of a mail in the tray the desk makes one of three things; what was thrown away comes back within 30 days."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cluster_cms.security.audit import AuditEntry
from contact.inbound.tray import clear_tray
from contact.models import EmailOriginal, Inquiry, Message, Status, ThrowAwayReason, TrayMail
from contact.models.tray_mail import KEPT_THROWN_AWAY
from tests.contact.inbound.conftest import SENDER, STRANGER, Post, mail
from tests.contact.visit import texts
from tests.infrastructure.cast import Clock

TRAY = "/admin/inquiries/tray/"


def act(client: Client, tray_mail: TrayMail, name: str, **data: str) -> Any:
    return client.post(reverse(f"tray:{name}", args=[tray_mail.pk]), data, follow=True)


def acts() -> list[str]:
    return list(AuditEntry.objects.order_by("position").values_list("action", flat=True))


def test_the_list_shows_each_mail_with_the_likeliest_inquiry_first(
    desk_client: Client, in_tray: TrayMail, inquiry: Inquiry
) -> None:
    page = texts(desk_client.get(TRAY))
    for shown in (
        "その件で教えてください。",
        "stranger@example.org",
        f"{inquiry.reference}に付ける",
        "メールに番号があります",
    ):
        assert shown in page
    assert "(1)" in texts(desk_client.get("/admin/"))


def test_it_is_added_with_its_original_and_leaves_the_tray(
    desk_client: Client, in_tray: TrayMail, inquiry: Inquiry, desk: Any
) -> None:
    Inquiry.objects.update(status=Status.ANSWERED)
    original = in_tray.original
    page = texts(act(desk_client, in_tray, "file", reference=inquiry.reference.lower()))
    message = Message.objects.get()
    inquiry.refresh_from_db()
    assert (message.inquiry_id, message.author_id, message.address) == (inquiry.pk, desk.pk, STRANGER)
    assert (inquiry.status, TrayMail.objects.count()) == (Status.OPEN, 0)
    assert EmailOriginal.objects.get().content == original
    assert f"メールをお問い合わせ{inquiry.reference}に付けました。" in page


def test_a_reference_that_nobody_has_is_refused_and_kept_in_the_field(desk_client: Client, in_tray: TrayMail) -> None:
    page = texts(act(desk_client, in_tray, "file", reference="２２２２-２２２２"))
    assert "この受付番号のお問い合わせはありません" in page
    assert 'value="2222-2222"' in page
    assert TrayMail.objects.exists()


def test_suspected_spam_takes_no_mail_from_the_tray(desk_client: Client, in_tray: TrayMail, inquiry: Inquiry) -> None:
    Inquiry.objects.update(status=Status.SPAM)
    act(desk_client, in_tray, "file", reference=inquiry.reference)
    assert (Message.objects.count(), TrayMail.objects.count()) == (0, 1)


def test_it_is_thrown_away_for_a_reason_and_taken_back(desk_client: Client, in_tray: TrayMail) -> None:
    assert "捨てる理由を選んでください" in texts(act(desk_client, in_tray, "throw_away", reason="age"))
    act(desk_client, in_tray, "throw_away", reason="not_for_us")
    assert "その件で" not in texts(desk_client.get(TRAY))
    assert "当社あてではない" in texts(desk_client.get(f"{TRAY}?show=thrown-away"))
    act(desk_client, in_tray, "take_back")
    assert "その件で" in texts(desk_client.get(TRAY))
    assert acts()[-2:] == ["tray.thrown_away", "tray.taken_back"]


def test_reading_it_whole_and_downloading_it_is_recorded(desk_client: Client, in_tray: TrayMail) -> None:
    desk_client.get(reverse("tray:mail", args=[in_tray.pk]))
    response = act(desk_client, in_tray, "original")
    assert response.getvalue() == in_tray.original
    assert "attachment" in response.headers["Content-Disposition"]
    assert acts()[-2:] == ["tray.opened", "tray.original_downloaded"]


def test_a_colleague_who_was_faster_leaves_a_page_that_is_not_there(desk_client: Client, in_tray: TrayMail) -> None:
    TrayMail.objects.all().delete()
    assert act(desk_client, in_tray, "throw_away", reason="settled").status_code == 404


@pytest.mark.parametrize("role", ["marketing", "legal", "approver"])
def test_others_see_neither_the_tray_nor_its_menu_item(
    role: str, person: Any, signed_in: Any, in_tray: TrayMail
) -> None:
    client = signed_in(person(role))
    assert client.get(TRAY).status_code == 302
    assert "未整理のメール" not in texts(client.get("/admin/"))


def test_automatic_answers_go_after_a_week_and_what_was_thrown_away_a_month_later(
    post: Post, clock: Clock, inquiry: Inquiry
) -> None:
    post(mail(Auto_Submitted="auto-replied"))
    post(mail("人が書いたもの", sender=STRANGER))
    clock.forward(seconds=timedelta(days=8).total_seconds())
    clear_tray()
    assert TrayMail.objects.thrown_away().get().thrown_away_for == ThrowAwayReason.AGE
    clock.forward(seconds=KEPT_THROWN_AWAY.total_seconds() + 60)
    clear_tray()
    assert TrayMail.objects.get().value("text") == "人が書いたもの"
    assert acts()[-1] == "tray.erased"


def test_nothing_is_kept_longer_than_inquiries_are(post: Post, clock: Clock, inquiry: Inquiry) -> None:
    post(mail(sender=SENDER))
    clock.forward(seconds=timedelta(days=3 * 366).total_seconds())
    clear_tray()
    assert not TrayMail.objects.exists()
