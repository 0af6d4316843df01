"""The page types of the company: landing, company, news, sitemap."""

from home.pages.company import CompanyPage
from home.pages.landing import HomePage
from home.pages.news import NewsIndexPage, NewsPage
from home.pages.sitemap import SitemapPage

__all__ = ["CompanyPage", "HomePage", "NewsIndexPage", "NewsPage", "SitemapPage"]
