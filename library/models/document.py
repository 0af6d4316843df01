"""A document of the library: one record for both languages, with its revisions."""

import re

from django.core.validators import RegexValidator
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override, pgettext_lazy
from wagtail.search import index
from wagtail.search.queryset import SearchableQuerySetMixin

from cluster_cms.pages.languages import LANGUAGES, paired
from cluster_cms.security.accounts import User
from cluster_cms.text.near_names import beginnings
from library.models.revision import DocumentRevision, RevisionLanguage

NUMBER = re.compile(r"(?=[A-Za-z/-]*\d)[A-Za-z0-9]+(?:[-/][A-Za-z0-9]+)*")  # a word with a digit, such as CX-210


class DocumentKind(models.TextChoices):
    """What a document is for, in the order in which lists show the kinds."""

    DATA_SHEET = "data-sheet", pgettext_lazy("kind of document", "Data sheet")
    SAFETY_DATA_SHEET = "safety-data-sheet", pgettext_lazy("kind of document", "Safety data sheet")
    CATALOGUE = "catalogue", pgettext_lazy("kind of document", "Catalogue")
    DRAWING = "drawing", pgettext_lazy("kind of document", "Drawing or 3D model")
    CERTIFICATE = "certificate", pgettext_lazy("kind of document", "Certificate or declaration")
    OTHER = "other", pgettext_lazy("kind of document", "Other")


class DocumentQuerySet(SearchableQuerySetMixin, models.QuerySet["LibraryDocument"]):
    """Documents, which can be searched for their words."""


class LibraryDocument(index.Indexed, models.Model):
    """A document under one name that never changes. Whatever it is about refers to it, by a key of its own."""

    name = models.CharField(
        _("name in the address"),
        max_length=60,
        unique=True,
        validators=[
            RegexValidator(
                r"^(?=[a-z0-9-]*[a-z])[a-z0-9]+(-[a-z0-9]+)*$",
                _("Write small letters, digits and hyphens between them, at least one letter: cx-210-data-sheet."),
            )
        ],
        help_text=_("Small letters, digits and hyphens, for example cx-210-data-sheet. It never changes afterwards."),
    )
    kind = models.CharField(_("kind"), max_length=20, choices=DocumentKind)
    title_ja = models.CharField(_("title, Japanese"), max_length=100)
    title_en = models.CharField(_("title, English"), max_length=100)
    summary_ja = models.TextField(_("summary, Japanese"), max_length=300, blank=True)
    summary_en = models.TextField(_("summary, English"), max_length=300, blank=True)
    owner = models.ForeignKey(
        User,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=pgettext_lazy("document", "owner"),
        help_text=_("Is reminded by email of expiry and review. Without one, everybody in marketing is."),
    )
    review_on = models.DateField(
        pgettext_lazy("document", "to be reviewed on"),
        null=True,
        blank=True,
        help_text=_("The owner is reminded by email on this day. Then set the next one."),
    )
    review_told_of = models.DateField(null=True, editable=False)  # the date of which the owner was told
    products = models.ManyToManyField(
        "products.Product",
        blank=True,
        related_name="documents",
        verbose_name=_("products"),
        help_text=_("It is offered on their pages, and found by their part numbers."),
    )
    shown = models.BooleanField(_("shown on the site"), default=True)

    objects = DocumentQuerySet.as_manager()
    revisions: models.Manager[DocumentRevision]
    search_fields = [
        index.SearchField("title"),
        index.SearchField("words"),
        index.AutocompleteField("title"),
        index.FilterField("shown"),
        index.FilterField("kind"),
    ]

    class Meta:
        verbose_name = _("library document")
        verbose_name_plural = _("documents of the library")
        ordering = ["name"]

    def __str__(self) -> str:
        return paired(self, "title")

    @property
    def title(self) -> str:
        """Return the title in both languages, for the search index."""
        return f"{self.title_ja} {self.title_en}"

    @property
    def words(self) -> str:
        """Return what else it is found by: name, kind, summaries, numbers, notes and texts of its present revisions."""
        kinds = list[str]()
        for language in LANGUAGES:
            with override(language):
                kinds.append(str(self.get_kind_display()))
        texts = [text for revision in self.present for text in revision.words()]
        return "\n".join([self.name, *kinds, self.summary_ja, self.summary_en, *sorted(self.numbers()), *texts])

    def numbers(self) -> set[str]:
        """Return the beginnings of the numbers in its titles and name, and of its products' keys and part numbers."""
        named = set(NUMBER.findall(f"{self.title} {self.name}"))
        for product in self.products.all():
            named |= {product.key, *product.part_numbers.values_list("number", flat=True)}
        return named | {beginning for number in named for beginning in beginnings(number)}

    @cached_property
    def all_revisions(self) -> list[DocumentRevision]:
        """All revisions, newest first; `forget_revisions` has them read anew."""
        return sorted(self.revisions.all(), key=lambda revision: -revision.number)

    @property
    def standing(self) -> list[DocumentRevision]:
        """Return the revisions that were not withdrawn, newest first."""
        return [revision for revision in self.all_revisions if not revision.withdrawn_on]

    @property
    def present(self) -> list[DocumentRevision]:
        """Return the newest revision of each language, one where a revision speaks both."""
        newest = [self.newest(language) for language in LANGUAGES]
        return list({revision.number: revision for revision in newest if revision}.values())

    def newest(self, language: str) -> DocumentRevision | None:
        """Return the newest revision in a language, else the newest in the other; None without a revision."""
        spoken = (one for one in self.standing if one.language in (language, RevisionLanguage.BOTH))
        return next(spoken, next(iter(self.standing), None))

    @property
    def languages(self) -> list[str]:
        """Return the languages in which it can be had."""
        spoken = {language for one in self.standing for language in one.languages}
        return [language for language in LANGUAGES if language in spoken]

    def forget_revisions(self) -> None:
        self.__dict__.pop("all_revisions", None)
        getattr(self, "_prefetched_objects_cache", {}).pop("revisions", None)


def with_revisions() -> "models.QuerySet[LibraryDocument]":
    """Return the documents that visitors may see, each with its revisions, in two queries."""
    return LibraryDocument.objects.filter(shown=True).prefetch_related("revisions")
