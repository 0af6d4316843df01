"""Which pages translate each other: one pair, and the lists of what is stale, not recorded and missing."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail.permissions import page_permission_policy

from cluster_cms.pages.languages import JAPANESE
from cluster_cms.pages.sites import language_of
from cluster_cms.security.accounts import User
from cluster_cms.translations.confirmations import TranslationConfirmation


@dataclass(frozen=True)
class Pair:
    """A source and its translation, with the confirmation, unless there is none on record."""

    source: Page
    translation: Page
    row: TranslationConfirmation | None

    @property
    def is_stale(self) -> bool:
        return self.row is not None and self.row.is_stale


def counterpart(page: Page) -> Page | None:
    """Return the page in the other language; an alias is no translation."""
    others = Page.objects.filter(translation_key=page.translation_key, alias_of__isnull=True)
    return others.exclude(locale=page.locale_id).exclude(pk=page.pk).select_related("locale").first()


def pair_of(page: Page) -> Pair | None:
    """Return the pair that a page belongs to, on either side; without a record the Japanese page is the source."""
    other = None if page.alias_of_id else counterpart(page)
    if other is None:
        return None
    row = TranslationConfirmation.objects.filter(page__in=(page.pk, other.pk), source__in=(page.pk, other.pk))
    found = row.select_related("source__locale", "page__locale", "revision", "confirmed_by").first()
    if found:
        return Pair(found.source, found.page, found)
    source, translation = (page, other) if language_of(page) == JAPANESE else (other, page)
    return Pair(source, translation, None)


def stale_for(user: User) -> "QuerySet[TranslationConfirmation]":
    """Return the stale translations that somebody may edit, the longest stale first."""
    found = TranslationConfirmation.objects.stale().filter(page__in=editable(user).values("pk"))
    related = ("page__locale", "source__locale", "source__live_revision__user", "confirmed_by")
    return found.select_related(*related).order_by("source__last_published_at", "pk")


def unrecorded_for(user: User) -> "QuerySet[Page]":
    """Return the English pages of pairs of which nobody has ever said that both say the same."""
    rows = TranslationConfirmation.objects.all()
    pages = editable(user).filter(Exists(others_of(live=True))).exclude(locale__language_code=JAPANESE)
    pages = pages.exclude(Exists(rows.filter(page=OuterRef("pk")))).exclude(Exists(rows.filter(source=OuterRef("pk"))))
    return pages.select_related("locale").order_by("path")


def missing_for(user: User) -> "QuerySet[Page]":
    """Return the live pages that visitors cannot read in the other language."""
    pages = editable(user).filter(live=True).exclude(Exists(others_of(live=True, alias=True)))
    return pages.annotate(draft=Subquery(others_of(live=False).values("pk")[:1])).order_by("path")


def others_of(*, live: bool, alias: bool = False) -> "QuerySet[Page]":
    """Return the pages in another language of the page of the outer query."""
    pages = Page.objects.filter(translation_key=OuterRef("translation_key"), live=live)
    pages = pages.exclude(locale=OuterRef("locale"))
    return pages if alias else pages.filter(alias_of__isnull=True)


def editable(user: User) -> "QuerySet[Page]":
    pages = page_permission_policy.instances_user_has_permission_for(user, "change")
    return pages.filter(depth__gte=2, alias_of__isnull=True).select_related("locale")


def has_changed(language: str) -> str:
    """Return that the page in a language, from which another was translated, has changed."""
    return _("The Japanese page has changed") if language == JAPANESE else _("The English page has changed")


def is_missing(language: str) -> str:
    """Return that a page has no translation into a language that visitors could read."""
    return _("No Japanese page") if language == JAPANESE else _("No English page")
