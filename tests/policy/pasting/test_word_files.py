"""Word files give their own numbers, headings and tables; hostile ones are refused."""

import pytest

from policy.pasting.word_files import UnreadableFile, read_word_file
from policy.pasting.word_numbering import kanji, written
from tests.policy.pasting.outline import outline
from tests.policy.pasting.word_samples import SPACE, paragraph, table, word_file

POLICY = word_file(
    paragraph("見本規程", style="a3"),
    paragraph("（目的）この規程は、扱いを定める。", style="jo"),
    paragraph("（提供）次の場合を除く。", style="jo2"),
    paragraph("法令", number="1", level=1),
    paragraph("照会", number="1", level=2),
    paragraph("緊急", number="1", level=1),
    paragraph("（保存）表のとおり。", number="1"),
    table(("書類", "期間"), ("申込書", "三年")),
    paragraph("（窓口）係が答える。", number="1"),
    paragraph("電話", number="2"),
)


def test_the_numbers_that_word_counts_are_written_out() -> None:
    lines = read_word_file(POLICY)[0].split("\n")
    assert lines[:5] == [
        "# 見本規程",
        "第1条 （目的）この規程は、扱いを定める。",
        "第2条 （提供）次の場合を除く。",
        "    (1) 法令",
        "        ア 照会",
    ]
    assert lines[5:] == [
        "    (2) 緊急",
        "第3条 （保存）表のとおり。",
        "書類\t期間",
        "申込書\t三年",
        "第4条 （窓口）係が答える。",
        "• 電話",
    ]


def test_a_word_file_becomes_clauses() -> None:
    assert outline(read_word_file(POLICY)[0]) == [
        *("# 目的", "この規程は、扱いを定める。", "# 提供", "次の場合を除く。", "- 法令", "-- 照会", "- 緊急"),
        *("# 保存", "表のとおり。", "| 書類 | 期間", "| 申込書 | 三年", "# 窓口", "係が答える。", "- 電話"),
    ]


def test_a_list_that_is_started_anew_begins_where_it_says() -> None:
    text = read_word_file(
        word_file(paragraph("甲", number="1"), paragraph("乙", number="3"), paragraph("丙", number="3"))
    )[0]
    assert text.split("\n") == ["第1条 甲", "第5条 乙", "第6条 丙"]


def test_headings_without_numbers_are_marked_as_such() -> None:
    text = read_word_file(word_file(paragraph("Use", style="1"), paragraph("1. Desk", style="1"), paragraph("Call.")))[
        0
    ]
    assert text.split("\n") == ["## Use", "1. Desk", "Call."]


def test_what_word_shows_no_more_is_left_out_and_said() -> None:
    deleted = "<w:p><w:del><w:r><w:delText>old</w:delText></w:r></w:del><w:ins><w:r><w:t>new</w:t></w:r></w:ins></w:p>"
    hidden = "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r></w:p>"
    text, left_out = read_word_file(word_file(deleted, hidden))
    assert text.split() == ["new"]
    assert len(left_out) == 2


BOMB = f"<w:document {SPACE}><w:body>{' ' * 21_000_000}</w:body></w:document>"
ENTITY = f'<!DOCTYPE x [<!ENTITY a "aaaa">]><w:document {SPACE}><w:body>&a;</w:body></w:document>'
DEEP = f"<w:document {SPACE}><w:body>{'<w:sdtContent>' * 500}{'</w:sdtContent>' * 500}</w:body></w:document>"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"PK\x03\x04 no file",
        b"1. Use",
        word_file(document=BOMB),
        word_file(document=ENTITY),
        word_file(document=DEEP),
    ],
    ids=["empty", "cut", "text", "bomb", "entity", "deep"],
)
def test_what_is_no_sound_word_file_is_refused(content: bytes) -> None:
    with pytest.raises(UnreadableFile):
        read_word_file(content)


@pytest.mark.parametrize(
    "number, style, mark",
    [
        (3, "lowerLetter", "c"),
        (28, "upperLetter", "AB"),
        (4, "lowerRoman", "iv"),
        (2, "aiueo", "イ"),
        (2, "iroha", "ロ"),
        (12, "japaneseCounting", "十二"),
        (3, "decimalEnclosedCircle", "③"),
        (5, "decimalZero", "05"),
        (7, "somethingNew", "7"),
    ],
)
def test_numbers_are_written_as_word_writes_them(number: int, style: str, mark: str) -> None:
    assert written(number, style) == mark


@pytest.mark.parametrize(
    "number, text", [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (99, "九十九"), (105, "一〇五")]
)
def test_kanji_count(number: int, text: str) -> None:
    assert kanji(number) == text
