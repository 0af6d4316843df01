"""Lets Django see the page types; nobody inside imports this module."""

from home.pages import CompanyPage, HomePage, NewsIndexPage, NewsPage, SitemapPage

__all__ = ["CompanyPage", "HomePage", "NewsIndexPage", "NewsPage", "SitemapPage"]
