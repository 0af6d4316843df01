"""The page types of the company: home, company, news, sitemap."""

from home.models.company import CompanyPage, HomePage, SitemapPage
from home.models.news import NewsIndexPage, NewsPage

__all__ = [
    "CompanyPage",
    "HomePage",
    "NewsIndexPage",
    "NewsPage",
    "SitemapPage",
]
