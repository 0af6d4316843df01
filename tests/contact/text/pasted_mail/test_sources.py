"""The raw source of a mail: readable in every encoding and charset, attachments listed, damage never silent."""

import base64
import quopri
from email.message import EmailMessage
from email.mime.message import MIMEMessage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

import pytest

from cluster_cms.clock import TOKYO
from contact.text.pasted_mail import MailWarning, NoMailFile, OutlookFile, PastedMail, read_file, read_paste

JA = "お世話になっております。納期の件でご連絡します。"
HEAD = (
    "From: =?ISO-2022-JP?B?GyRCOCtLXBsoQiAbJEIyVjtSGyhC?= <hanako@example.com>\n"
    "Subject: =?UTF-8?B?57SN5pyf?=\nDate: Fri, 27 Nov 2026 15:04:05 +0900\n"
    "Message-ID: <one@mail.example.com>\nMIME-Version: 1.0\n"
)


def plain(charset: str, encoding: str, body: str) -> str:
    return f"{HEAD}Content-Type: text/plain; charset={charset}\nContent-Transfer-Encoding: {encoding}\n\n{body}"


def base64_of(content: bytes) -> str:
    return base64.encodebytes(content).decode()


JIS = JA.encode("iso2022_jp").decode("ascii")
MS = b"\x1b$B-!@P1Q-j\x1b(B \x1b(I6@6E\x1b(B".decode("ascii")  # ①石英㈱ and half-width kana, as Windows writes them
PASTES = {
    "jis": (plain("ISO-2022-JP", "7bit", JIS), JA),
    "jis_without_esc": (plain("ISO-2022-JP", "7bit", JIS.replace("\x1b", "")), JA),
    "jis_with_shown_esc": (plain("ISO-2022-JP", "7bit", JIS.replace("\x1b", "^[")), JA),
    "jis_with_symbol_esc": (plain("iso-2022-jp", "7bit", JIS.replace("\x1b", "\u241b")), JA),
    "jis_of_windows": (plain("ISO-2022-JP", "7bit", MS), "①石英㈱ ｶﾀｶﾅ"),
    "jis_named_by_windows": (plain("cp50220", "7bit", JIS), JA),
    "jis_in_base64": (plain("ISO-2022-JP", "base64", base64_of(JA.encode("iso2022_jp"))), JA),
    "jis_quoted": (plain("ISO-2022-JP", "quoted-printable", quopri.encodestring(JA.encode("iso2022_jp")).decode()), JA),
    "utf8_base64": (plain("UTF-8", "base64", base64_of(JA.encode())), JA),
    "utf8_quoted": (plain("utf-8", "quoted-printable", quopri.encodestring(JA.encode()).decode()), JA),
    "utf8_8bit": (plain("UTF-8", "8bit", JA), JA),
    "sjis_base64": (plain("Shift_JIS", "base64", base64_of("①髙橋㈱ です".encode("cp932"))), "①髙橋㈱ です"),
    "sjis_seen_by_the_viewer": (plain("Shift_JIS", "8bit", JA), JA),
    "euc": (plain("EUC-JP", "base64", base64_of(JA.encode("euc_jp"))), JA),
    "euc_of_windows": (plain("EUC-JP", "base64", base64_of(b"\xad\xa1\xa4\xa2")), "①あ"),
    "gb2312": (plain("GB2312", "base64", base64_of("交货日期朱镕基".encode("gb18030"))), "交货日期朱镕基"),
    "big5": (plain("Big5", "base64", base64_of("交貨日期".encode("big5"))), "交貨日期"),
    "euc_kr": (plain("EUC-KR", "base64", base64_of("납기 똠방각하".encode("cp949"))), "납기 똠방각하"),
    "windows_1252": (plain("iso-8859-1", "quoted-printable", "=93Gr=FC=DFe=94 =80"), "“Grüße” €"),
    "koi8": (plain("koi8-r", "base64", base64_of("Срок".encode("koi8-r"))), "Срок"),
    "utf7": (plain("utf-7", "7bit", JA.encode("utf-7").decode()), JA),
    "no_encoding": (f"{HEAD}Content-Type: text/plain; charset=UTF-8\n\n{JA}", JA),
    "crlf": (plain("UTF-8", "base64", base64_of(JA.encode())).replace("\n", "\r\n"), JA),
    "mailbox_line": ("From - Fri Nov 27 15:04:05 2026\n" + plain("UTF-8", "8bit", JA), JA),
    "folds_lost": (
        "Received: from a.example (a.example [192.0.2.1])\nby b.example with ESMTPS id x\n"
        + plain("UTF-8", "8bit", JA),
        JA,
    ),
    "html": (
        f"{HEAD}Content-Type: text/html; charset=UTF-8\n\n<style>p{{}}</style><p>{JA}<br>次の行</p>",
        f"{JA}\n次の行",
    ),
    "html_comments": (
        f"{HEAD}Content-Type: text/html; charset=UTF-8\n\n<!-- a <p>b -->"
        f"<![if !mso]>{JA}<![endif]><!--[if mso]>c<![endif]--> 1 < 2",
        f"{JA} 1 < 2",
    ),
    "html_links": (
        f"{HEAD}Content-Type: text/html; charset=UTF-8\n\n<a name=top>{JA}<a href='https://a.example/x'>図面</a>。",
        f"{JA}図面 <https://a.example/x>。",
    ),
    "flowed": (
        f"{HEAD}Content-Type: text/plain; charset=UTF-8; format=flowed; delsp=yes\n\n"
        "お世話に \nなります。\n> a \n> b\n-- \nx",
        "お世話になります。\n> ab\n-- \nx",
    ),
}
UNSURE = {
    "unknown_charset": plain("x-unknown", "base64", base64_of(JA.encode())),
    "unnamed_8bit": f"{HEAD}Content-Type: text/plain\nContent-Transfer-Encoding: base64\n\n"
    + base64_of(JA.encode("cp932")),
    "utf8_named_jis": plain("ISO-2022-JP", "base64", base64_of(JA.encode())),
    "mojibake": plain("UTF-8", "8bit", JA.encode().decode("latin_1")),
}
UNREADABLE = {
    "cut_jis": plain("ISO-2022-JP", "7bit", JIS.replace("\x1b", "").replace("(B", "")),
    "broken_utf8": plain("UTF-8", "base64", base64_of(b"abc \xff\xfe \xe3\x81")),
    "codec_of_python": plain("unicode_escape", "base64", base64_of(b"\\u3042 \xff")),
}


