"""A page in both languages, and how somebody changes one of them."""

from typing import Any
from uuid import UUID

from wagtail.models import Page

from cluster_cms.security.accounts import User
from cluster_cms.translations.confirmations import confirm_all
from home.demo.bulk_pages import add_children
from home.models import CompanyPage
from tests.home.making import home

JAPANESE_TEXT = "<p>樹脂は60分で固まります。透明です。</p><p>食品には使えません。</p>"
ENGLISH_TEXT = "<p>The resin cures in 60 minutes. It is clear.</p><p>Not for use with food.</p>"


def both(author: User, slug: str = "trial") -> tuple[Page, Page]:
    """Return a page and its translation, which was made as a copy and then written; both are live."""
    source = CompanyPage(title="樹脂", slug=slug, live=False)
    home().add_child(instance=source)
    publish(source, author, body=text(JAPANESE_TEXT))
    copy = CompanyPage.objects.get(pk=source.pk).copy_for_translation(home("en").locale)
    publish(copy, author, title="Resin", body=text(ENGLISH_TEXT))
    return fresh(source), fresh(copy)


def publish(page: Page, author: User, **fields: Any) -> Page:
    for name, value in fields.items():
        setattr(page, name, page._meta.get_field(name).stream_block.to_python(value) if name == "body" else value)
    page.save_revision(user=author).publish(user=author)
    return fresh(page)


def fresh(page: Page) -> Page:
    return CompanyPage.objects.get(pk=page.pk)


def text(source: str) -> list[dict[str, Any]]:
    return [{"type": "text", "id": "a1", "value": source}]


def many(author: User, count: int, stale: int) -> list[Page]:
    """Make so many pages in both languages in few statements; of the first ones the source has changed since.

    Returns the stale translations.
    """
    numbers = [count_before() + number for number in range(count)]
    for language in ("ja", "en"):
        pages = [
            CompanyPage(title=f"Page {number} {language}", slug=f"page-{number}", translation_key=UUID(int=number + 1))
            for number in numbers
        ]
        add_children(home(language), pages, author)
    confirm_all(author)
    found = []
    for number in numbers[:stale]:
        source = CompanyPage.objects.get(slug=f"page-{number}", locale__language_code="ja")
        publish(source, author, lead=f"{number}号の説明が変わりました。")
        found.append(CompanyPage.objects.get(slug=f"page-{number}", locale__language_code="en"))
    return found


def count_before() -> int:
    return CompanyPage.objects.filter(slug__startswith="page-", locale__language_code="ja").count()
