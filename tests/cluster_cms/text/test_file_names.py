"""Names of files keep their letters in every language and are safe; in ASCII nothing is read the Chinese way."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cluster_cms.text.cleaning import compose
from cluster_cms.text.file_names import ascii_name, content_disposition, stored_name

RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)


@pytest.mark.parametrize(
    "name, kept",
    [
        ("カ\u3099イト\u3099フ\u3099ック.pdf", "ガイドブック.pdf"),
        ("東京工場 案内（改）.pdf", "東京工場_案内_改.pdf"),
        ("हिन्दी किताब.pdf", "हिन्दी_किताब.pdf"),
        ("می\u200cخواهم.pdf", "می\u200cخواهم.pdf"),
        ("葛\U000e0100飾 髙﨑𠮷.pdf", "葛\U000e0100飾_髙﨑𠮷.pdf"),
        ("e\u0301te\u0301.PNG", "été.PNG"),
        ("ㇷ゚ Việt 한글 ไทย.pdf", "ㇷ゚_Việt_한글_ไทย.pdf"),
        ("ガイド.width-800.format-webp.webp", "ガイド.width-800.format-webp.webp"),
        ("v1.2 資料.tar.gz", "v1.2_資料.tar.gz"),
    ],
)
def test_letters_of_every_script_stay(name: str, kept: str) -> None:
    assert stored_name(name) == kept


@pytest.mark.parametrize(
    "name, safe",
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\temp\\山田.docx", "山田.docx"),
        (".htaccess", "htaccess"),
        ("CON.txt", "_CON.txt"),
        ("com1.見積.pdf", "_com1.見積.pdf"),
        ("photo.php.jpg", "photo_php.jpg"),
        ("fdp\u202etxt.exe", "fdptxt.exe"),
        ("a%00.pdf", "a_00.pdf"),
        ("a\0\r\nb.pdf", "a_b.pdf"),
        ("a\";b='c.pdf", "a_b_c.pdf"),
        ("…", "file"),
        ("🙂.pdf", "file.pdf"),
        ("【】　.xlsx", "file.xlsx"),
        ("_con_.pdf", "_con.pdf"),
        ("", "file"),
        ("...", "file"),
    ],
)
def test_a_name_is_safe_on_every_system(name: str, safe: str) -> None:
    assert stored_name(name) == safe


@given(st.text(max_size=300))
def test_any_name_becomes_one_that_can_be_stored(name: str) -> None:
    stored = stored_name(name)
    assert 0 < len(stored) <= 82
    assert len(stored.encode()) <= 255 - 40
    assert not re.search(r"[\0-\x1f/\\:*?\"<>|%]|^\.|\.$", stored)
    assert not RESERVED.match(stored)
    assert stored_name(stored) == stored == compose(stored)


def test_a_long_name_is_cut_between_letters_and_keeps_its_ending() -> None:
    assert stored_name("ab" + "葛\U000e0100" * 100 + ".pdf") == "ab" + "葛\U000e0100" * 24 + ".pdf"


@pytest.mark.parametrize(
    "name, plain",
    [
        ("ガイドブック.pdf", "gaidobukku.pdf"),
        ("ＣＯＮ.pdf", "_CON.pdf"),
        ("しょうひん・カタログ.pdf", "shouhin_katarogu.pdf"),
        ("キャッチャー_ﾌｧｲﾙ.pdf", "kyatcha_fairu.pdf"),
        ("Müller_Straße.pdf", "Muller_Strasse.pdf"),
        ("report.pdf", "report.pdf"),
        ("東京.pdf", "document-12.pdf"),
        ("ガイド_東京.pdf", "document-12.pdf"),
        ("北京.pdf", "document-12.pdf"),
        ("Ёлка.pdf", "document-12.pdf"),
        ("한글.pdf", "document-12.pdf"),
    ],
)
def test_only_what_has_a_certain_reading_is_transliterated(name: str, plain: str) -> None:
    assert ascii_name(name, neutral="document-12") == plain


def test_a_download_has_its_own_name_and_one_in_ascii() -> None:
    header = content_disposition("東京.pdf", attachment=True, neutral="document-12")
    assert header == "attachment; filename=\"document-12.pdf\"; filename*=UTF-8''%E6%9D%B1%E4%BA%AC.pdf"
    assert content_disposition("a.pdf", attachment=False, neutral="x") == 'inline; filename="a.pdf"'


@given(st.text(max_size=60))
def test_no_name_breaks_out_of_its_header(name: str) -> None:
    header = content_disposition(stored_name(name), attachment=True, neutral="x")
    assert re.fullmatch(r"""attachment; filename="[\w.-]+"(; filename\*=UTF-8''[\w.%~-]+)?""", header, re.ASCII)
