"""Blanks and new lines that lay out a text: voices and the search stumble over them, narrow screens break them."""

import re
from collections.abc import Iterator

from cluster_cms.checks.faults import Fault, TextKind, TextPiece

JAPANESE = "\u3005-\u3007\u3041-\u3096\u30a1-\u30fa\u30fc\u3400-\u9fff\uf900-\ufaff"
BLANK = "[ \u3000]"
ONE = f"(?<![{JAPANESE}])[{JAPANESE}]"
SPREAD = re.compile(f"{ONE}(?:{BLANK}+[{JAPANESE}]){{2,}}(?![{JAPANESE}])")
SPREAD_PAIR = re.compile(f"{ONE}{BLANK}+[{JAPANESE}](?![{JAPANESE}])")
# Pairs that are spread to the width of a column; any other may be a name such as 林 誠.
PAIRS = """
目次 日時 場所 内容 備考 対象 定員 会場 主催 共催 後援 期間 時間 住所 電話 氏名 創業 設立 資本 社名 代表 役員
売上 事業 本社 支社 工場 会社 製品 価格 仕様 用途 特長 特徴 品番 型番 数量 単位 材質 名称 概要 以上 敬具 拝啓
沿革 組織 納期 担当 件名 宛先 日程 費用 料金 方法 結果 注意 参考 項目 種類 寸法 重量 質量 容量 出力 電源 温度
湿度 精度 保証
"""
# Rows of single characters that are a list, not a word.
ROWS = """
月火水木金土日祝 大中小 上中下 赤青黄緑白黒茶紫橙灰銀金桃 東西南北 〇一二三四五六七八九十 甲乙丙丁 高中低 春夏秋冬
前後左右 縦横高 強中弱 あいうえお アイウエオ イロハニ 優良可 男女
"""
POLITE = "様氏殿君"
LEADING = re.compile(f"^{BLANK}+")
RUN = re.compile(f"(?<=[^ \u3000\n]){BLANK}{{2,}}(?=[^ \u3000\n])")
AFTER_MARK = re.compile(f"(?<=[、。，」）]){BLANK}+(?=[{JAPANESE}「（])")
EMPTY_LINES = re.compile(r"\n[ \u3000]*(?:\n[ \u3000]*)+")
CUT_LINE = re.compile(f"(?<=[\u3041-\u3096、])\n{BLANK}*(?=[{JAPANESE}「])")
LONG_LINE = 18  # characters; what is broken before may be a slogan or an address


def spread_words(piece: TextPiece) -> Iterator[Fault]:
    """Yield words with blanks between their characters."""
    for found in SPREAD.finditer(piece.text):
        word = joined(found[0])
        if word[-1] not in POLITE and not any(set(word) <= set(row) for row in ROWS.split()):
            yield Fault("spread-word", found.start(), found.end(), word)
    for found in SPREAD_PAIR.finditer(piece.text):
        if joined(found[0]) in PAIRS.split():
            yield Fault("spread-word", found.start(), found.end(), joined(found[0]))


def joined(text: str) -> str:
    return text.replace(" ", "").replace("\u3000", "")


def layout_blanks(piece: TextPiece) -> Iterator[Fault]:
    """Yield blanks that indent or push words apart; one blank between words stays, as in a name."""
    if found := LEADING.search(piece.text):
        yield Fault("layout-blanks", found.start(), found.end(), "")
    for found in RUN.finditer(piece.text):
        code = "double-blank" if piece.language == "en" else "layout-blanks"
        yield Fault(code, found.start(), found.end(), " " if piece.language == "en" else blank_of(found[0]))
    if piece.language == "ja":
        for found in AFTER_MARK.finditer(piece.text):
            if len(found[0]) == 1:
                yield Fault("layout-blanks", found.start(), found.end(), "")


def blank_of(blanks: str) -> str:
    return "\u3000" if "\u3000" in blanks else " "


def layout_lines(piece: TextPiece) -> Iterator[Fault]:
    """Yield empty lines that make room, empty paragraphs, and new lines in the middle of a sentence."""
    if piece.kind is TextKind.GAP:
        yield Fault("empty-paragraph", 0, len(piece.text))
    for found in EMPTY_LINES.finditer(piece.text):
        yield Fault("layout-lines", found.start(), found.end(), "\n")
    if piece.kind is not TextKind.TEXT or piece.language != "ja":
        return
    for found in CUT_LINE.finditer(piece.text):
        before = piece.text[: found.start()].rpartition("\n")[2]
        if len(before) >= LONG_LINE:
            yield Fault("layout-lines", found.start(), found.end(), "")
