"""Proposes the last part of a page's address in Latin letters, from its title, without asking another host.

Kana are transliterated. Kanji have no certain reading: such a page takes the address of its other language, else a
number.
"""

from typing import Any

from django.utils.text import slugify
from wagtail.admin.widgets.slug import SlugInput

from cluster_cms.text.file_names import ascii_name, romanized

KANJI = "[\u3005\u3400-\u9fff\uf900-\ufaff]"
SMALL = {"ゃ": "ャ", "ゅ": "ュ", "ょ": "ョ", "ぁ": "ァ", "ぃ": "ィ", "ぅ": "ゥ", "ぇ": "ェ", "ぉ": "ォ"}
SINGLE = [chr(code) for code in range(ord("ア"), ord("ヴ") + 1) if chr(code) not in "ッャュョァィゥェォヮ"]
BEFORE_SMALL_Y = "キギシジチヂニヒビピミリ"
NEUTRAL = "page"


def transliterated(title: str) -> str:
    """Return a title as a slug of kana and Latin letters; empty when it has letters without a certain reading."""
    plain = ascii_name(title.replace(".", " "), neutral="")
    return str(slugify(plain.replace("_", "-")))[:100].strip("-")


def proposed_slug(page: Any) -> str:
    """Return a slug for a page that has none: from its title, else of its translation, else "page"."""
    if slug := transliterated(page.title):
        return slug
    others = page.get_translations().values_list("slug", flat=True) if page.translation_key else ()
    return next((slug for slug in others if slug.isascii()), NEUTRAL)


def formatters() -> list[tuple[str, str]]:
    """Return what the editor's script replaces in a title while it is typed, in this order; a title with kanji goes."""
    small = dict(zip(SMALL.values(), SMALL, strict=True))
    pairs = [(one, y) for one in BEFORE_SMALL_Y for y in "ャュョ"] + [
        (one, vowel) for one in "ウシジチテデフヴ" for vowel in "ァィゥェォ"
    ]
    found = [(f"^.*{KANJI}.*$", "")]
    found += [(f"[{one}{hiragana(one)}][{second}{small[second]}]", romanized(one + second)) for one, second in pairs]
    found += [(f"[{one}{hiragana(one)}]", romanized(one)) for one in SINGLE]
    return [*found, ("[っッ]ch", "tch"), ("[っッ]([a-z])", "$1$1"), ("ー", ""), ("[・　_]", "-")]


def hiragana(katakana: str) -> str:
    return chr(ord(katakana) - 0x60)


def slug_input(slug: str) -> SlugInput:
    """Return the field of a slug; one that is in Japanese already may stay so."""
    if not slug.isascii():
        return SlugInput()
    return SlugInput(attrs={"data-w-slug-allow-unicode-value": "false"}, formatters=formatters())
