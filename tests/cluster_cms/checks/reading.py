"""Reads the planted faults and the clean texts of this folder."""

import re
from dataclasses import dataclass
from pathlib import Path

from cluster_cms.checks.faults import Term, TextKind, TextPiece

TEXTS = Path(__file__).parent / "texts"
MARKED = re.compile(r"\{(.*?)=>(.*?)\}", re.DOTALL)
LINK = re.compile(r"\[\[(.*?)\]\]")
TERMS = (
    Term("お問合せ", "お問い合わせ"),
    Term("下さい", "ください"),
    Term("致します", "いたします", except_in=("一致します", "合致します")),
    Term("出来ます", "できます"),
    Term("宜しく", "よろしく"),
    Term("有難う", "ありがとう"),
    Term("頂き", "いただき", except_in=("山頂き",)),
    Term("e-mail", "メール"),
    Term("Eメール", "メール"),
    Term("サーバ", "サーバー"),
    Term("ユーザ", "ユーザー"),
    Term("尚、", "なお、", except_in=("高尚、",)),
    Term("No.1"),
    Term("完全無欠"),
    Term("e-mail", "email", "en"),
    Term("web site", "website", "en"),
    Term("world's best", "", "en"),
)


@dataclass(frozen=True)
class Planted:
    """A fault that was planted: the pieces of its page, where it stands, and the right text, if that is certain."""

    pieces: tuple[TextPiece, ...]
    code: str
    start: int
    end: int
    corrected: str | None


def lines(name: str) -> list[tuple[str, str]]:
    found = (TEXTS / name).read_text(encoding="utf-8").splitlines()
    kept = [line.partition(" | ") for line in found if line and not line.startswith("#")]
    return [(head, text) for head, _mark, text in kept]


def unescaped(text: str) -> str:
    return re.sub(r"\\u([0-9a-f]{4})", lambda code: chr(int(code[1], 16)), text.replace("\\n", "\n"))


def planted(language: str) -> list[Planted]:
    return [planted_in(head, unescaped(text), language) for head, text in lines(f"faults_{language}.txt")]


def planted_in(head: str, text: str, language: str) -> Planted:
    kind, code = head.split()
    mark = MARKED.search(text)
    assert mark, text
    start, end = mark.start(), mark.start() + len(mark[1])
    before, behind = text[: mark.start()], text[mark.end() :]
    links = ((start, end),) if kind == "linked" else ()
    named = {"linked": TextKind.TEXT, "h4": TextKind.HEADING}.get(kind) or TextKind(kind)
    level = {"h4": 4, "heading": 2}.get(kind, 0)
    piece = TextPiece(before + mark[1] + behind, named, language, level=level, links=links)
    above = (
        (TextPiece("工程" if language == "ja" else "Steps", TextKind.HEADING, language, level=2),)
        if kind == "h4"
        else ()
    )
    return Planted((*above, piece), code, start, end, None if mark[2] == "?" else before + mark[2] + behind)


def clean(language: str) -> list[TextPiece]:
    return [clean_piece(kind, unescaped(text), language) for kind, text in lines(f"clean_{language}.txt")]


def clean_piece(kind: str, text: str, language: str) -> TextPiece:
    """Return the piece; marks of links are taken out and become spans."""
    links, plain = [], text
    while mark := LINK.search(plain):
        links.append((mark.start(), mark.start() + len(mark[1])))
        plain = plain[: mark.start()] + mark[1] + plain[mark.end() :]
    return TextPiece(plain, TextKind(kind), language, level=2 if kind == "heading" else 0, links=tuple(links))