@pytest.mark.parametrize("kind", PASTES)
def test_the_source_of_a_mail_is_readable(kind: str) -> None:
    source, letter = PASTES[kind]
    mail = read_paste(source)
    assert (mail.text, mail.warnings) == (letter, ())
    assert (mail.sender, mail.address) == ("見本 花子 <hanako@example.com>", "hanako@example.com")
    assert (mail.subject, mail.message_id, mail.is_source) == ("納期", "<one@mail.example.com>", True)
    assert mail.at is not None
    assert f"{mail.at.astimezone(TOKYO):%Y-%m-%d %H:%M:%S}" == "2026-11-27 15:04:05"


@pytest.mark.parametrize("kind", UNSURE)
def test_what_had_to_be_guessed_is_readable_and_pointed_out(kind: str) -> None:
    mail = read_paste(UNSURE[kind])
    assert (mail.text, mail.warnings) == (JA, (MailWarning.CHARSET,))


@pytest.mark.parametrize("kind", UNREADABLE)
def test_what_cannot_be_read_is_pointed_out(kind: str) -> None:
    assert read_paste(UNREADABLE[kind]).warnings == (MailWarning.CHARSET,)


@pytest.mark.parametrize("charset", ["iso2022_jp", "cp932", "euc_jp", "utf_8"])
def test_a_file_is_read_by_its_bytes(charset: str) -> None:
    name = {"iso2022_jp": "ISO-2022-JP", "cp932": "Shift_JIS", "euc_jp": "EUC-JP", "utf_8": "UTF-8"}[charset]
    mail = read_file(plain(name, "8bit", "").encode() + JA.encode(charset))
    assert (mail.text, mail.warnings) == (JA, ())


def test_a_subject_in_raw_bytes_is_read_by_the_charset_of_the_mail() -> None:
    for charset, name in (("cp932", "Shift_JIS"), ("utf_8", "UTF-8"), ("iso2022_jp", "ISO-2022-JP")):
        head = (
            f"Subject: {'見積'}\nFrom: a@example.com\nMIME-Version: 1.0\nContent-Type: text/plain; charset={name}\n\nx"
        )
        assert read_file(head.encode(charset)).subject == "見積"


def test_encoded_words_that_cut_a_letter_in_two_are_joined() -> None:
    first, second = (base64.b64encode(part).decode() for part in ("納期".encode()[:4], "納期".encode()[4:]))
    head = f"Subject: =?utf-8?B?{first}?=\n =?utf-8?B?{second}?=\nFrom: a@example.com\nMIME-Version: 1.0\n\nx"
    assert read_paste(head).subject == "納期"


