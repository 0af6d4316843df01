"""Finds the mail address in what people paste: brackets, `mailto:`, names, labels, sentence marks, full width."""

import re
import unicodedata
from collections.abc import Iterator
from urllib.parse import unquote

from cluster_cms.text.email_address import (
    ALONE,
    BEFORE,
    ONE_ONLY,
    EmailAddress,
    InvalidAddress,
    read_address,
)

MAX_PASTED = 1_000  # characters; far above every address with its name
WIDTH = ("<wide>", "<narrow>", "<small>")  # decompositions that change nothing but the width (UAX 44)
JOINERS = "\u200c\u200d"
# Letters and marks that show nothing: fillers, blanks of Braille, joiners of graphemes, variation selectors.
UNSEEN = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]")
MAILTO = re.compile(r"mailto:\s*([^\s<>\[\](){}\"]+)", re.IGNORECASE)
OPENING, CLOSING = "<[({「『【〔〈《“‘«", ">])}」』】〕〉》”’»"
ENCLOSED = re.compile("|".join(rf"\{a}([^\{a}\{b}]*)\{b}" for a, b in zip(OPENING, CLOSING, strict=True)))
WITH_ADDRESS = re.compile(r"[!-~]\s*@")  # not a name such as 山田@営業
IN_QUOTES = re.compile(r'"([^"]*)"(?!@)')  # not a local part in quotes
SAME_AT_BOTH_ENDS = "'`*"  # no domain ends with them; in front, where a local part may begin with one, only in pairs
# What has no place in front of an address, or behind it; dots and marks that may begin a local part are not among them.
MARKS_IN_FRONT = re.compile(r"^(?:[,;:<>()\[\]{}\\\s]|[-*#>]\s|%20)+")
MARKS_BEHIND = re.compile(r"(?:[.,;:!?\"<>()\[\]{}\s]|%20)+$")
# How letters call their receiver; behind Latin letters it is part of no domain, for no top level mixes scripts.
ADDRESSEE = re.compile(r"(?<=[A-Za-z0-9])\s*(?:様|さま|さん|殿|御中|先生|宛て?|あて|行)$")
LABEL = re.compile(r"^[^@]*:(?P<blank>\s*)(?!/)(?=[^:@]*@)")
# In front of an address these are half of a pair, or a word for it: Excel and mail programs leave the first.
ONE_SIDED = re.compile(r"['`*]|(?:e-?)?mail[=/|]", re.IGNORECASE)
SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)  # RFC 3986, 3.1


def parse_address(text: str) -> EmailAddress:
    """Return the one address in a text that was typed or pasted. Raises InvalidAddress where it is not certain."""
    if len(text) > MAX_PASTED:
        raise InvalidAddress(ALONE)
    return find_address(MAILTO.sub(lambda link: f"<{from_link(link[1])}>", in_usual_width(text)))


def find_address(text: str) -> EmailAddress:
    """Return the address in brackets or quotes, with whatever words beside it, or the text as an address alone."""
    enclosed = [inside for inside in insides(text) if WITH_ADDRESS.search(inside)]
    if not enclosed:
        return read_bare(without_comment(text))
    found = [find_address(inside) for inside in enclosed]
    for inside in enclosed:
        text = text.replace(inside, "")
    if WITH_ADDRESS.search(text):
        found.append(read_bare(text))
    if len({address.identity for address in found}) > 1:
        raise InvalidAddress(ONE_ONLY)
    return found[0]


def insides(text: str) -> Iterator[str]:
    """Yield what stands in brackets or quotes."""
    for pattern in (ENCLOSED, IN_QUOTES):
        for group in pattern.finditer(text):
            yield next(part for part in group.groups() if part is not None)


def without_comment(text: str) -> str:
    """Return text without the bracket in front or behind that is set off by a blank, or is not in Latin letters."""
    for pattern in (ENCLOSED, IN_QUOTES):
        for group in pattern.finditer(text):
            before, after = text[: group.start()], text[group.end() :]
            apart = before.endswith(" ") or after.startswith(" ") or not group[0][1:-1].isascii()
            if apart and not (before.strip() and after.strip()):
                return without_comment(f"{before} {after}".strip())
    return text


def in_usual_width(text: str) -> str:
    """Return text with characters in their usual width, every blank as a space, and nothing that cannot be seen."""
    return unicodedata.normalize("NFC", "".join(map(usual, UNSEEN.sub("", text)))).strip()


def usual(character: str) -> str:
    category = unicodedata.category(character)
    if character.isspace():
        return " "
    if category in ("Cc", "Cf"):
        return character if character in JOINERS else ""
    if unicodedata.decomposition(character).startswith(WIDTH):
        return unicodedata.normalize("NFKC", character)
    return character


def from_link(target: str) -> str:
    """Return what a `mailto:` link names before its subject and other fields (RFC 6068)."""
    named = unquote(without_marks(target).partition("?")[0]).removeprefix("//")
    if ENCLOSED.search(named) or not named.isprintable():
        raise InvalidAddress(ALONE)
    return named


def read_bare(text: str) -> EmailAddress:
    """Return the address of a text without brackets, behind a label such as "Mail:". Raises InvalidAddress."""
    text = without_marks(text)
    label = LABEL.match(text)
    if label and (label["blank"] or "mail" in label[0].lower() or not SCHEME.fullmatch(label[0])):
        text = without_marks(text[label.end() :])
    text = re.sub(r"\s*@\s*", "@", text)
    if text.count("@") > 1:
        raise InvalidAddress(ONE_ONLY)
    if re.search(r"\s", text):
        raise InvalidAddress(ALONE)
    if ONE_SIDED.match(text):
        raise InvalidAddress(BEFORE)
    return read_address(text)


def without_marks(text: str) -> str:
    """Return text without the marks and brackets around it, in whatever script, that no address has there."""
    before = ""
    while before != text:
        before = text
        text = MARKS_BEHIND.sub("", MARKS_IN_FRONT.sub("", ADDRESSEE.sub("", text.strip())))
        if text and is_foreign_mark(text[0]) and text[0] != "\u3002":
            text = text[1:]
        if text and is_foreign_mark(text[-1]):
            text = text[:-1]
        if text and text[-1] in SAME_AT_BOTH_ENDS:
            text = text[:-1].removeprefix(text[-1])
    return text


def is_foreign_mark(character: str) -> bool:
    """Tell whether a character is a mark outside ASCII, such as a Japanese bracket, full stop or arrow."""
    return not character.isascii() and unicodedata.category(character)[0] in "PS"
