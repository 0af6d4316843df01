"""Makes pages of the company in the right place of the tree."""

from datetime import date

from wagtail.models import Page

from home.models import CompanyPage, HomePage, NewsIndexPage, NewsPage


def home(language: str = "ja") -> HomePage:
    return HomePage.objects.get(locale__language_code=language, live=True)


def news_index(language: str = "ja") -> NewsIndexPage:
    return NewsIndexPage.objects.get(locale__language_code=language)


def company_page(
    title: str = "試験のページ", slug: str = "trial", parent: Page | None = None, **fields: object
) -> CompanyPage:
    page = CompanyPage(title=title, slug=slug, **fields)
    (parent or home()).add_child(instance=page)
    return page


def news(slug: str, day: date, index: NewsIndexPage | None = None, **fields: object) -> NewsPage:
    page = NewsPage(title=f"お知らせ {slug}", slug=slug, date=day, **fields)
    (index or news_index()).add_child(instance=page)
    return page
