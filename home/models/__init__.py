"""The page types of the company: home, company, news, sitemap."""

from home.models.company import CompanyPage, HomePage
from home.models.news import NewsIndexPage, NewsPage
from home.models.sitemap import SitemapPage

__all__ = [
    "CompanyPage",
    "HomePage",
    "NewsIndexPage",
    "NewsPage",
    "SitemapPage",
]
