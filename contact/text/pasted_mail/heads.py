"""Finds the lines From, Date and Subject on top of a pasted text, as programs for mail show or copy them."""

import re
import unicodedata
from dataclasses import dataclass, field
from email.utils import getaddresses
from html import unescape

from cluster_cms.text.email_address import InvalidAddress
from cluster_cms.text.pasted_address import parse_address

SENDER, SUBJECT, AT, MESSAGE_ID, OTHER = "sender", "subject", "at", "message_id", "other"
LABELS = {
    SENDER: "from 差出人 送信者 発信者 発信元 von de expéditeur 发件人 寄件者 寄件人 보낸사람",
    SUBJECT: "subject 件名 題名 表題 タイトル betreff objet asunto 主题 主旨 主題 제목",
    AT: "date sent received 日付 日時 送信日時 受信日時 送信日 受信日 送信時刻 受信時刻 送受信日時"
    " datum gesendet envoyé fecha 日期 发送时间 發送時間 寄件日期 날짜 보낸날짜",
    MESSAGE_ID: "message-id",
    OTHER: "to cc bcc reply-to sender importance priority attachments attachment categories"
    " mailed-by signed-by security mailing-list an à para 收件人 抄送 받는사람 참조"
    " 宛先 宛て先 送信先 受信者 返信先 送信元 署名元 メーリングリスト セキュリティ 添付ファイル 添付 重要度 優先度"
    " 分類 分類項目 フラグ 状態 in-reply-to references return-path delivered-to received-spf x-mailer user-agent"
    " mime-version content-type content-transfer-encoding content-language thread-topic thread-index list-id",
}
FIELDS = {label: name for name, labels in LABELS.items() for label in labels.split()}
JAPANESE_LABEL = re.compile(r"[\u3040-\u30ff]|日付|日時|送信|受信")
MARKS = r"[\s>＞|*_■●◆◇□○・]*+"  # possessive: a line of a million marks is looked through once
# `From: x`, `*From:* x`, `> 差出人：x`, `【件名】x`, `件 名: x`, and with a tabulator in place of the colon.
LINE = re.compile(
    rf"^{MARKS}(?:[【\[](?P<boxed>[^】\]]{{1,20}})[】\]]\s*[:：]?|(?P<label>[^\s:：\t][^:：\t]{{0,30}}?)[\s*_]*(?P<mark>[:：]|\t))"
    r"[*_]*(?P<value>.*)$"
)
OPENER = re.compile(
    r"^[>\s]*+(?:[-_=*]{3,}.*|.*(?:original message|forwarded message|begin forwarded"
    r"|転送された?メッセージ|元のメッセージ|転送メール).*)$",
    re.IGNORECASE,
)
ANGLE = re.compile(r"[<＜]\s*(?:mailto:)?([^<>＜＞\s]+[@＠][^<>＜＞\s]+)\s*[>＞]", re.IGNORECASE)
IN_BRACKETS = r"[^\[\]()（）［］\s]+"
BRACKETED = re.compile(rf"[\[［（(]\s*(?:mailto:)?({IN_BRACKETS}[@＠]{IN_BRACKETS})\s*[\]］）)]", re.IGNORECASE)
BARE = re.compile(r"[^\s<>\[\]()（）「」,;:、；\"']+[@＠][^\s<>\[\]()（）「」,;:、；\"']+")
QUOTED_NAME = re.compile(r'"[^"]*"')

LONGEST_SENDER = 500  # characters of a From line that are looked at


@dataclass
class Head:
    """The lines that were found, by field; `in_japanese` tells the label of the date."""

    values: dict[str, str] = field(default_factory=dict)
    in_japanese: bool = False


@dataclass(frozen=True)
class HeadLine:
    """A line with a known label."""

    field: str
    label: str
    value: str


def find_head(text: str) -> Head | None:
    """Return the head of a pasted text; None where the text begins with anything else.

    A head begins with a line of a known field, and has two of them before the first blank line. What looks like one
    further down belongs to the letter. Lines of other names are part of it only where the sender has an address.
    """
    lines = text.splitlines()
    start = first_line(lines)
    block = block_of(lines, start)
    head, known, strange, last = Head(), set(), False, ""
    for line in block:
        found = read_line(line)
        if found:
            known.add(found.label if found.field == OTHER else found.field)
            last = add(head, found)
        elif last and (line[:1] in " \t" or not head.values[last]):  # folded, or the value on a line of its own
            head.values[last] = f"{head.values[last]} {line.lstrip(' >')}".strip()
        else:
            strange = True
    begins = bool(block) and read_line(block[0]) is not None
    sure = not strange or address_of(head.values.get(SENDER, "")[:LONGEST_SENDER]) != ""
    return head if begins and sure and len(known) > 1 else None


def add(head: Head, found: HeadLine) -> str:
    """Keep a line unless its field was there before; return the field to which a continued line belongs."""
    if found.field in head.values:
        return ""
    head.values[found.field] = found.value
    if found.field == AT:
        head.in_japanese = bool(JAPANESE_LABEL.search(found.label))
    return found.field


def first_line(lines: list[str]) -> int:
    """Return the number of the first line that is neither blank nor the opening of a forwarded mail."""
    number = 0
    while number < len(lines) and (not lines[number].strip(" \t>*") or OPENER.match(lines[number])):
        number += 1
    return number


def block_of(lines: list[str], start: int) -> list[str]:
    """Return the lines up to the first blank one; of a text with a blank line after each line of its head, those."""
    end = next((number for number in range(start, len(lines)) if not lines[number].strip(" \t>")), len(lines))
    block = lines[start:end]
    if len(block) == 1 and read_line(block[0]):
        while end + 1 < len(lines) and read_line(lines[end + 1]) and not lines[end].strip(" \t>"):
            block.append(lines[end + 1])
            end += 2
    return block


def read_line(line: str) -> HeadLine | None:
    """Return a line of a known field; None for any other."""
    found = LINE.match(line)
    if found is None:
        return None
    label = unicodedata.normalize("NFKC", found["boxed"] or found["label"]).strip(" *_").lower()
    label = label if label.isascii() else "".join(label.split())
    name = FIELDS.get(label)
    return HeadLine(name, label, found["value"].strip().strip("*").strip()) if name else None


def address_of(value: str) -> str:
    """Return the address in a From line; empty where there is none, or where several people may have sent the mail."""
    written = BRACKETED.sub(r"<\1>", unescape(value))
    in_angles = ANGLE.findall(written)
    beside = BARE.findall(QUOTED_NAME.sub(" ", ANGLE.sub(" ", written))) if in_angles else []
    for found in (in_angles + beside, parsed_addresses(written), BARE.findall(written)):
        addresses = list(dict.fromkeys(map(deliverable, found)))
        if addresses:
            return addresses[0] if len(addresses) == 1 else ""
    return ""


def deliverable(address: str) -> str:
    """Return an address as mails are sent to it; as it is written when it is none."""
    try:
        return str(parse_address(address))
    except InvalidAddress:
        return address


def parsed_addresses(value: str) -> list[str]:
    try:
        return [found for _name, found in getaddresses([value]) if BARE.fullmatch(found)]
    except RecursionError:  # brackets within brackets without end
        return []
