"""The words of the company, kept by editors: what is written otherwise on this site, and what is not written at all."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cluster_cms.checks.faults import Term
from cluster_cms.pages.languages import LANGUAGES
from cluster_cms.security.accounts import MARKETING, grant

# Word, what is written instead, words in which it is right.
FIRST_TERMS = {
    "ja": (
        ("お問合せ", "お問い合わせ", ""),
        ("お問い合せ", "お問い合わせ", ""),
        ("下さい", "ください", ""),
        ("致します", "いたします", "一致します 合致します"),
        ("出来ます", "できます", ""),
        ("出来る", "できる", ""),
        ("宜しく", "よろしく", ""),
        ("有難う", "ありがとう", ""),
        ("尚、", "なお、", "高尚、"),
        ("e-mail", "メール", ""),
        ("Eメール", "メール", ""),
        ("サーバ", "サーバー", ""),
        ("ユーザ", "ユーザー", ""),
    ),
    "en": (("e-mail", "email", ""), ("web site", "website", "")),
}


class HouseTerm(models.Model):
    """A word that this company writes otherwise, or does not use."""

    language = models.CharField(
        _("language"), max_length=2, choices=[("ja", "日本語"), ("en", "English")], default="ja"
    )
    word = models.CharField(pgettext_lazy("house word", "word not to be written"), max_length=60)
    use_instead = models.CharField(
        pgettext_lazy("house word", "write this instead"),
        max_length=60,
        blank=True,
        help_text=_("Empty: the word is forbidden, and the editor has to find another."),
    )
    except_in = models.CharField(
        pgettext_lazy("house word", "right within these words"),
        max_length=200,
        blank=True,
        help_text=_("With blanks between them. For instance 一致します for the word 致します."),
    )

    class Meta:
        verbose_name = _("word of the company")
        verbose_name_plural = _("words of the company")
        ordering = ["language", "word"]
        constraints = [models.UniqueConstraint(fields=["language", "word"], name="one_row_for_each_house_word")]

    def __str__(self) -> str:
        return f"{self.word} → {self.use_instead or '×'}"


def house_terms() -> list[Term]:
    """Return the table as the rules read it."""
    rows = HouseTerm.objects.values_list("word", "use_instead", "language", "except_in")
    return [Term(word, instead, language, tuple(right.split())) for word, instead, language, right in rows]


def give_first_terms() -> None:
    """Let marketing keep the words, and begin the table where it is empty; run by bootstrap_site."""
    for act in ("add", "change", "delete", "view"):
        grant(MARKETING, f"cluster_cms.{act}_houseterm")
    if not HouseTerm.objects.exists():
        HouseTerm.objects.bulk_create(
            HouseTerm(language=language, word=word, use_instead=instead, except_in=right)
            for language in LANGUAGES
            for word, instead, right in FIRST_TERMS[language]
        )
