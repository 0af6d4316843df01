"""The head of a pasted mail, as programs show it: found where the text begins with one, and nowhere else."""

import pytest

from cluster_cms.clock import TOKYO
from contact.text.pasted_mail import TimeDoubt, read_paste

NAME, ADDRESS, SUBJECT, TIME = "見本 花子", "hanako@example.com", "Re: 納期の件", "2026-11-27 15:04"
SENDER = f"{NAME} <{ADDRESS}>"
LETTER = "\n\nお世話になっております。\n日時：2026年10月10日 10:00\n件名：工場見学\n差出人：別人 <other@example.org>\n"
HEADS = {
    "outlook_ja": f"差出人: {SENDER}\n送信日時: 2026年11月27日 15:04\n宛先: desk@example.jp\n件名: {SUBJECT}",
    "outlook_ja_cc": f"差出人: {SENDER}\n宛先: <desk@example.jp>; k@example.jp\nCc: m@example.jp\n件名: {SUBJECT}\n"
    "送信日時: 2026年11月27日金曜日 15:04\n重要度: 高",
    "outlook_mailto": f"From: {NAME} [mailto:{ADDRESS}]\nSent: Friday, November 27, 2026 3:04 PM JST\n"
    f"To: x@example.jp\nSubject: {SUBJECT}",
    "outlook_starred": f"*From:* {SENDER}\n*Sent:* Nov 27, 2026 3:04 PM GMT+9\n*To:* D\n*Subject:* {SUBJECT}",
    "markdown": f"**From:** {SENDER}\n**Date:** Fri, 27 Nov 2026 15:04 +0900\n**Subject:** {SUBJECT}",
    "starred_ja": f"*差出人:* {SENDER}\n*日付:* 2026年11月27日 15:04\n*件名:* {SUBJECT}",
    "gmail_ja": f"差出人: {SENDER}\n宛先: desk@example.jp\n日付: 2026年11月27日(金) 15:04\n件名: {SUBJECT}\n"
    "送信元: example.com\n署名元: example.com\nセキュリティ: 標準的な暗号化（TLS）",
    "gmail_forward": f"---------- Forwarded message ---------\nFrom: {SENDER}\nDate: 2026年11月27日(金) 15:04\n"
    f"Subject: {SUBJECT}\nTo: <desk@example.jp>",
    "outlook_forward": f"--- Original Message ---\nFrom: {SENDER}\nDate: Fri, 27 Nov 2026 06:04 UT\nSubject: {SUBJECT}",
    "forward_ja": f"転送されたメッセージ:\n\n差出人: {SENDER}\n件名: {SUBJECT}\n"
    "日付: 2026年11月27日 15:04:05 JST\n宛先: x@example.jp",
    "apple": f"Begin forwarded message:\n\nFrom: {SENDER}\nSubject: {SUBJECT}\n"
    "Date: November 27, 2026 at 3:04:05 PM GMT+9\nTo: desk@example.jp",
    "thunderbird": f"件名:\t{SUBJECT}\n日付:\tFri, 27 Nov 2026 15:04:00 +0900\n差出人:\t{SENDER}\n宛先:\tx@example.jp",
    "thunderbird_quoted": f"> From: {SENDER}\n> Date: Fri, 27 Nov 2026 15:04:00 +0900\n> Subject: {SUBJECT}\n",
    "becky": f"From: {SENDER}\nTo: desk@example.jp\nDate: Fri, 27 Nov 2026 15:04:00 +0900\nSubject: {SUBJECT}\n--",
    "spaced": f"差 出 人 ： {SENDER}\n日　時：2026/11/27 15:04\n件　名：{SUBJECT}",
    "full_width": f"差出人：{NAME}＜{ADDRESS.replace('@', '＠')}＞\n日時：２０２６／１１／２７　１５：０４\n"
    f"件名：{SUBJECT}",
    "mobile": f"From:{ADDRESS}\n日時:2026/11/27 15:04\n件名:{SUBJECT}",
    "boxed": f"【差出人】{SENDER}\n【件名】{SUBJECT}\n【日時】2026年11月27日 15:04",
    "bulleted": f"■差出人：{SENDER}\n■送信日時：2026年11月27日 15:04\n■件名：{SUBJECT}",
    "tabs": f"差出人\t{SENDER}\n件名\t{SUBJECT}\n送信日時\t2026/11/27 (金) 15:04",
    "next_line": f"差出人:\n{SENDER}\n送信日時:\n2026年11月27日 15:04\n件名:\n{SUBJECT}",
    "every_other_line": f"差出人: {SENDER}\n\n送信日時: 2026年11月27日 15:04\n\n件名: {SUBJECT}",
    "folded": f"From: {NAME}\n <{ADDRESS}>\nDate: Fri, 27 Nov 2026\n 15:04:00 +0900\nSubject: {SUBJECT}",
    "blank_lines_before": f"\n\n \n差出人: {SENDER}\n日付: 2026年11月27日 15:04\n件名: {SUBJECT}",
    "underlined": f"________________\n差出人: {SENDER}\n送信日時: 2026年11月27日 15:04\n件名: {SUBJECT}",
    "odd_line_with_address": f"差出人: {SENDER}\n日付: 2026年11月27日 15:04\n件名: {SUBJECT}\n表示: HTML",
}
SENDERS = {
    '"Mihon, Hanako" <hanako@example.com>': ADDRESS,
    "Mihon, Hanako <hanako@example.com>": ADDRESS,
    "Mihon Hanako [mailto:hanako@example.com]": ADDRESS,
    "Mihon Hanako [hanako@example.com]": ADDRESS,
    "見本 花子（hanako@example.com）": ADDRESS,
    "hanako@example.com (見本 花子)": ADDRESS,
    "hanako@example.com (Mihon, was old@example.org)": ADDRESS,
    "hanako@example.com": ADDRESS,
    "<mailto:hanako@example.com>": ADDRESS,
    '"hanako@example.com" <hanako@example.com>': ADDRESS,
    '"boss@example.org" <hanako@example.com>': ADDRESS,
    "hanako@example.com <mailto:hanako@example.com>": ADDRESS,
    "見本 花子 &lt;hanako@example.com&gt;": ADDRESS,
    "hanako@example.com;": ADDRESS,
    "Mihon Hanako": "",
    "undisclosed-recipients:;": "",
    "Team: a@example.com, b@example.com;": "",
    "a@example.com, b@example.com": "",
    "Boss <boss@example.org> <hanako@example.com>": "",
    "boss@example.org, Hanako <hanako@example.com>": "",
    "Hanako <hanako@example.com>; boss@example.org": "",
}
LETTERS = (
    "お世話になっております。見本花子です。\n日時：2026年10月10日 10:00\n件名：工場見学\n差出人：見本花子\n\n"
    "上の日程で伺いたいです。",
    "お世話になっております。\n\n日時：2026年10月10日 10:00\n件名：工場見学\n差出人：見本 <m@example.org>\n",
    "日時：2026年10月10日 10:00\n場所：本社\n件名：工場見学\n\nよろしくお願いします。",
    "件名：工場見学\n\n日程のご相談です。\n日時：2026年10月10日 10:00",
    "From: the factory to the lens\nwe ship everything.\nDate: soon",
    "Date: 10 October 2026, 10:00 GMT\nPlace: Osaka\n\nCould we meet?",
    "From 10:00 to 12:00 is fine.\nSubject: to change",
    "On Fri, Nov 27, 2026 at 3:04 PM Hanako <hanako@example.com> wrote:\n> From: x@example.org\n> Subject: y",
    "Re: 納期\n詳細：別紙\n\n-----Original Message-----\nFrom: desk@example.jp\nSubject: x",
    "",
    "\n\n",
    ":" * 5000,
    "差出人" * 2000,
    "From:\nDate:\n",
)


