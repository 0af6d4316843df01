"""Finds telephone numbers in a text, and returns them as digits alone."""

import re

# A telephone number of Japan with its area code, or any number with a country code; groups, brackets and marks vary.
BETWEEN, OPEN, CLOSE = r"[-.\sー‐‑‒–—―−─－．]{0,2}", "[(（]?", "[)）]?"
TELEPHONE = re.compile(
    r"[+＋(（0０](?:"
    rf"(?<=[+＋])[8８][1１]{BETWEEN}(?:[(（]?[0０][)）]?)?{BETWEEN}"
    rf"(?P<rest>{OPEN}\d{{1,4}}{CLOSE}{BETWEEN}\d{{1,4}}{BETWEEN}\d{{3,4}})"
    rf"|(?:(?<=[(（])[0０]|(?<=[0０])(?<![\d.(（].))"
    rf"(?P<own>\d{{1,4}}{CLOSE}{BETWEEN}{OPEN}\d{{1,4}}{CLOSE}{BETWEEN}\d{{3,4}})"
    rf"|(?<=[+＋])[1-9]\d{{0,2}}(?:{BETWEEN}{OPEN}\d{{1,5}}{CLOSE}){{2,5}}"
    r")(?!\d)"
)


def plain_number(match: re.Match[str]) -> str:
    """Return a telephone number as digits, one of Japan with its 0; other rows of digits stay as they are."""
    digits = "".join(filter(str.isdecimal, match[0]))
    if match["rest"]:
        digits = f"0{''.join(filter(str.isdecimal, match['rest']))}"
    elif not match["own"]:
        return f"+{digits}"
    return digits if len(digits) in (10, 11) else match[0]


def with_plain_numbers(folded: str) -> str:
    """Return text, folded or not, with each telephone number as digits alone."""
    return TELEPHONE.sub(plain_number, folded)


def telephone_numbers(folded: str) -> list[str]:
    """Return the telephone numbers of a folded text, each as digits alone."""
    return [number for match in TELEPHONE.finditer(folded) if (number := plain_number(match)) != match[0]]


def international(number: str) -> str:
    """Return a number as it is dialled from abroad: 03-1234-5678 as +81 3-1234-5678; others stay (ITU-T E.123)."""
    plain = " ".join(number.replace("(", "").replace(")", " ").split())
    return f"+81 {plain[1:].strip(' -')}" if plain.startswith("0") else number


def dialled(number: str) -> str:
    """Return the address that dials a number from anywhere (RFC 3966); empty for what holds no digit."""
    digits = "".join(re.findall(r"\d", international(number)))
    return f"tel:{'+' if international(number).lstrip().startswith('+') else ''}{digits}" if digits else ""