def letter_with(*attachments: tuple[str, str, bytes]) -> EmailMessage:
    mail = EmailMessage()
    mail["From"], mail["Subject"], mail["Date"] = "a@example.com", "x", "Fri, 27 Nov 2026 15:04:05 +0900"
    mail.set_content(JA)
    mail.add_alternative(f"<p><b>{JA}</b></p>", subtype="html")
    for name, kind, content in attachments:
        main, sub = kind.split("/")
        mail.add_attachment(content, maintype=main, subtype=sub, filename=name)
    return mail


def listed(mail: PastedMail) -> list[tuple[str, str, int]]:
    return [(one.name, one.type, one.size) for one in mail.attachments]


def test_attachments_are_listed_by_name_type_and_size_and_the_plain_text_is_taken() -> None:
    attached = [("図面.pdf", "application/pdf", b"x" * 5000), ("a.csv", "application/octet-stream", b"1")]
    mail = read_file(letter_with(*attached).as_bytes())
    assert listed(mail) == [(name, kind, len(content)) for name, kind, content in attached]
    assert (mail.text, mail.warnings) == (JA, ())


@pytest.mark.parametrize(
    "disposition",
    [
        "attachment; filename*=ISO-2022-JP''%1B%24B%3FeLL%1B%28B.pdf",
        "attachment; filename*0*=UTF-8''%E6%B0%B4; filename*1*=%E9%9D%A2.pdf",
        'attachment; filename="=?ISO-2022-JP?B?GyRCP2VMTBsoQi5wZGY=?="',
        'attachment; filename="=?utf-8?B?5rC0?=\n =?utf-8?B?6Z2iLnBkZg==?="',
        'inline; filename="水面.pdf"',
    ],
)
def test_names_of_attachments_are_decoded(disposition: str) -> None:
    part = f"--b\nContent-Type: application/pdf\nContent-Disposition: {disposition}\n\n%PDF\n--b--\n"
    mail = read_paste(f'{HEAD}Content-Type: multipart/mixed; boundary="b"\n\n--b\n\n{JA}\n{part}')
    assert [one.name for one in mail.attachments] == ["水面.pdf"]


def multipart(kind: str, *parts: str) -> str:
    pieces = "".join(f"--b\n{part}\n" for part in parts)
    return f'{HEAD}Content-Type: multipart/{kind}; boundary="b"\n\n{pieces}--b--\n'


TEXT = f"Content-Type: text/plain; charset=utf-8\n\n{JA}\n"
HTML = f"Content-Type: text/html; charset=utf-8\n\n<p>{JA}</p>\n"
EMPTY = "Content-Type: text/plain; charset=utf-8\n\n \n"
PICTURE = "Content-Type: image/png; name=a.png\nContent-Transfer-Encoding: base64\n\nAAAA\n"
SIGNED = "Content-Type: application/pkcs7-signature; name=smime.p7s\nContent-Transfer-Encoding: base64\n\nAAAA\n"
ENCLOSED = f"Content-Type: message/rfc822\n\nFrom: b@example.com\nSubject: old\n{TEXT}"
INVITATION = "Content-Type: text/calendar; method=REQUEST; name=invite.ics\n\nBEGIN:VCALENDAR\n"
STATUS = "Content-Type: message/delivery-status\n\nReporting-MTA: dns; x\n\nFinal-Recipient: rfc822; c@example.com\n"
PARTED = {
    "alternative": (multipart("alternative", TEXT, HTML), [], ()),
    "html_alone": (multipart("alternative", EMPTY, HTML), [], ()),
    "invitation": (multipart("alternative", TEXT, HTML, INVITATION), ["invite.ics"], ()),
    "invitation_beside": (multipart("mixed", TEXT, INVITATION), ["invite.ics"], ()),
    "related": (multipart("related", HTML, PICTURE), ["a.png"], ()),
    "signed": (multipart("signed", TEXT, SIGNED), ["smime.p7s"], ()),
    "forwarded": (multipart("mixed", TEXT, ENCLOSED), ["old.eml"], ()),
    "forwarded_alone": (multipart("mixed", EMPTY, ENCLOSED), ["old.eml"], ()),
    "report": (multipart("report", TEXT, STATUS), [], (MailWarning.REPORT,)),
}


