"""Sixty mails as nobody should send them: broken, deep, wide, wrongly encoded, or with words that do harm elsewhere."""

import base64
import hashlib

HEAD = b"From: a@example.org\r\nSubject: x\r\n"
MIME = HEAD + b"MIME-Version: 1.0\r\n"
TEXT = MIME + b"Content-Type: text/plain; charset="
KANJI = "納期の件です。①㈱髙"


def encoded(charset: str, codec: str, text: str = "納期の件です。") -> bytes:
    return TEXT + charset.encode() + b"\r\n\r\n" + text.encode(codec, "replace")


def part(headers: bytes, body: bytes = b"x") -> bytes:
    return MIME + headers + b"\r\n\r\n" + body


def multipart(kind: bytes, *bodies: bytes, end: bool = True) -> bytes:
    inside = b"".join(b"--b\r\n" + body + b"\r\n" for body in bodies)
    return part(b'Content-Type: multipart/%s; boundary="b"' % kind, inside + (b"--b--" if end else b""))


def nested(depth: int, kind: bytes = b"mixed") -> bytes:
    body = b"Content-Type: text/plain\r\n\r\nx"
    for level in range(depth):
        body = b'Content-Type: multipart/%s; boundary="b%d"\r\n\r\n--b%d\r\n' % (kind, level, level) + body
    return MIME + body


def enclosed(depth: int) -> bytes:
    return (MIME + b"Content-Type: message/rfc822\r\n\r\n") * depth + HEAD + b"\r\nx"


ZIP = b"PK\x03\x04" + hashlib.shake_256(b"zip").digest(400)
MAILS = {
    "empty": b"",
    "one newline": b"\n",
    "only blanks": b" \r\n \r\n",
    "no headers": b"\r\n\r\nhello",
    "no body": HEAD,
    "no sender": b"Subject: x\r\n\r\nhello",
    "no subject": b"From: a@example.org\r\n\r\nhello",
    "bare text": "受付番号も見出しもない本文です。".encode(),
    "nul bytes": HEAD + b"\r\n\0\0hello\0",
    "nul in subject": b"From: a@example.org\r\nSubject: a\0b\r\n\r\nhello",
    "random bytes": hashlib.shake_256(b"all").digest(5_000),
    "random after head": HEAD + b"\r\n" + hashlib.shake_256(b"body").digest(5_000),
    "a zip and nothing else": ZIP,
    "utf-16 whole": "From: a@example.org\r\n\r\nhello".encode("utf-16"),
    "byte order mark": b"\xef\xbb\xbf" + HEAD + b"\r\nhello",
    "mailbox line": b"From a@example.org Mon Nov 30 2026\n" + HEAD + b"\r\nhello",
    "line ends of an old Mac": HEAD.replace(b"\r\n", b"\r") + b"\rhello",
    "mixed line ends": b"From: a@example.org\nSubject: x\r\n\rhello",
    "one line of a megabyte": HEAD + b"\r\n" + b"x" * 1_000_000,
    "header of a megabyte": b"From: a@example.org\r\nSubject: " + b"y" * 1_000_000 + b"\r\n\r\nhello",
    "ten thousand headers": HEAD + b"X-A: b\r\n" * 10_000 + b"\r\nhello",
    "header without colon": HEAD + b"nonsense\r\n\r\nhello",
    "folded without end": HEAD + b" \t\r\n" * 500 + b"\r\nhello",
    "two senders": b"From: a@example.org, b@example.org\r\nSubject: x\r\n\r\nhello",
    "sender of brackets": b"From: " + b"(" * 3_000 + b"\r\nSubject: x\r\n\r\nhello",
    "sender of angles": b"From: " + b"<" * 3_000 + b"\r\nSubject: x\r\n\r\nhello",
    "sender with injected header": b"From: =?utf-8?q?a=0d=0aBcc:_c@example.org?= <a@example.org>\r\n\r\nhello",
    "raw kanji in headers": "From: 花子 <a@example.org>\r\nSubject: 納期\r\n\r\nhello".encode("cp932"),
    "lone surrogates": b"From: a@example.org\r\nSubject: =?utf-8?b?7aCA?= \xed\xa0\x80\r\n\r\n\xed\xa0\x80",
    "damaged encoded word": b"From: a@example.org\r\nSubject: =?utf-8?b?###?= =?x?q?\r\n\r\nhello",
    "unknown charset in a word": b"From: a@example.org\r\nSubject: =?klingon?b?5bGx?=\r\n\r\nhello",
    "iso-2022-jp": encoded("iso-2022-jp", "iso2022_jp"),
    "iso-2022-jp of Windows": encoded("iso-2022-jp", "cp932", KANJI),
    "shift_jis": encoded("shift_jis", "cp932", KANJI),
    "euc-jp": encoded("euc-jp", "euc_jp"),
    "utf-8 that says ascii": encoded("us-ascii", "utf-8"),
    "gb18030": encoded("gb2312", "gb18030", "交货期"),
    "utf-7": encoded("utf-7", "utf-7"),
    "charset idna": encoded("idna", "utf-8"),
    "charset that does not exist": encoded("x-nowhere", "utf-8"),
    "charset of a kilobyte": encoded("x" * 1_000, "utf-8"),
    "broken base64": part(b"Content-Type: text/plain\r\nContent-Transfer-Encoding: base64", b"@@@=a="),
    "broken quoted-printable": part(
        b"Content-Type: text/plain\r\nContent-Transfer-Encoding: quoted-printable", b"=ZZ="
    ),
    "unknown encoding": part(b"Content-Type: text/plain\r\nContent-Transfer-Encoding: x-rot13", b"uryyb"),
    "no boundary": part(b"Content-Type: multipart/mixed", b"--x\r\n\r\nhello"),
    "boundary without end": multipart(b"mixed", b"\r\nhello", end=False),
    "empty parts": multipart(b"mixed", b"", b"", b""),
    "wrong content type": part(b"Content-Type: ///;;;=,\xff"),
    "report of nothing": multipart(b"report", b"Content-Type: message/delivery-status\r\n\r\n"),
    "report in a report": multipart(b"report", b"Content-Type: message/rfc822\r\n\r\n" + multipart(b"report", b"x")),
    "nested 20 deep": nested(20),
    "nested 1,000 deep": nested(1_000),
    "alternatives 200 deep": nested(200, b"alternative"),
    "mails in mails": enclosed(60),
    "mails in mails, 2,000": enclosed(2_000),
    "3,000 parts": multipart(b"mixed", *[b"Content-Type: text/plain\r\n\r\nx"] * 3_000),
    "html alone": part(b"Content-Type: text/html", b"<p>hello<script>alert(1)</script><br>" + b"<div>" * 2_000),
    "zip with a path as its name": part(
        b'Content-Type: application/zip\r\nContent-Disposition: attachment; filename="../../etc/passwd\\0.zip"'
        b"\r\nContent-Transfer-Encoding: base64",
        base64.b64encode(ZIP),
    ),
    "name in pieces": part(b"Content-Disposition: attachment; filename*0*=utf-8''%FF; filename*9999999999*=x"),
    "two message ids": HEAD
    + b"Message-ID: <a@b>\r\nMessage-ID: \xff<<>>\r\nReferences: "
    + b"<x@y> " * 9_000
    + b"\r\n\r\nx",
}
