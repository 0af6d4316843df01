"""The demo's company pages: texts in both languages, and pictures that are drawn, not shipped."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.core.files.base import ContentFile
from wagtail.images import get_image_model
from wagtail.models import Locale, Page

from cluster_cms.demo import Stage, demo_content, demo_rows
from cluster_cms.pages.languages import ENGLISH, JAPANESE, LANGUAGES
from cluster_cms.pages.site_settings import CompanySettings
from cluster_cms.security.accounts import User
from home.demo import pictures
from home.demo.accessibility_texts import accessibility
from home.demo.business import business, epoxy, moulding
from home.demo.company_texts import about, profile, sitemap
from home.demo.front import front
from home.demo.many_pages import fill
from home.demo.news_texts import NEWS, news_index
from home.demo.people_texts import access, careers, questions
from home.demo.photograph import grains
from home.demo.quality_texts import case, equipment, quality
from home.demo.script import Scene, Texts, as_stored
from home.demo.second_company import plain_front, plain_news, plain_profile, spring
from home.models import CompanyPage, HomePage, NewsIndexPage, NewsPage, SitemapPage


@dataclass(frozen=True)
class Part:
    """A page of the demo: its type, its slug, the function that returns its texts, and its place in the tree."""

    model: type[Page]
    slug: str
    texts: Texts
    below: str = ""
    in_menu: bool = False


PARTS = [
    Part(CompanyPage, "corporate-profile", profile, in_menu=True),
    Part(CompanyPage, "quality", quality, below="corporate-profile"),
    Part(CompanyPage, "equipment", equipment, below="corporate-profile"),
    Part(CompanyPage, "access", access, below="corporate-profile"),
    Part(CompanyPage, "careers", careers, below="corporate-profile"),
    Part(CompanyPage, "business-outline", business, in_menu=True),
    Part(CompanyPage, "epoxy-compounds", epoxy, below="business-outline"),
    Part(CompanyPage, "micro-moulding", moulding, below="business-outline"),
    Part(CompanyPage, "case-one-step-less", case, below="business-outline"),
    Part(NewsIndexPage, "news", news_index, in_menu=True),
    *(Part(NewsPage, slug, texts, below="news") for slug, texts in NEWS.items()),
    Part(CompanyPage, "questions", questions),
    Part(CompanyPage, "about-this-site", about),
    Part(CompanyPage, "accessibility", accessibility),
    Part(SitemapPage, "sitemap", sitemap),
]
PLAIN_PARTS = [
    Part(CompanyPage, "corporate-profile", plain_profile, in_menu=True),
    Part(NewsIndexPage, "news", plain_news, in_menu=True),
    Part(SitemapPage, "sitemap", sitemap),
]
PICTURES = {
    "compound": ("詰まった粒（見本）", pictures.compound),
    "moulding": ("微細歯車（見本）", pictures.moulding),
    "inkjet": ("液滴の列（見本）", pictures.inkjet),
    "grains": ("ガラスの粒の拡大（見本）", grains),
    "president": ("社長の肖像（見本）", pictures.president),
    "works": ("本社工場（見本）", pictures.works),
    "map": ("本社周辺の地図（見本）", pictures.area_map),
    "second_map": ("第二工場周辺の地図（見本）", pictures.second_map),
}
AT_NIGHT: dict[str, Callable[[], bytes]] = {
    "president": pictures.president_at_night,
    "works": pictures.works_at_night,
    "map": partial(pictures.area_map, pictures.BY_NIGHT),
    "second_map": partial(pictures.second_map, pictures.BY_NIGHT),
}
JPEG = b"\xff\xd8"  # how such a file begins


demo_rows("pages")(fill)


@demo_content(order=20)
def load_company_pages(stage: Stage) -> None:
    """Create the company pages below both home pages, unless they exist."""
    home = stage.home(JAPANESE)
    if CompanyPage.objects.child_of(home).filter(slug="corporate-profile").exists():
        return
    author = stage.person("marketing")
    images = {name: draw(name, author) for name in PICTURES} if stage.is_first else {}
    if not stage.is_first:
        company = CompanySettings.for_site(stage.site)
        company.logo = stored("社章（見本）", "mark", spring(), author)
        company.save()
    parts, home_texts = (PARTS, front) if stage.is_first else (PLAIN_PARTS, plain_front)
    scenes = [build_tree(stage, language, images, parts) for language in LANGUAGES]
    for scene in scenes:
        publish_texts(scene, author, parts, home_texts)


def draw(name: str, author: User) -> int:
    """Draw one picture into the library and return its id."""
    title, picture = PICTURES[name]
    night = stored(f"{title}・夜", f"{name}-night", AT_NIGHT[name](), author) if name in AT_NIGHT else None
    return int(stored(title, name, picture(), author, at_night=night).pk)


def stored(title: str, name: str, content: bytes, author: User, **fields: Any) -> Any:
    file = ContentFile(content, name=f"sample-{name}.{'jpg' if content.startswith(JPEG) else 'png'}")
    return get_image_model().objects.create(title=title, file=file, uploaded_by_user=author, **fields)


def build_tree(stage: Stage, language: str, images: dict[str, int], parts: list[Part]) -> Scene:
    """Create the pages of a language as drafts, so that texts can link to them; English ones as translations."""
    pages = {"": stage.home(language).specific}
    for part in parts:
        if language == JAPANESE:
            page = part.model(title=part.slug, slug=part.slug, show_in_menus=part.in_menu, live=False)
            pages[part.slug] = pages[part.below].add_child(instance=page)
        else:
            source = part.model.objects.get(slug=part.slug, locale__language_code=JAPANESE)
            pages[part.slug] = source.copy_for_translation(Locale.objects.get(language_code=ENGLISH))
    ids = {slug: page.pk for slug, page in pages.items()}
    return Scene(language=language, today=stage.today, images=images, pages=ids)


def publish_texts(scene: Scene, author: User, parts: list[Part], home_texts: Texts) -> None:
    """Set the texts of each page of a language and publish it."""
    publish(HomePage.objects.get(pk=scene.pages[""]), home_texts(scene), author)
    for part in parts:
        publish(part.model.objects.get(pk=scene.pages[part.slug]), part.texts(scene), author)


def publish(page: Page, texts: dict[str, Any], author: User) -> None:
    for name, value in texts.items():
        setattr(page, name, as_stored(value) if isinstance(value, list) else value)
    page.save_revision(user=author, log_action=True).publish(user=author)
