"""Fills the site with made-up technical notes and news, in both languages, until it has as many pages as wanted."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.db import transaction
from wagtail.models import Page

from cluster_cms.demo import Stage
from cluster_cms.pages.languages import LANGUAGES
from home.demo import many_texts
from home.demo.bulk_pages import add_children
from home.demo.script import Scene, as_stored
from home.models import CompanyPage, NewsIndexPage, NewsPage

SECTION = "technical-notes"
NOTES, NEWS = 60, 40  # of each volume, in each language
YEARS = 20  # over which the news are spread


def fill(stage: Stage, count: int) -> Iterator[int]:
    """Add volumes of notes, and news, until there are at least `count` public pages; yield their number each time."""
    total = public_pages()
    while total < count:
        wanted = -(-(count - total) // len(LANGUAGES))  # of each language, rounded up
        add_volume(stage, min(wanted, NOTES + NEWS))
        total = public_pages()
        yield total


def public_pages() -> int:
    return Page.objects.live().filter(depth__gt=1).count()


@transaction.atomic
def add_volume(stage: Stage, pages: int) -> None:
    """Add one volume with its notes, and news; of a volume that is not full the notes come first."""
    number = CompanyPage.objects.filter(slug__startswith="volume-", url_path__contains=f"/{SECTION}/").count()
    number = number // len(LANGUAGES) + 1
    notes = range((number - 1) * NOTES, (number - 1) * NOTES + min(pages, NOTES))
    news = range((number - 1) * NEWS, (number - 1) * NEWS + max(pages - NOTES, 0))
    for language in LANGUAGES:
        fill_volume(Writer(stage, language), number, notes, news)


def fill_volume(writer: "Writer", number: int, notes: range, news: range) -> None:
    volume = writer.child(writer.section(), f"volume-{number}", many_texts.volume(writer.scene, number))
    writer.add(volume, [writer.note(one) for one in notes])
    if news:
        writer.add(NewsIndexPage.objects.get(locale=volume.locale), [writer.news(one) for one in news])


class Writer:
    """Makes the pages of one language; translations are told by a key that follows from the slug."""

    def __init__(self, stage: Stage, language: str) -> None:
        self.stage, self.language = stage, language
        self.scene = Scene(language=language, today=stage.today, images={}, pages={})

    def section(self) -> Page:
        home = self.stage.home(self.language)
        found = CompanyPage.objects.child_of(home).filter(slug=SECTION).first()
        return found or self.child(home, SECTION, many_texts.section(self.scene))

    def child(self, parent: Page, slug: str, texts: dict[str, Any]) -> Page:
        self.add(parent, [made(CompanyPage, slug, texts)])
        return CompanyPage.objects.child_of(parent).get(slug=slug)

    def note(self, number: int) -> Page:
        return made(CompanyPage, f"note-{number:06d}", many_texts.note(self.scene, number))

    def news(self, number: int) -> Page:
        texts = many_texts.news(self.scene, number) | {"date": day_of(number, self.stage.today)}
        return made(NewsPage, f"sample-{number:06d}", texts)

    def add(self, parent: Page, pages: list[Page]) -> None:
        add_children(parent, pages, self.stage.person("marketing"))


def made(model: Callable[..., Page], slug: str, texts: dict[str, Any]) -> Page:
    stored = {name: as_stored(value) if isinstance(value, list) else value for name, value in texts.items()}
    return model(slug=slug, translation_key=key_of(slug), **stored)


def key_of(slug: str) -> UUID:
    """Return the translation key, the same for both languages."""
    return uuid5(NAMESPACE_URL, f"sample:{slug}")


def day_of(number: int, today: date) -> date:
    """Return a day of the last twenty years, older than the news of the demo."""
    return today - timedelta(days=60 + number * 13 % (YEARS * 365))
