"""Signs of office documents: marks of their lists, letters of their symbol fonts, raised and lowered letters."""

import re

ALONE = re.compile("[①-⑳㉑-㉟㊱-㊿]")
NUMBER = re.compile(
    r"(?:第)?[(（\[]?(?P<value>[0-9０-９]{1,4}(?:[.．][0-9０-９]{1,3})*|[a-zａ-ｚ]{1,4}|[A-ZＡ-Ｚ]{1,4}|[Ⅰ-Ⅻⅰ-ⅻ]"
    r"|[一二三四五六七八九十百]{1,3}|[ア-ンｱ-ﾝイロハ])(?:[.．、,:：)）\]]+|[条項号章節])"
)
FIRST = re.compile(r"[(（\[第]?(?:0?1|[１aAａＡiIⅰⅠ一①アｱイ])(?![0-9０-９a-zA-Z一-十])")
BULLET = re.compile("[·•●○◦▪■□◆◇‣⁃∙\uf0b7\uf0a7\uf0d8\uf0fco§Øüv*–—‐-]|[・※→➢✓]")
# The letters of Adobe's Symbol, from 0x22 to 0x7e; what stands for itself is left as it is.
SYMBOL = {
    **dict(zip("ABGDEZHQIKLMNXOPRSTUFCYW", "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩ", strict=True)),
    **dict(zip("abgdezhqiklmnxoprstufcywV", "αβγδεζηθικλμνξοπρστυφχψως", strict=True)),
    **dict(zip("\"$'@\\^`~", "∀∃∋≅∴⊥‾∼", strict=True)),
    **dict(zip("¢£¤¥§¨©ª", "′≤⁄∞♣♦♥♠", strict=True)),
    **dict(zip("«¬­®¯°±²³´µ¶·¸¹º»¼", "↔←↑→↓°±″≥×∝∂•÷≠≡≈…", strict=True)),
    **dict(zip("ÅÄÑÖ×ØÞÜåòÐ", "⊕⊗∇√⋅¬⇒⇐∑∫∠", strict=True)),
}
WINGDINGS = dict(zip("lnoqruv§Øüûðàß¨þý", "●■□❑❒◆❖▪➢✔✘⇨→←◻☑☒", strict=True))
FONTS = {"symbol": SYMBOL, "wingdings": WINGDINGS}
PRIVATE = re.compile("[\uf020-\uf0ff]")
RAISED = dict(zip("0123456789+-−=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱ", strict=True))
LOWERED = dict(zip("0123456789+-−=()aeoxhklmnpst", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₒₓₕₖₗₘₙₚₛₜ", strict=True))
SCRIPTS = {"sup": (RAISED, "^"), "sub": (LOWERED, "_")}


def is_number(mark: str) -> bool:
    """Return whether the mark of a list's item counts; else it is a bullet."""
    mark = mark.strip()
    return bool(ALONE.fullmatch(mark) or NUMBER.fullmatch(mark))


def is_first(mark: str) -> bool:
    """Return whether a mark is that of the first item."""
    return bool(FIRST.match(mark.strip()))


def from_symbol_font(text: str, font: str) -> str:
    """Return the letters that a symbol font shows; those that it is not known for stay as they are."""
    shown = FONTS.get(font.lower(), SYMBOL)
    plain = PRIVATE.sub(lambda letter: chr(ord(letter[0]) - 0xF000), text)
    known = "".join(shown.get(letter, letter) for letter in plain)
    return known if font else PRIVATE.sub(lambda letter: SYMBOL.get(chr(ord(letter[0]) - 0xF000), letter[0]), text)


def in_plain_letters(text: str, script: str) -> str:
    """Return raised ("sup") or lowered ("sub") text for where only plain text fits: m², H₂O, else R^TH and x_ij."""
    letters, sign = SCRIPTS[script]
    if all(letter in letters for letter in text):
        return "".join(letters[letter] for letter in text)
    return f"{sign}{text}"
