"""The text of a clipboard: its style, its blanks, and its paragraphs."""

import re
from dataclasses import dataclass, replace

from bs4 import Tag

from cluster_cms.pasting.clipboard import attribute, declarations
from cluster_cms.pasting.pieces import Run
from cluster_cms.text.cleaning import visible
from cluster_cms.text.office_marks import PRIVATE, from_symbol_font

EAST_ASIAN = r"[\u3001-\u30ff\u3400-\u9fff\uff01-\uffe6]"
SOURCE_LINE = re.compile(rf"(?<={EAST_ASIAN})[ \t]*\r?\n[ \t]*(?={EAST_ASIAN})")  # CSS Text 3, 4.1.3
BLANKS = re.compile(r"[ \t\r\n\f]+")
MANY_BLANKS = re.compile(r"[ \xa0]{2,}")
ENDS = " \xa0\n"


@dataclass(frozen=True)
class Style:
    """The style that an element gives to the text in it."""

    bold: bool = False
    script: str = ""
    href: str = ""
    font: str = ""  # of symbols
    kept: bool = False  # line feeds are new lines
    plain: bool = False  # a heading: bold says nothing there

    def inside(self, tag: Tag, bold_classes: frozenset[str]) -> "Style":
        """Return the style of the text in an element."""
        style = declarations(tag)
        kept = self.kept or tag.name in ("pre", "listing") or style.get("white-space", "").startswith("pre")
        return replace(
            self,
            bold=not self.plain and is_bold(tag, style, bold_classes, self.bold),
            script=script_of(tag, style) or self.script,
            font=symbol_font(tag, style) or self.font,
            kept=kept,
        )


def is_bold(tag: Tag, style: dict[str, str], classes: frozenset[str], before: bool) -> bool:
    weight = style.get("font-weight")
    if weight:
        return weight in ("bold", "bolder") or (weight.isdigit() and int(weight) >= 600)
    if tag.name in ("b", "strong", "th") or classes & set(attribute(tag, "class").split()):
        return tag.name != "th"
    return before


def script_of(tag: Tag, style: dict[str, str]) -> str:
    """Return "sup" or "sub" where text is raised or lowered: by element, style, or Word's own measure."""
    if tag.name in ("sup", "sub"):
        return tag.name
    raised = style.get("mso-text-raise", "").rstrip("pt%")
    if raised.lstrip("-").replace(".", "", 1).isdigit() and float(raised):
        return "sup" if float(raised) > 0 else "sub"
    if tag.name in ("td", "th", "tr", "img"):
        return ""
    return {"super": "sup", "sub": "sub"}.get(style.get("vertical-align", ""), "")


def symbol_font(tag: Tag, style: dict[str, str]) -> str:
    """Return "symbol" or "wingdings" where text is written in such a font; the family that counts comes first."""
    families = style.get("mso-symbol-font-family") or style.get("font-family") or attribute(tag, "face").lower()
    first = families.split(",")[0].strip("\"' ")
    return first if first in ("symbol", "wingdings") else ""


def text_of(text: str, style: Style) -> tuple[str, bool]:
    """Return text as it is shown, and whether it holds signs of a symbol font that are not known."""
    if style.font or PRIVATE.search(text):
        text = from_symbol_font(text, style.font)
    if not style.kept:
        text = BLANKS.sub(" ", SOURCE_LINE.sub("", text))
    shown = MANY_BLANKS.sub(" ", visible(text.replace("\r\n", "\n").replace("\t", " ")))
    return shown, bool(PRIVATE.search(shown))


def tidied(runs: list[Run]) -> list[list[Run]]:
    """Return the paragraphs of runs, without blanks at their ends; two new lines end a paragraph."""
    paragraphs: list[list[Run]] = [[]]
    for run in joined(runs):
        first, *others = re.split(r"\n[ \xa0]*\n[ \xa0\n]*", run.text)
        paragraphs[-1].append(replace(run, text=first))
        paragraphs += [[replace(run, text=text)] for text in others]
    return [found for found in map(stripped, paragraphs) if found]


def joined(runs: list[Run]) -> list[Run]:
    """Return runs with neighbours of one style made one, and with one blank where several met."""
    found: list[Run] = []
    for run in runs:
        if found and (same := replace(found[-1], text="") == replace(run, text="") or not run.text.strip(ENDS)):
            found[-1] = replace(found[-1], text=found[-1].text + run.text) if same else run
        elif run.text:
            found.append(run)
    tidy: list[Run] = []
    for run in found:
        text = re.sub(r" ?\n ?", "\n", MANY_BLANKS.sub(" ", run.text))
        if tidy and tidy[-1].text.endswith((" ", "\n", "\xa0")):
            text = text.lstrip(" ")
        tidy += [replace(run, text=text)] if text else []
    return tidy


def stripped(runs: list[Run]) -> list[Run]:
    """Return runs without blanks and new lines at both ends; a full-width blank is text."""
    while runs and not (text := runs[0].text.lstrip(ENDS)):
        runs = runs[1:]
    if runs:
        runs = [replace(runs[0], text=text), *runs[1:]]
    while runs and not (text := runs[-1].text.rstrip(ENDS)):
        runs = runs[:-1]
    return [*runs[:-1], replace(runs[-1], text=text)] if runs else []