@pytest.mark.parametrize("program", HEADS)
def test_the_head_of_every_program_is_read_and_nothing_below_it(program: str) -> None:
    mail = read_paste(HEADS[program] + LETTER)
    assert (mail.address, mail.subject) == (ADDRESS, SUBJECT)
    assert mail.at is not None, mail.time
    assert f"{mail.at.astimezone(TOKYO):%Y-%m-%d %H:%M}" == TIME
    assert "別人" in mail.text


@pytest.mark.parametrize("written", SENDERS)
def test_the_address_of_the_sender_is_certain_or_empty(written: str) -> None:
    assert read_paste(f"From: {written}\nDate: x\nSubject: y\n\nz").address == SENDERS[written]


@pytest.mark.parametrize("letter", LETTERS)
def test_lines_inside_a_letter_are_no_head(letter: str) -> None:
    mail = read_paste(letter)
    assert (mail.sender, mail.subject, mail.at, mail.address) == ("", "", None, "")


def test_the_sender_is_never_taken_from_the_recipients() -> None:
    mail = read_paste("To: hanako@example.com\nDate: Fri, 27 Nov 2026 15:04:00 +0900\nSubject: x\n\nfrom a@example.com")
    assert (mail.sender, mail.address) == ("", "")
    assert mail.at is not None


def test_an_english_head_without_a_zone_is_asked_about() -> None:
    mail = read_paste(f"From: {SENDER}\nSent: Friday, November 27, 2026 3:04 PM\nTo: Desk\nSubject: x\n\ny")
    assert (mail.address, mail.at, mail.time.doubt) == (ADDRESS, None, TimeDoubt.ZONE)
