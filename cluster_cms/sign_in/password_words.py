"""Refuses passwords that are made of what everybody knows about the company."""

import re
import unicodedata
from collections.abc import Iterable
from urllib.parse import urlsplit

from anyascii import anyascii
from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.models import Page, Site

from cluster_cms.pages.site_settings import CompanySettings

LEFT = 8  # characters that a password has besides such words, at least
SHORTEST = 4  # letters of a word that counts
PAGES = 2_000  # titles that are looked through: products and businesses are pages
DISGUISES = str.maketrans("01345789@$!", "oleastbgasi")
NAMES = ("name_ja", "name_en", "short_name_ja", "short_name_en", "tagline_en")


class CompanyWordsValidator:
    """Takes the company's words out of a password, also where digits stand for letters, and asks for a rest."""

    def validate(self, password: str, user: AbstractBaseUser | None = None) -> None:
        if len(rest_of(password, company_words())) < LEFT:
            message = _("This password is made of the names of the company, its site or its products. Add other words.")
            raise ValidationError(message, code="password_company_words")

    def get_help_text(self) -> str:
        return _("The names of the company, its site and its products do not count.")


def rest_of(password: str, words: Iterable[str]) -> str:
    """Return the letters and digits of a password that are left without the words; the longest word goes first."""
    plain = letters(password)
    spellings = (plain, plain.translate(DISGUISES), letters(anyascii(password)))
    found = [without(text, words) for text in spellings]
    return min(found, key=len)


def without(text: str, words: Iterable[str]) -> str:
    for word in sorted(words, key=len, reverse=True):
        text = text.replace(word, "")
    return text


def company_words() -> set[str]:
    """Return the words of the company's names, site and pages, as they are written and romanised."""
    company = CompanySettings.for_site(Site.objects.get(is_default_site=True))
    texts = [str(settings.WAGTAIL_SITE_NAME), urlsplit(settings.SITE_URL).hostname or ""]
    texts += [str(getattr(company, name)) for name in NAMES]
    texts += Page.objects.live().values_list("title", flat=True)[:PAGES]
    return {word for text in texts for word in words_of(text)}


def words_of(text: str) -> set[str]:
    """Return the words of a text, and the whole of it, as `letters` writes them; short ones are left out."""
    roman = anyascii(text)
    parts = {letters(part) for source in (text, roman) for part in (source, *re.split(r"[\W_]+", source))}
    return {part for part in parts if len(part) >= SHORTEST}


def letters(text: str) -> str:
    """Return the letters and digits of a text, compatible forms and cases being one (NFKC, casefold)."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(char for char in folded if char.isalnum() or char in "@$!")
