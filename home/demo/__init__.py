"""The demo's company pages: texts in both languages, and pictures that are drawn, not shipped."""

from home.demo.load import load_company_pages

__all__ = ["load_company_pages"]
