"""The terms of the company in both languages, and where a translation lacks the counterpart of one."""

import re
import unicodedata
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

from cluster_cms.pages.languages import JAPANESE, other_language, paired


class GlossaryTerm(models.Model):
    """What the company calls one thing in Japanese and in English."""

    name_ja = models.CharField(_("Japanese term"), max_length=100, unique=True)
    name_en = models.CharField(
        _("English term"), max_length=100, help_text=_("As it stands in a sentence. A plural is recognised.")
    )

    class Meta:
        verbose_name = _("term of the company")
        verbose_name_plural = _("terms of the company")
        ordering = ["name_ja"]

    def __str__(self) -> str:
        return f"{self.name_ja} – {self.name_en}"


@dataclass(frozen=True)
class MissingTerm:
    """A term that a source uses, and its counterpart, which the translation lacks."""

    term: str
    counterpart: str


def terms() -> list[GlossaryTerm]:
    return list(GlossaryTerm.objects.all())


def missing_terms(source: str, translation: str, language: str, known: list[GlossaryTerm]) -> list[MissingTerm]:
    """Return the terms that a text in a language uses and whose counterparts its translation lacks."""
    there = other_language(language)
    pairs = [(paired(term, "name", language), paired(term, "name", there)) for term in known]
    used = [pair for pair in pairs if has_term(source, pair[0], language)]
    return [MissingTerm(*pair) for pair in used if not has_term(translation, pair[1], there)]


def has_term(text: str, term: str, language: str) -> bool:
    """Return whether a text holds a term: full-width or half-width, and in English as whole words in any case."""
    text, term = (unicodedata.normalize("NFKC", one).casefold() for one in (text, term))
    if language == JAPANESE:
        return term in text
    return re.search(rf"\b{re.escape(term)}(?:e?s)?\b", text) is not None