@pytest.mark.parametrize("kind", PARTED)
def test_every_kind_of_multipart_gives_its_letter_and_lists_the_rest(kind: str) -> None:
    source, names, warnings = PARTED[kind]
    mail = read_paste(source)
    assert mail.text.startswith(JA)
    assert ([one.name for one in mail.attachments], mail.warnings) == (names, warnings)


def test_an_encrypted_mail_and_an_empty_one_say_so() -> None:
    sealed = f"{HEAD}Content-Type: application/pkcs7-mime; name=smime.p7m\nContent-Transfer-Encoding: base64\n\nAAAA\n"
    assert read_paste(sealed).warnings == (MailWarning.SEALED,)
    assert read_paste(multipart("mixed", PICTURE)).warnings == (MailWarning.NO_TEXT,)


def test_a_very_long_mail_is_cut_and_says_so() -> None:
    mail = read_paste(plain("UTF-8", "8bit", "長" * 100_001))
    assert (len(mail.text), mail.warnings) == (100_000, (MailWarning.CUT,))


@pytest.mark.parametrize(
    "letter, restored",
    [
        (JIS.replace("\x1b", ""), JA),
        (JIS, JA),
        ("The price is $B5 (B grade) or $BA(B.", "The price is $B5 (B grade) or $BA(B."),
        ("US$B 10\n(B)", "US$B 10\n(B)"),
        ("Item $BHH(B) costs 5", "Item $BHH(B) costs 5"),
    ],
)
def test_a_letter_alone_has_its_escapes_restored_only_with_certainty(letter: str, restored: str) -> None:
    assert read_paste(letter).text == restored


@pytest.mark.parametrize(
    "content",
    [
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
        b"",
        b"%PDF-1.7",
        b"\xff\xd8\xff\xe0",
        "日報".encode("utf-16"),
        b"just a letter\n\nDate: x",
        b"PK\x03\x04",
    ],
)
def test_a_file_that_is_no_mail_is_refused(content: bytes) -> None:
    with pytest.raises(OutlookFile if content[:1] == b"\xd0" else NoMailFile):
        read_file(content)


def test_what_apple_mail_and_mailbox_files_put_around_a_mail_is_left_out() -> None:
    mail = plain("UTF-8", "8bit", JA).encode()
    plist = (
        b'<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE plist PUBLIC "-//Apple//DTD" "x">\n<plist><dict/></plist>\n'
    )
    for content in (
        b"%d\n" % len(mail) + mail + b"\n" + plist,
        b"From x@example.com Fri Nov 27\n" + mail,
        b"\xef\xbb\xbf" + mail,
    ):
        assert read_file(content).text == JA


def nested(depth: int) -> bytes:
    part: MIMEMultipart | MIMEText | MIMEMessage = MIMEText("x")
    heads = "".join(f'Content-Type: multipart/mixed; boundary="b{n}"\n\n--b{n}\n' for n in range(depth))
    return f"{HEAD}{heads}{part.as_string()}".encode()


@pytest.mark.parametrize(
    "content",
    [
        nested(400),
        HEAD.encode() + b'Content-Type: multipart/mixed; boundary=""\n\n--\nx',
        HEAD.encode() + b"Content-Type: multipart/mixed\n\nx",
        HEAD.encode() + b"Content-Type: ;;;=\nContent-Transfer-Encoding: base64\n\n%%%",
        HEAD.encode() + b'Content-Type: text/plain; charset="\xff\xfe"\n\n\xff\xfe\x00\x1b$B',
        HEAD.encode() + b"Content-Type: text/html; charset=utf-8\n\n" + b"<div>" * 20_000 + b"x",
        HEAD.encode() + b"Content-Type: text/plain; charset*=x''y; name*0*=''%ff; name*2=z\n\nx",
        HEAD.encode() + b"X-Long: " + b"a" * 200_000 + b"\n\nx",
        b"From: " + b"(" * 5000 + b"\nSubject: =?utf-8?B?%%%?= =?x?Q?=\nMIME-Version: 1.0\n\nx",
        b"From: \nDate: \nMIME-Version:\n\n" + bytes(range(256)),
        HEAD.encode() + b"Content-Type: text/plain; " + b"a=b;" * 6_000 + b"\n\nx",
        (
            HEAD + 'Content-Type: multipart/mixed; boundary="b"\n\n' + "--b\nContent-Type: text/plain\n\nx\n" * 300
        ).encode(),
    ],
)
def test_a_damaged_source_breaks_nothing(content: bytes) -> None:
    mail = read_file(content)
    assert mail.is_source
    assert read_paste(content.decode("latin_1")).is_source
