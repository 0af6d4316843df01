"""The two languages of the site, and the paired fields (`name_ja`, `name_en`) of records that speak both."""

from typing import Any

from django.utils import translation

JAPANESE = "ja"
ENGLISH = "en"
LANGUAGES = (JAPANESE, ENGLISH)


def active_language() -> str:
    """Return the language of the present address: "ja" or "en"."""
    return ENGLISH if (translation.get_language() or JAPANESE).startswith(ENGLISH) else JAPANESE


def other_language(language: str) -> str:
    return JAPANESE if language == ENGLISH else ENGLISH


def paired(record: Any, name: str, language: str | None = None) -> str:
    """Return `name_ja` or `name_en` of a record, by default in the active language."""
    return str(getattr(record, f"{name}_{language or active_language()}"))


def in_both_languages(record: Any, name: str) -> dict[str, str]:
    """Return the text of a paired field by language, without blanks around it."""
    return {language: paired(record, name, language).strip() for language in LANGUAGES}
